//! The style sheet: its partials in one file, in the CSS that the browsers we serve understand.

use super::Asset;
use anyhow::{Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
    targets::{Browsers, Targets},
};
use std::path::Path;

/// The oldest versions served: what cascade layers, `:has()` and container queries need anyway. Major version << 16 | minor
/// << 8.
const BROWSERS: Browsers = Browsers {
    android: Some(111 << 16),
    chrome: Some(111 << 16),
    edge: Some(111 << 16),
    firefox: Some(121 << 16),
    ie: None,
    ios_saf: Some(16 << 16 | 4 << 8),
    opera: Some(97 << 16),
    safari: Some(16 << 16 | 4 << 8),
    samsung: Some(22 << 16),
};

/// Bundles and minifies the style sheet `name` that begins at `entry`.
pub(super) fn build(entry: &Path, name: &'static str) -> Result<Asset> {
    let files = FileProvider::new();
    let targets = Targets::from(BROWSERS);
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| anyhow!("{error}"))?;
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| anyhow!("{error}"))?;
    let printed = sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })?;
    Ok(Asset { name, bytes: printed.code.into_bytes() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn partials_become_one_small_sheet_in_their_layers() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("app.css"), "@layer parts;\n@import \"card.css\" layer(parts);\n").unwrap();
        fs::write(folder.path().join("card.css"), ".card {\n  color: #ff0000;\n}\n").unwrap();

        let sheet = build(&folder.path().join("app.css"), "app.css").unwrap();

        assert_eq!(String::from_utf8(sheet.bytes).unwrap(), "@layer parts{.card{color:red}}");
    }

    #[test]
    fn broken_sheet_is_refused_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let entry = folder.path().join("app.css");
        fs::write(&entry, ".card {\n  color: red;\n}}\n").unwrap();

        let error = build(&entry, "app.css").err().unwrap().to_string();

        assert!(error.contains("app.css:3"), "{error}");
    }
}
