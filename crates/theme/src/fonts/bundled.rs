//! The fonts that come with the shop. All are under the SIL Open Font License 1.1; each licence stands beside its files.

use super::{
    family::{Family, TitleSetting},
    file::FontFile,
};
use crate::document::FontKind;
use std::sync::LazyLock;

/// The names by which documents choose a bundled font.
pub(super) const NAMES: [&str; 5] = ["bricolage-grotesque", "figtree", "geist", "instrument-sans", "instrument-serif"];

/// A bundled file: its bytes and its measures.
struct BundledFile {
    bytes: &'static [u8],
    file: FontFile,
}

macro_rules! files {
    ($($name:literal),*) => {
        [$(
            include_bytes!(concat!("../../fonts/", $name, "-latin.woff2")).as_slice(),
            include_bytes!(concat!("../../fonts/", $name, "-latin-ext.woff2")).as_slice(),
        )*]
    };
}

/// Two files a font, in the order of [`NAMES`]: Latin, and the letters of other languages in Latin script.
static FILES: LazyLock<Vec<BundledFile>> = LazyLock::new(|| {
    let all = files!("bricolage-grotesque", "figtree", "geist", "instrument-sans", "instrument-serif");
    let read =
        |bytes| BundledFile { bytes, file: FontFile::read(bytes).expect("bundled files pass, as a test proves") };
    all.into_iter().map(read).collect()
});

/// Returns the bytes of the bundled font file at an address, or `None`.
pub fn bundled_font(address: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|bundled| bundled.file.address() == address).map(|bundled| bundled.bytes)
}

/// Returns the address and the bytes of every bundled font file.
pub fn bundled_fonts() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().map(|bundled| (bundled.file.address(), bundled.bytes))
}

/// Returns the family of a name, with the setting of titles that suits it.
pub(super) fn family(name: &str) -> Option<Family> {
    let index = NAMES.iter().position(|known| *known == name)?;
    let files = FILES.iter().skip(2 * index).take(2).map(|bundled| bundled.file.clone()).collect();
    let (weight, tracking, leading) = match name {
        "bricolage-grotesque" => (600, "-.022em", "1.06"),
        "geist" => (600, "-.032em", "1.1"),
        "instrument-serif" => (400, "-.01em", "1.04"),
        _ => (600, "-.02em", "1.12"),
    };
    let kind = if name == "instrument-serif" { FontKind::Serif } else { FontKind::Sans };
    Some(Family { files, kind, titles: TitleSetting { weight, tracking, leading } })
}
