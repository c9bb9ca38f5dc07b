//! Finds polyglots: files that are a picture and something else.
//!
//! Renditions are made of decoded pixels, so nothing hidden ever reaches a visitor through them, and no route serves
//! an original. Originals are stored, though, and go into backups and exports: a file that is a valid picture and a
//! valid page, script or archive at once has one purpose, to pass for a picture here and for something else where it
//! is opened, unpacked or served. Such a file is refused, wherever in it the other one stands.

use crate::refusal::Refusal;
use memchr::{memchr_iter, memmem};

/// The signatures of documents, programs and archives that readers look for behind a picture.
const BEHIND: [&[u8]; 3] = [b"PK\x03\x04", b"%PDF-", b"\x7FELF"];

/// The signatures of archives that unpackers look for anywhere in a file.
const ANYWHERE: [&[u8]; 2] = [b"Rar!\x1A\x07", b"7z\xBC\xAF\x27\x1C"];

/// The record that ends a ZIP archive of one volume, by which unpackers find it.
const END_OF_ZIP: &[u8] = b"PK\x05\x06\0\0\0\0";
/// Bytes of that record with the longest comment.
const LONGEST_END_OF_ZIP: usize = 22 + 65_535;

/// Tags that browsers and script hosts act upon. Metadata contain none of them: XMP's tags have a prefix (`<x:xmpmeta`).
const TAGS: [&[u8]; 18] = [
    b"!doctype",
    b"?php",
    b"audio",
    b"base",
    b"body",
    b"embed",
    b"form",
    b"html",
    b"iframe",
    b"img",
    b"link",
    b"math",
    b"meta",
    b"object",
    b"script",
    b"style",
    b"svg",
    b"video",
];
/// Bytes of text that follow the name of a tag. Compressed pixels contain a short name by chance, but not with text
/// behind it: in less than one of 10,000 files of 20 MB.
const TEXT: usize = 6;

/// Readers of PDF look for its header this far into a file.
const PDF_REACH: usize = 1024;

/// Refuses a picture with markup, with an archive, or with the start of a PDF where its readers look for it.
pub(super) fn ensure_no_polyglot(bytes: &[u8]) -> Result<(), Refusal> {
    if has_markup(bytes) || has_archive(bytes) || has(&bytes[..bytes.len().min(PDF_REACH)], b"%PDF-") {
        return Err(Refusal::Polyglot);
    }
    Ok(())
}

/// Refuses a document, program or archive after the end of a JPEG. Other bytes there are accepted: phones append the
/// moving part of a photo and second pictures.
pub(super) fn ensure_nothing_appended_to_jpeg(rest: &[u8]) -> Result<(), Refusal> {
    if BEHIND.iter().any(|opening| has(rest, opening)) {
        return Err(Refusal::Polyglot);
    }
    Ok(())
}

/// Returns true if a file is an SVG, after any byte order mark, declaration and comments.
pub(super) fn opens_as_svg(bytes: &[u8]) -> bool {
    let opening = &bytes[..bytes.len().min(PDF_REACH)];
    memchr_iter(b'<', opening).any(|place| starts_with(&opening[place + 1..], b"svg"))
}

fn has_markup(bytes: &[u8]) -> bool {
    memchr_iter(b'<', bytes).any(|place| opens_a_tag(&bytes[place + 1..]))
}

fn has_archive(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(LONGEST_END_OF_ZIP)..];
    has(end, END_OF_ZIP) || ANYWHERE.iter().any(|opening| has(bytes, opening))
}

/// Returns true if the name of a tag stands here, followed by a delimiter (HTML, 13.2.5.8) and text.
fn opens_a_tag(bytes: &[u8]) -> bool {
    let Some(name) = TAGS.iter().find(|name| starts_with(bytes, name)) else { return false };
    let mut rest = bytes[name.len()..].iter();
    let ends_the_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let is_text = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    rest.next().is_some_and(ends_the_name) && rest.take(TEXT).all(is_text)
}

fn has(bytes: &[u8], opening: &[u8]) -> bool {
    memmem::find(bytes, opening).is_some()
}

fn starts_with(bytes: &[u8], lowercase: &[u8]) -> bool {
    bytes.get(..lowercase.len()).is_some_and(|opening| opening.eq_ignore_ascii_case(lowercase))
}
