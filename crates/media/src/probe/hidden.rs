//! Finding what a file is besides a picture.
//!
//! Renditions are made of decoded pixels, so nothing hidden ever reaches a visitor through them. Originals are kept,
//! though, and a file that is a valid picture and a valid script or archive at once has one purpose: to be taken for a
//! picture here and for something else where it is served, opened or unpacked.

use crate::refusal::Refusal;
use memchr::{memchr_iter, memmem};

/// What documents, programs and archives open with, anywhere behind a picture.
const ARCHIVES: [&[u8]; 5] = [b"PK\x03\x04", b"Rar!\x1A", b"7z\xBC\xAF\x27\x1C", b"%PDF-", b"\x7FELF"];

/// Tags that no metadata contains and every script host acts upon.
const TAGS: [&[u8]; 5] = [b"<script", b"<?php", b"<html", b"<iframe", b"<!doctype"];

/// Readers of PDF look for its header this far into a file.
const PDF_REACH: usize = 1024;

/// Refuses a picture with markup, or with the start of a PDF where its readers look for it.
pub(super) fn nothing_hidden(bytes: &[u8]) -> Result<(), Refusal> {
    let opening = &bytes[..bytes.len().min(PDF_REACH)];
    let pdf = memmem::find(opening, b"%PDF-").is_some();
    if pdf || memchr_iter(b'<', bytes).any(|place| opens_a_tag(&bytes[place..])) {
        return Err(Refusal::Polyglot);
    }
    Ok(())
}

/// Refuses an archive behind a JPEG. Bytes there are not wrong by themselves: phones append the moving part of a photo
/// and second pictures.
pub(super) fn nothing_appended_to_jpeg(rest: &[u8]) -> Result<(), Refusal> {
    if ARCHIVES.iter().any(|opening| memmem::find(rest, opening).is_some()) {
        return Err(Refusal::Polyglot);
    }
    Ok(())
}

/// Whether a file is an SVG, behind whatever byte order mark, declaration and comments.
pub(super) fn opens_as_svg(bytes: &[u8]) -> bool {
    let opening = &bytes[..bytes.len().min(PDF_REACH)];
    memchr_iter(b'<', opening).any(|place| starts_with(&opening[place..], b"<svg"))
}

fn opens_a_tag(bytes: &[u8]) -> bool {
    TAGS.iter().any(|tag| starts_with(bytes, tag))
}

fn starts_with(bytes: &[u8], lowercase: &[u8]) -> bool {
    bytes.get(..lowercase.len()).is_some_and(|opening| opening.eq_ignore_ascii_case(lowercase))
}
