#![no_main]

mod read;

use import_export::ExistingShop;

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    let Ok(document) = read::document("shop.json", file, &ExistingShop::default()) else { return };
    let written = serde_json::to_vec(&document).expect("a document can be written");
    assert_eq!(read::document("written.json", &written, &ExistingShop::default()), Ok(document));
});
