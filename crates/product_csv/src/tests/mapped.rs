use super::{errors, facts, not_kept, prices, product, read_mapped};
use crate::{ColumnMap, FeedError};

const FILE: &[u8] = include_bytes!("../../fuzz/seeds/products/spreadsheet.csv");
const MAP: &str = r#"
decimal = ","
ignore = ["Lager"]
[columns]
group = "Modell"
title = "Bezeichnung"
sku = "Artikelnr."
price = { EUR = "VK brutto", CHF = "VK CHF" }
weight = { column = "Gewicht", unit = "kg" }
categories = ["Warengruppe", "Untergruppe"]
images = ["Foto 1", "Foto 2"]
stock = "Bestand"
[constants]
vendor = "Lehmwerk"
taxable = true
[options]
Colour = "Farbe"
[attributes]
Material = "Stoff"
"#;

#[test]
fn spreadsheet_is_read_by_its_column_map() {
    let feed = read_mapped(FILE, MAP).unwrap();

    let cup = product(&feed, "Grüße-Tasse");
    assert_eq!((cup.vendor.as_str(), cup.variants.len(), cup.variants[0].taxable), ("Lehmwerk", 2, Some(true)));
    assert_eq!((cup.options[0].name.as_str(), cup.options[0].values.join(" ")), ("Colour", "Rot Blau".to_owned()));
    assert_eq!(prices(cup, 0), ["EUR Base 1249.50", "CHF Base 1300.00"]);
    assert_eq!(cup.variants[0].weight_g, Some(350));
    assert_eq!(cup.categories, [["Küche", "Tassen"]]);
    let images: Vec<_> = cup.images.iter().map(|image| image.source.as_str()).collect();
    assert_eq!(images, ["t1.jpg", "t2.jpg", "t3.jpg"]);
    assert_eq!(facts(&cup.attributes), ["Material (Material): Ton"]);
    assert!(product(&feed, "Teller").options.is_empty());
    assert_eq!(not_kept(&feed), ["3 Notiz=nur Messe: the column is not known"]);
    let expected = [
        "4 Gewicht: \"zwei\" is not an amount: write digits, with a comma before decimals",
        "4 Bestand: \"x\" is not a whole number of units",
    ];
    assert_eq!(errors(&feed), expected);
}

#[test]
fn column_that_the_file_lacks_is_named() {
    let error = read_mapped("Name\nCup\n", "[columns]\ntitle = \"Titel\"\n").unwrap_err();

    assert!(matches!(&error, FeedError::NoSuchColumn { name, .. } if name == "Titel"), "{error}");
    assert!(error.to_string().ends_with("It has: Name"));
}

#[test]
fn faulty_maps_are_refused_with_the_setting() {
    let cases = [
        ("title = \"x\"", "title is not a setting"),
        ("[columns]\ntitel = \"x\"", "titel is not a field"),
        ("[columns]\nweight = \"x\"", "weight: write { column"),
        ("[columns]\nweight = { column = \"x\", unit = \"stone\" }", "weight: units are"),
        ("[columns]\ntitle = [\"a\", \"b\"]", "title: it has one column"),
        ("[columns]\ntitle = { EUR = \"a\" }", "title: it has one column"),
        ("decimal = \";\"", "decimal: write"),
        ("delimiter = \"ab\"", "delimiter: write one character"),
        ("encoding = \"klingon\"", "encoding: \"klingon\""),
        ("descriptions = \"word\"", "descriptions: write"),
        ("[constants]\nvendor = 1.5", "vendor: write"),
        ("= 3", "TOML parse error"),
    ];

    for (map, expected) in cases {
        let error = ColumnMap::parse(map).unwrap_err().to_string();
        assert!(error.contains(expected), "{map}: {error}");
    }
}

#[test]
fn plain_descriptions_keep_their_characters_and_lines() {
    let map = "descriptions = \"text\"\n[columns]\ntitle = \"N\"\ndescription = \"D\"\n";

    let feed = read_mapped("N,D\nCup,\"2 < 3 & *x*\n- so\"\n", map).unwrap();

    assert_eq!(feed.products[0].description.markdown, "2 \\< 3 \\& \\*x\\*\\\n\\- so");
}
