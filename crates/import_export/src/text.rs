use std::borrow::Cow;

use crate::{Diagnostic, Diagnostics};

/// Maximum size of a file: 256 MB.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Returns the file's text. UTF-8 is read with and without a byte order mark, UTF-16 with one.
pub(crate) fn text_of<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Diagnostics> {
    if bytes.len() > MOST_BYTES {
        return Err(Diagnostics::of_file(file, "the file is larger than 256 MB; write it as several files"));
    }
    match bytes {
        [0x50, 0x4B, 0x03, 0x04, ..] => Err(Diagnostics::of_file(
            file,
            "this is a workbook or another ZIP archive; save the sheet as \"CSV UTF-8\" and import that file",
        )),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => {
            Err(Diagnostics::of_file(file, "the file is in UTF-32; save it as UTF-8"))
        }
        [0xFF, 0xFE, units @ ..] => utf16(file, units, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, units @ ..] => utf16(file, units, u16::from_be_bytes).map(Cow::Owned),
        [0, _, ..] | [_, 0, ..] => {
            Err(Diagnostics::of_file(file, "the file is in UTF-16 without a byte order mark; save it as UTF-8"))
        }
        _ => utf8(file, bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).map(Cow::Borrowed),
    }
}

/// Returns a sentence about the control character in a value, if there is one. Line breaks and tabs are allowed; another
/// rule checks texts of one line.
pub(crate) fn control_character_in(value: &str) -> Option<String> {
    let found = types::control_character_in_lines(value)?;
    Some(format!("this holds the control character U+{:04X}, which no text may have; remove it", u32::from(found)))
}

/// Returns the line, counted from 1, of the byte at `offset`.
pub(crate) fn line_at(bytes: &[u8], offset: usize) -> usize {
    1 + bytes.iter().take(offset).filter(|byte| **byte == b'\n').count()
}

fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostics> {
    std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let line_start = bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let place = 1 + offset - line_start;
        let message = format!("byte {place} of this line is not UTF-8; save the file as UTF-8 (Excel: \"CSV UTF-8\")");
        rejection(file, line_at(bytes, offset), message)
    })
}

fn utf16(file: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Diagnostics> {
    let (units, rest) = bytes.as_chunks();
    let mut text = String::with_capacity(bytes.len() / 2);
    for decoded in char::decode_utf16(units.iter().map(|bytes| unit(*bytes))) {
        text.push(decoded.map_err(|_| cut_short(file, &text))?);
    }
    if rest.is_empty() { Ok(text) } else { Err(cut_short(file, &text)) }
}

fn cut_short(file: &str, before: &str) -> Diagnostics {
    let message = "this line holds half a character of UTF-16; save the file as UTF-8";
    rejection(file, line_at(before.as_bytes(), before.len()), message)
}

fn rejection(file: &str, line: usize, message: impl Into<String>) -> Diagnostics {
    Diagnostics::one(Diagnostic {
        file: file.to_owned(),
        line: Some(line),
        field: String::new(),
        message: message.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(mark: &[u8], unit: fn(u16) -> [u8; 2], text: &str) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(unit)).collect()
    }

    #[test]
    fn every_unicode_encoding_with_a_byte_order_mark_is_read() {
        let text = "code;name\nvase;मज़हरिया 🏺\n";

        let encodings = [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            encoded(b"\xFF\xFE", u16::to_le_bytes, text),
            encoded(b"\xFE\xFF", u16::to_be_bytes, text),
        ];

        for bytes in encodings {
            assert_eq!(text_of("shop.csv", &bytes).unwrap(), text);
        }
    }

    #[test]
    fn another_encoding_is_refused_with_the_way_out() {
        let half = [encoded(b"\xFF\xFE", u16::to_le_bytes, "a\nb"), vec![0x3D, 0xD8, 0x20, 0]].concat();
        let cases: [(&[u8], &str); 6] = [
            (
                b"code\ncaf\xE9",
                "shop.csv:2: byte 4 of this line is not UTF-8; save the file as UTF-8 (Excel: \"CSV UTF-8\")",
            ),
            (b"c\0o\0d\0", "shop.csv: the file is in UTF-16 without a byte order mark; save it as UTF-8"),
            (b"\xFF\xFE\0\0c\0\0\0", "shop.csv: the file is in UTF-32; save it as UTF-8"),
            (
                b"PK\x03\x04\x14\0",
                "shop.csv: this is a workbook or another ZIP archive; save the sheet as \"CSV UTF-8\" and import that file",
            ),
            (&half, "shop.csv:2: this line holds half a character of UTF-16; save the file as UTF-8"),
            (b"\xFE\xFF\0a\0", "shop.csv:1: this line holds half a character of UTF-16; save the file as UTF-8"),
        ];
        for (bytes, refusal) in cases {
            assert_eq!(text_of("shop.csv", bytes).unwrap_err().to_string(), refusal);
        }
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_unread() {
        let refused = text_of("shop.json", &vec![0; MOST_BYTES + 1]).unwrap_err();

        assert_eq!(refused.to_string(), "shop.json: the file is larger than 256 MB; write it as several files");
    }
}
