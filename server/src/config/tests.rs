use secrecy::ExposeSecret as _;

use super::*;

#[test]
fn every_default_is_one_that_could_be_written() {
    let config = Config::from_texts(None, &[]).unwrap();

    assert_eq!(config.database.expose_secret(), "sqlite:data/vitrine.db");
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
}

#[test]
fn every_example_is_one_that_can_be_written() {
    let lines: Vec<String> = SETTINGS.iter().map(Setting::line).collect();

    assert!(Config::from_texts(Some(("examples", &lines.join("\n"))), &[]).is_ok());
    for setting in &SETTINGS {
        let variable = (setting.variable(), setting.example.to_owned());
        assert!(Config::from_texts(None, &[variable]).is_ok(), "{}", setting.name);
    }
}

#[test]
fn origins_have_no_more_than_an_origin() {
    for good in ["http://127.0.0.1:3000", "https://shop.example", "https://[::1]:8443"] {
        assert_eq!(origin(good).as_deref(), Some(good));
    }
    for bad in
        ["", "shop.example", "ftp://shop.example", "https://shop.example/", "https://a@b", "https://a/b", "HTTPS://a"]
    {
        assert_eq!(origin(bad), None, "{bad}");
    }
}
