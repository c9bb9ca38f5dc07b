//! Protection against cells that a spreadsheet runs as formulas.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula, and runs it where the
//! file is opened. Such a cell is written with an apostrophe before it, which marks it as text for spreadsheets. Reading
//! removes the apostrophe. A text that itself begins with apostrophes and one of these signs gets one more, so that every
//! text is read back unchanged.

use std::borrow::Cow;

const MARK: char = '\'';

/// Returns the cell as text that no spreadsheet runs.
pub(crate) fn neutralise(cell: &str) -> Cow<'_, str> {
    if would_run(cell) { Cow::Owned(format!("{MARK}{cell}")) } else { Cow::Borrowed(cell) }
}

/// Reverses [`neutralise`].
pub(crate) fn restore(cell: &str) -> &str {
    cell.strip_prefix(MARK).filter(|cell| would_run(cell)).unwrap_or(cell)
}

/// Returns true if the cell is a formula, with or without apostrophes before it. Some programs drop leading spaces first.
fn would_run(cell: &str) -> bool {
    let unmarked = cell.trim_start_matches(MARK);
    unmarked.starts_with(['\t', '\r', '\n'])
        || unmarked.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use rand::Rng as _;

    use super::*;

    #[test]
    fn a_formula_is_written_as_text() {
        let cases = [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\rx", "'\rx"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("'tis a vase", "'tis a vase"),
            ("Vase - tall", "Vase - tall"),
            ("", ""),
        ];
        for (cell, written) in cases {
            assert_eq!(neutralise(cell), written);
        }
    }

    #[test]
    fn every_text_comes_back_as_it_was_and_none_would_run() {
        let mut random = rand_pcg::Pcg64::new(5, 0xa02_bdbf_7bb3_c0a7);
        let signs = ['\'', '=', '+', '-', '@', '\t', '\r', '\n', ' ', 'a', '＝', 'ع'];
        for _ in 0..50_000 {
            let length = random.random_range(0..7);
            let text: String = (0..length).map(|_| signs[random.random_range(0..signs.len())]).collect();

            let written = neutralise(&text);

            assert_eq!(restore(&written), text, "{text:?}");
            assert!(!written.starts_with(&signs[1..8]), "{text:?}");
        }
    }
}
