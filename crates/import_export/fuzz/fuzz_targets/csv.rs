#![no_main]

mod read;

use import_export::{ExistingShop, write_csv};
use std::sync::LazyLock;

/// A shop with a category and an attribute, as the seeds name them.
static SHOP: LazyLock<ExistingShop> = LazyLock::new(|| {
    let file = include_bytes!("../seeds/json/shop.json");
    ExistingShop::from(&read::document("shop.json", file, &ExistingShop::default()).expect("the seed is a shop"))
});

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    let Ok(document) = read::document("products.csv", file, &SHOP) else { return };
    let setup = SHOP.setup.as_ref().expect("the seed has a setup");
    let written = write_csv(setup, &document.products);
    assert_eq!(read::document("written.csv", written.as_bytes(), &SHOP), Ok(document));
});
