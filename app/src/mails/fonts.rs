//! Lists of fonts that readers' systems have: a mail loads none. They follow `style/tokens.css`.

use setup::FontKind;
use types::Language;

const SANS: &str = "'Helvetica Neue','Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";
const SERIF: &str = "'Iowan Old Style','Palatino Linotype',Palatino,P052,Georgia,'Noto Serif',serif";
const ARABIC_SANS: &str = "'SF Arabic','Segoe UI','Noto Sans Arabic','Geeza Pro',Tahoma,'Noto Naskh Arabic','Helvetica Neue',Roboto,'Noto Sans',Arial,sans-serif";
const ARABIC_SERIF: &str = "'Noto Naskh Arabic','Geeza Pro','Sakkal Majalla','Iowan Old Style','Palatino Linotype',Palatino,P052,Georgia,'Noto Serif',serif";
const DEVANAGARI_SANS: &str =
    "'Kohinoor Devanagari','Nirmala UI','Noto Sans Devanagari','Devanagari Sangam MN','Noto Sans',Arial,sans-serif";
const DEVANAGARI_SERIF: &str = "'Noto Serif Devanagari','Kohinoor Devanagari','Nirmala UI','Noto Sans Devanagari','Iowan Old Style',Palatino,Georgia,'Noto Serif',serif";

/// Returns the fonts of a kind for a language, best first.
pub(super) fn fonts(kind: FontKind, language: Language) -> &'static str {
    match (language.primary_subtag(), kind) {
        ("ar" | "fa" | "ur", FontKind::Sans) => ARABIC_SANS,
        ("ar" | "fa" | "ur", FontKind::Serif) => ARABIC_SERIF,
        ("hi" | "mr" | "ne", FontKind::Sans) => DEVANAGARI_SANS,
        ("hi" | "mr" | "ne", FontKind::Serif) => DEVANAGARI_SERIF,
        (_, FontKind::Sans) => SANS,
        (_, FontKind::Serif) => SERIF,
    }
}
