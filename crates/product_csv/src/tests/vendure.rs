use std::io::Cursor;

use super::{errors, facts, not_kept, prices, product, read};
use crate::{FeedOptions, FeedReader, FeedStock};

const FILE: &str = include_str!("../../fuzz/seeds/products/vendure.csv");

#[test]
fn rows_without_a_name_are_variants_of_the_product_above() {
    let feed = read(FILE);

    let laptop = product(&feed, "Laptop");
    let options: Vec<_> =
        laptop.options.iter().map(|option| (option.name.as_str(), option.values.join(" / "))).collect();
    assert_eq!(options, [("screen size", "13 inch / 15 inch".to_owned()), ("RAM", "8GB".to_owned())]);
    assert_eq!(laptop.variants.len(), 2);
    assert_eq!(prices(laptop, 1), ["- Base 1399.00"]);
    let stock: Vec<_> = laptop.variants.iter().map(|variant| variant.stock).collect();
    assert_eq!(stock, [FeedStock::Units(100), FeedStock::Untracked]);
    let known = ["origin (origin): Taiwan", "category (category): electronics|computers", "brand (brand): Apple"];
    assert_eq!(facts(&laptop.attributes), known);
    assert_eq!(facts(&laptop.variants[0].attributes), ["ean (ean): 4006381333931", "condition (condition): new"]);
    assert_eq!(laptop.images.len(), 3);
    let expected = [
        "4 : the variant needs a value of each of the 2 options of the product",
        "5 facets: \"loud\" has no value: write name:value",
    ];
    assert_eq!(errors(&feed), expected);
}

#[test]
fn one_language_is_read_at_a_time() {
    let file = "name:en,name:de,slug:en,slug:de,optionGroups,optionValues,sku,price\nCup,Tasse,cup,tasse,,,C,1\n";
    let open = |language: Option<&str>| {
        let options = FeedOptions { map: None, language: language.map(str::to_owned) };
        FeedReader::open(Cursor::new(file), options).unwrap()
    };

    let entry = open(Some("de")).next().unwrap().unwrap();

    assert_eq!(entry.product.map(|cup| (cup.title, cup.handle)), Some(("Tasse".to_owned(), "tasse".to_owned())));
    assert_eq!(entry.not_kept.len(), 2);
    assert_eq!(not_kept(&read(file))[0].split(':').next(), Some("2 name"));
    assert_eq!(open(None).next().unwrap().unwrap().product.unwrap().title, "Cup");
}
