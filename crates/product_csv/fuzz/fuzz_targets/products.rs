#![no_main]

use product_csv::{ColumnMap, FeedOptions, FeedProduct, ProductFeed};
use std::{io::Cursor, sync::LazyLock};

/// A map of some columns of the seeds.
static MAP: LazyLock<ColumnMap> = LazyLock::new(|| {
    let map = "decimal = \",\"\n[columns]\ngroup = \"Modell\"\ntitle = \"Bezeichnung\"\nprice = \"VK brutto\"\n\
               weight = { column = \"Gewicht\", unit = \"kg\" }\nimages = [\"Foto 1\", \"Foto 2\"]\n[options]\nColour = \"Farbe\"\n";
    ColumnMap::parse(map).expect("the map is one")
});

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    for map in [None, Some(MAP.clone())] {
        let Ok(feed) = ProductFeed::read(Cursor::new(file), FeedOptions { map, language: None }) else { continue };
        feed.products.iter().for_each(check);
        let reported = feed.errors.iter().map(|error| error.line).chain(feed.not_kept.iter().map(|value| value.line));
        assert!(reported.into_iter().all(|line| line > 0 && line <= file.len() as u64 + 1));
    }
});

/// Checks what an importer relies on.
fn check(product: &FeedProduct) {
    assert!(!product.title.is_empty() && !product.variants.is_empty(), "{product:?}");
    for variant in &product.variants {
        assert_eq!(variant.options.len(), product.options.len(), "{product:?}");
        let known = variant.options.iter().zip(&product.options).all(|(value, option)| option.values.contains(value));
        assert!(known, "{product:?}");
        assert!(variant.images.iter().all(|source| product.images.iter().any(|image| image.source == *source)));
        let is_amount = |amount: &str| amount.split('.').all(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
        assert!(variant.prices.iter().all(|price| !price.amount.is_empty() && is_amount(&price.amount)), "{product:?}");
    }
}
