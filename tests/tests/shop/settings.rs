//! A wrong setting stops the start with a sentence that says what to write.

use std::path::Path;

use pictures::StorageLocation;
use secrecy::ExposeSecret as _;
use server::{Config, LogFormat};

use crate::harness::Program;

fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
    let variables: Vec<_> = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::from_texts(Some(("vitrine.toml", file)), &variables).unwrap_err().to_string()
}

#[test]
fn wrong_line_is_refused_with_what_to_write() {
    let cases = [
        (
            "\nlisten = \"3000\"",
            "vitrine.toml:2: listen is \"3000\"; write an address and a port, such as listen = \"0.0.0.0:8080\"",
        ),
        ("lisen = \"x\"", "vitrine.toml:1: there is no setting lisen; write listen, if you mean that"),
        (
            "colour = \"red\"",
            "vitrine.toml:1: there is no setting colour; write one of data, database, redis, pictures, s3_endpoint, s3_region, s3_key, pictures_ahead, listing_picture_shape, listing_picture_fit, picture_memory_megabytes, picture_hosts, staff_token, test_payments_url, test_payments_secret, assets, listen, connections, connections_per_address, origin, \
             smtp_url, mail_from, log, log_format, otlp_endpoint, metrics_token, shutdown_delay_seconds, shutdown_grace_seconds, page_cache_megabytes, stale_if_error_seconds, stale_while_revalidate_seconds, edge, edge_token, edge_api, dev_reload",
        ),
        (
            "origin = \"shop.example\"",
            "vitrine.toml:1: origin is \"shop.example\"; write a scheme and a host, without a path, such as \
             origin = \"https://shop.example\"",
        ),
        (
            "origin = \"https://shop.example/\"",
            "vitrine.toml:1: origin is \"https://shop.example/\"; write a scheme and a host, without a path, such as \
             origin = \"https://shop.example\"",
        ),
        (
            "shutdown_grace_seconds = 1000",
            "vitrine.toml:1: shutdown_grace_seconds is \"1000\"; write whole seconds from 0 to 600, such as \
             shutdown_grace_seconds = 30",
        ),
        (
            "log_format = true",
            "vitrine.toml:1: log_format is a boolean; write text or json, such as log_format = \"json\"",
        ),
        (
            "# comment\n\ndatabase = \"mysql://root:secret@localhost/shop\"",
            "vitrine.toml:3: database can't be used; write sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME, such as \
             database = \"postgres://vitrine:secret@localhost/vitrine\"",
        ),
        (
            "metrics_token = \"short\"",
            "vitrine.toml:1: metrics_token can't be used; write at least 16 characters, such as \
             metrics_token = \"b1f0c2a47d5e9386\"",
        ),
        (
            "listen = 127.0.0.1:3000",
            "vitrine.toml:1: invalid TOML (invalid float, expected nothing); write one setting per line, such as listen = \"127.0.0.1:3000\"",
        ),
    ];
    for (file, sentence) in cases {
        assert_eq!(refusal(file, &[]), sentence);
    }
}

#[test]
fn wrong_variable_is_refused_with_what_to_write() {
    let cases = [
        (
            ("VITRINE_LISTEN", "everywhere"),
            "VITRINE_LISTEN is \"everywhere\"; write an address and a port, such as VITRINE_LISTEN=0.0.0.0:8080",
        ),
        (("VITRINE_LISEN", "x"), "there is no setting VITRINE_LISEN; write VITRINE_LISTEN, if you mean that"),
        (
            ("DATABASE_URL", "mysql://root:secret@localhost/shop"),
            "DATABASE_URL can't be used; write sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME, such as \
             DATABASE_URL=postgres://vitrine:secret@localhost/vitrine",
        ),
        (
            ("VITRINE_LOG", "sqlx=loud"),
            "VITRINE_LOG is \"sqlx=loud\"; write a level (error, warn, info, debug, trace), or levels by part, such as \
             VITRINE_LOG=info,sqlx=warn",
        ),
    ];
    for (variable, sentence) in cases {
        assert_eq!(refusal("", &[variable]), sentence);
    }
}

#[test]
fn variables_go_before_the_file_and_the_file_before_the_defaults() {
    let file = "data = \"/srv\"\nlog_format = \"json\"\nlisten = \"127.0.0.1:1\"";
    let variables =
        [("VITRINE_LISTEN", "127.0.0.1:2"), ("VITRINE_DATABASE", "sqlite:a.db"), ("DATABASE_URL", "sqlite:b.db")];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));

    let config = Config::from_texts(Some(("vitrine.toml", file)), &variables).unwrap();

    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.database.expose_secret(), "sqlite:a.db");
    assert!(matches!(&config.pictures, StorageLocation::Folder(folder) if *folder == Path::new("/srv/pictures")));
    assert_eq!(config.log_format, LogFormat::Json);
}

#[test]
fn pictures_may_lie_in_a_bucket() {
    let file = "pictures = \"s3://shop/one/\"\ns3_endpoint = \"https://objects.example\"\ns3_key = \"id:a:secret\"";

    let config = Config::from_texts(Some(("vitrine.toml", file)), &[]).unwrap();

    let StorageLocation::Bucket(bucket) = config.pictures else { panic!("{:?}", config.pictures) };
    assert_eq!((bucket.name.as_str(), bucket.prefix.as_str(), bucket.region.as_str()), ("shop", "one", "us-east-1"));
    assert_eq!(bucket.endpoint.as_deref(), Some("https://objects.example"));
    let (id, secret) = bucket.key.unwrap();
    assert_eq!((id.as_str(), secret.expose_secret()), ("id", "a:secret"));
    for wrong in ["s3://", "s3:///one", "https://objects.example/shop"] {
        assert!(
            Config::from_texts(Some(("vitrine.toml", &format!("pictures = \"{wrong}\""))), &[]).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn variables_of_others_are_left_alone() {
    let variables =
        ["PATH", "VITRINE_TEST_POSTGRES", "VITRINE_WASM_TOOLCHAIN"].map(|name| (name.to_owned(), "x".to_owned()));

    assert!(Config::from_texts(None, &variables).is_ok());
}

#[test]
fn program_reads_the_file_that_is_named_or_the_usual_one() {
    let program = Program::new();
    program.write("vitrine.toml", "listen = 1");
    program.write("other.toml", "origin = \"x\"");

    let usual = program.refusal(&["migrate"]);
    let named = program.refusal(&["migrate", "--config", "other.toml"]);
    let missing = program.refusal(&["--config", "missing.toml", "migrate"]);

    assert!(usual.starts_with("vitrine.toml:1: listen is \"1\"; "), "{usual}");
    assert!(named.starts_with("other.toml:1: origin is \"x\"; "), "{named}");
    insta::assert_snapshot!(missing, @"the configuration file missing.toml can't be read: No such file or directory (os error 2); name a readable file, or leave out --config");
}
