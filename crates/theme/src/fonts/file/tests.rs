use super::*;
use crate::fonts::bundled_fonts;

/// A bundled file, changed.
fn changed(change: impl FnOnce(&mut Vec<u8>)) -> Result<FontFile, FontError> {
    let (_, bytes) = bundled_fonts().next().unwrap();
    let mut bytes = bytes.to_vec();
    change(&mut bytes);
    FontFile::read(&bytes)
}

#[test]
fn bundled_files_pass_and_are_measured() {
    let measured: Vec<_> = bundled_fonts()
        .map(|(address, bytes)| {
            let file = FontFile::read(bytes).unwrap();
            let latin = file.latin.map_or_else(String::new, |latin| {
                format!("ascent {:.3} width {:.4} bold {:.4}", latin.ascent, latin.regular_width, latin.bold_width)
            });
            let range = file.unicode_range.split(',').next().unwrap_or_default();
            format!("{} {}-{} {:?} {range} {latin}", address.len(), file.lowest_weight, file.highest_weight, file.kind)
        })
        .collect();

    insta::assert_snapshot!(measured.join("\n"));
}

#[test]
fn bundled_files_are_small_and_licensed() {
    let total: usize = bundled_fonts().map(|(_, bytes)| bytes.len()).sum();

    assert!(total <= 600 * 1024, "{total} bytes");
    for name in crate::fonts::bundled::NAMES {
        let licence = format!("{}/fonts/{name}.LICENSE.txt", env!("CARGO_MANIFEST_DIR"));
        assert!(std::fs::read_to_string(licence).unwrap().contains("SIL Open Font License, Version 1.1"), "{name}");
    }
}

#[test]
fn files_that_are_no_fonts_are_refused() {
    let container = |error| Err(FontError::Container(error));

    assert_eq!(FontFile::read(b"wOFF\0\x01\0\0"), container(Woff2Error::Signature));
    assert_eq!(FontFile::read(b"wOF2ttcf"), container(Woff2Error::Collection));
    assert_eq!(FontFile::read(b"wOF2"), container(Woff2Error::Damaged));
    assert_eq!(FontFile::read(&[0; MAX_FONT_BYTES + 1]), Err(FontError::TooLarge(MAX_FONT_BYTES + 1)));
    assert_eq!(changed(|bytes| bytes.truncate(1_000)), container(Woff2Error::Damaged));
    assert_eq!(changed(|bytes| bytes.push(0)), container(Woff2Error::Damaged));
}

/// A file of one table that says it unpacks to 32 MB.
#[test]
fn file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    let mut bytes = [b"wOF2".as_slice(), &[0, 1, 0, 0], &[0, 0, 0, 53], &[0, 1, 0, 0]].concat();
    bytes.resize(48, 0);
    bytes.extend([0, 0x90, 0x80, 0x80, 0]);

    assert_eq!(FontFile::read(&bytes), Err(FontError::Container(Woff2Error::TooLarge)));
}

#[test]
fn damaged_files_never_panic() {
    for at in 0..400 {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let _is_accepted = changed(|bytes| bytes[at] = value).is_ok();
        }
    }
}
