#![no_main]

mod read;

use interchange::Known;

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    let Ok(document) = read::document("shop.json", file, &Known::default()) else { return };
    let written = serde_json::to_vec(&document).expect("a document can be written");
    assert_eq!(read::document("written.json", &written, &Known::default()), Ok(document));
});
