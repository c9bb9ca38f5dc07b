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
fn listings_take_shapes_of_products_and_not_of_scenes() {
    let configured = |lines: &str| Config::from_texts(Some(("shop.toml", lines)), &[]);
    let shape =
        |text: &str| configured(&format!("listing_picture_shape = \"{text}\"")).map(|config| config.listing_pictures);

    assert_eq!(configured("").unwrap().listing_pictures, ListingPictures { shape: Shape::Portrait, fit: Fit::Cut });
    let square = configured("listing_picture_shape = \"1:1\"\nlisting_picture_fit = \"whole\"").unwrap();
    assert_eq!(square.listing_pictures, ListingPictures { shape: Shape::Square, fit: Fit::Whole });
    for text in ["2:3", "3:4", "4:5", "1:1", "4:3", "3:2", "16:9"] {
        assert_eq!(shape(text).unwrap().shape.name().replace('x', ":"), text);
    }
    for text in ["2:1", "21:9", "5:4", "4x5", "portrait", ""] {
        let refusal = shape(text).unwrap_err().to_string();
        assert!(
            refusal.ends_with("write 2:3, 3:4, 4:5, 1:1, 4:3, 3:2 or 16:9, such as listing_picture_shape = \"1:1\""),
            "{refusal}"
        );
    }
    let refusal = configured("listing_picture_fit = \"cover\"").unwrap_err().to_string();
    assert_eq!(
        refusal,
        "shop.toml:1: listing_picture_fit is \"cover\"; write cut or whole, such as listing_picture_fit = \"whole\""
    );
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

#[test]
fn collectors_may_have_a_path_and_no_user() {
    assert_eq!(collector("http://localhost:4318").as_deref(), Some("http://localhost:4318"));
    assert_eq!(collector("https://traces.example/otlp/").as_deref(), Some("https://traces.example/otlp"));
    for bad in
        ["", "localhost:4318", "grpc://localhost:4317", "https://key@traces.example", "http://a?key=b", "http://a#b"]
    {
        assert_eq!(collector(bad), None, "{bad}");
    }
}
