use crate::{Refusal, Refusals};

/// The largest file that is read: 256 MB.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// The file's text: UTF-8 of at most 256 MB, without the byte order mark that some programs put before it.
pub(crate) fn text_of<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Refusals> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusals::of_file(file, "the file is larger than 256 MB; write it as several files"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(file, bytes, error.valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The line, counted from 1, of the byte at `offset`.
pub(crate) fn line_at(bytes: &[u8], offset: usize) -> usize {
    1 + bytes.iter().take(offset).filter(|byte| **byte == b'\n').count()
}

fn not_utf8(file: &str, bytes: &[u8], offset: usize) -> Refusals {
    let line_start = bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let place = 1 + offset - line_start;
    Refusals::one(Refusal {
        file: file.to_owned(),
        line: Some(line_at(bytes, offset)),
        field: String::new(),
        message: format!("byte {place} of this line is not UTF-8; save the file as UTF-8"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_too_large_is_refused_unread() {
        let refused = text_of("shop.json", &vec![0; MOST_BYTES + 1]).unwrap_err();

        assert_eq!(refused.to_string(), "shop.json: the file is larger than 256 MB; write it as several files");
    }
}
