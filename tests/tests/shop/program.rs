//! The program, as whoever runs the shop meets it.

use std::{fs, io::Read as _, net::TcpListener, os::unix::fs::PermissionsExt as _, process::Command};

use database::{Database, sql};

use crate::harness::{NOW, Program, SHOP, free_port, is_superuser, until_it_listens, visit};

#[test]
fn shop_is_imported_and_exported_as_it_was() {
    let program = Program::new();

    let imported = program.success(&["import", "shop.json"]);
    program.success(&["export", "first.json"]);
    program.success(&["import", "first.json"]);
    program.success(&["export", "second.json"]);
    let products = program.success(&["export", "products.csv"]);
    let again = program.success(&["import", "products.csv"]);

    insta::assert_snapshot!(imported, @"Imported: the setup, 1 picture, 1 attribute, 2 categories, 1 product, 2 variants, 2 collections and 3 pages added.");
    assert_eq!(fs::read(program.path("first.json")).unwrap(), fs::read(program.path("second.json")).unwrap());
    insta::assert_snapshot!(products, @"Exported 1 products to products.csv.");
    insta::assert_snapshot!(again, @"Nothing to import: 1 product and 2 variants left as they are.");
}

#[test]
fn demo_goes_only_into_an_empty_shop() {
    let program = Program::new();

    let first = program.success(&["import", "--if-empty", "shop.json"]);
    let second = program.success(&["import", "--if-empty", "shop.json"]);

    assert!(first.starts_with("Imported: "), "{first}");
    insta::assert_snapshot!(second, @"The shop is not empty: nothing was imported.");
}

#[test]
fn file_with_a_mistake_changes_nothing() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    program.success(&["export", "before.json"]);
    let mistakes = [
        ("\"AED\": 19000", "\"AED\": -19000", "products[0].variants[0].price"),
        ("\"AED\": 19000", "\"EUR\": 19000", "products[0].variants[0].price"),
        ("\"ar\": \"مزهرية الكثبان\"", "\"ar\": \"\"", "products[0].name.ar"),
        ("DUNE-SAND", "DUNE-CLAY", "products[0].variants[1].sku"),
        ("\"stock\": 7", "\"stock\": 7, \"stok\": 8", "products[0].variants[0]"),
        ("{\n", "", ""),
    ];

    for (right, wrong, field) in mistakes {
        program.write("wrong.json", &SHOP.replacen(right, wrong, 1));
        let refusal = program.refusal(&["import", "wrong.json"]);
        program.success(&["export", "after.json"]);

        assert!(refusal.contains("wrong.json:") && refusal.contains(field), "{wrong}: {refusal}");
        assert_eq!(fs::read(program.path("after.json")).unwrap(), fs::read(program.path("before.json")).unwrap());
    }
}

#[test]
fn picture_that_is_missing_leaves_the_shop_empty() {
    let program = Program::new();
    fs::remove_file(program.path("images/vase.jpg")).unwrap();

    let refusal = program.refusal(&["import", "shop.json"]);

    insta::assert_snapshot!(refusal, @"shop.json:5: pictures[0].file: there is no such file; put it beside the document");
    insta::assert_snapshot!(program.success(&["export", "after.csv"]), @"Exported 0 products to after.csv.");
}

#[test]
fn file_that_is_not_there_or_of_no_format_is_refused() {
    let program = Program::new();

    insta::assert_snapshot!(program.refusal(&["import", "missing.json"]), @"missing.json: No such file or directory (os error 2)");
    program.write("letter.txt", "Dear shop,");
    insta::assert_snapshot!(program.refusal(&["import", "letter.txt"]), @"letter.txt: this is neither a shop in JSON nor a table of products; see the manual for both formats");
    insta::assert_snapshot!(program.refusal(&["export", "shop.xml"]), @"shop.xml ends in neither .json nor .csv; name a file that does, or a folder with a slash at its end");
}

#[test]
fn price_list_changes_its_prices_and_nothing_else() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    program.success(&["export", "before.json"]);
    program.write("PRICES.CSV", "code;sku;price_AED\r\ndune-vase;dune-clay;195,00\r\n;;\r\n");

    let imported = program.success(&["import", "PRICES.CSV"]);
    program.success(&["export", "after.json"]);

    insta::assert_snapshot!(imported, @"Imported: 1 product and 1 variant changed; 1 variant left as it is.");
    let before = fs::read_to_string(program.path("before.json")).unwrap();
    let expected = before.replacen("\"AED\": 19000", "\"AED\": 19500", 1).replacen("DUNE-CLAY", "dune-clay", 1);
    assert_eq!(fs::read_to_string(program.path("after.json")).unwrap(), expected);
}

#[test]
fn loss_is_told_and_happens_only_when_asked_for() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let part =
        r#"{ "format": "vitrine/1", "products": [{ "code": "dune-vase", "variants": [{ "sku": "DUNE-CLAY" }] }] }"#;
    program.write("part.json", part);

    let refusal = program.refusal(&["import", "part.json"]);
    let replaced = program.success(&["import", "--replace", "part.json"]);

    insta::assert_snapshot!(refusal, @r#"
    These would be removed; import with --replace if that is meant:
    part.json:1: products[0].variants: the variant "DUNE-SAND", which goes off sale
    "#);
    insta::assert_snapshot!(replaced, @r#"
    Removed:
    part.json:1: products[0].variants: the variant "DUNE-SAND", which goes off sale
    Imported: 1 product changed; 1 variant taken off sale; 1 variant left as it is.
    "#);
}

#[test]
fn products_are_made_up() {
    let program = Program::new();

    let seeded = program.success(&["seed", "--products", "20", "--seed", "3"]);

    assert!(seeded.starts_with("Made up 20 products with "), "{seeded}");
}

#[tokio::test]
async fn database_of_a_newer_version_is_refused() {
    let program = Program::new();
    program.success(&["migrate"]);
    change_history(
        &program,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (999, 'later', TRUE, x'00', 0)",
    )
    .await;

    for command in ["serve", "migrate"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(program.refusal(&[command]), @"the database was made by a newer version of Vitrine (migration 999); start that version, or restore a backup");
        }
    }
}

#[tokio::test]
async fn database_of_an_older_version_is_left_until_it_is_migrated() {
    let program = Program::new();
    program.success(&["migrate"]);
    change_history(
        &program,
        "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)",
    )
    .await;

    insta::assert_snapshot!(program.refusal(&["serve"]), @"the database lacks 1 migrations; run `vitrine migrate`");
}

async fn change_history(program: &Program, text: &'static str) {
    let database = Database::open(&format!("sqlite:{}", program.path("data/vitrine.db").display())).await.unwrap();
    let mut tx = database.write(NOW).await.unwrap();
    sql(text).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    database.close().await;
}

#[test]
fn port_in_use_is_refused() {
    let program = Program::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    program.write("vitrine.toml", &format!("listen = \"{address}\""));

    let refusal = program.refusal(&["serve"]);

    assert_eq!(
        refusal,
        format!("another program listens on {address}; stop it, or write another address in `listen`\n")
    );
}

#[test]
fn folder_that_cannot_be_written_is_refused() {
    let program = Program::new();
    fs::create_dir(program.path("data")).unwrap();
    fs::set_permissions(program.path("data"), fs::Permissions::from_mode(0o555)).unwrap();

    let refusal = if is_superuser() { program.refusal_to_nobody(&["migrate"]) } else { program.refusal(&["migrate"]) };

    insta::assert_snapshot!(refusal, @"the folder data can't be written: Permission denied (os error 13); make it writable, or name another in `database`");
}

#[test]
fn place_for_pictures_that_is_no_folder_is_refused() {
    let program = Program::new();
    program.write("vitrine.toml", "pictures = \"shop.json\"\nlisten = \"127.0.0.1:0\"");

    for command in [&["serve"][..], &["import", "shop.json"]] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(program.refusal(command), @"the folder shop.json can't be written: File exists (os error 17); make it writable, or name another in `pictures`");
        }
    }
}

#[test]
fn missing_build_is_refused() {
    let program = Program::new();
    fs::remove_dir_all(program.path("dist")).unwrap();

    insta::assert_snapshot!(program.refusal(&["serve"]), @"the built file dist/assets.json can't be read: No such file or directory (os error 2); build with `cargo xtask up`, or name the folder in `assets`");
}

#[tokio::test]
async fn program_serves_a_new_shop_and_closes_when_told() {
    let program = Program::new();
    program.success(&["migrate"]);
    let address = free_port();
    program.write("vitrine.toml", &format!("listen = \"{address}\"\nlog_format = \"json\""));
    let mut running = program.start(&["serve"]);
    until_it_listens(address, &mut running);

    let answer = visit(address, "/en-ae").await.unwrap();
    assert!(Command::new("sh").args(["-c", &format!("kill -TERM {}", running.id())]).status().unwrap().success());
    let status = running.wait().unwrap();

    let mut log = String::new();
    running.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 Service Unavailable"), "{answer}");
    assert!(answer.contains("vitrine import"), "{answer}");
    assert!(status.success(), "{log}");
    assert!(log.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "{log}");
    assert!(log.contains("\"route\":\"/{locale}\"") && log.contains("\"id\":\""), "{log}");
    assert!(log.lines().last().unwrap_or_default().contains("shutdown: complete"), "{log}");
}

#[tokio::test]
async fn program_that_is_killed_comes_back_as_it_was() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let address = free_port();
    program.write("vitrine.toml", &format!("listen = \"{address}\""));
    let mut running = program.start(&["serve"]);
    until_it_listens(address, &mut running);
    running.kill().unwrap();
    running.wait().unwrap();

    let mut again = program.start(&["serve"]);
    until_it_listens(address, &mut again);
    let answer = visit(address, "/en-ae/p/dune-vase").await.unwrap();
    again.kill().unwrap();
    again.wait().unwrap();

    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}
