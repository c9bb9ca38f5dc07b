//! SVG files of merchants, made harmless.

use std::io;

/// The largest SVG file, in bytes.
pub const MAX_SVG_BYTES: usize = 256 * 1024;

/// The reason why an SVG file is refused.
#[derive(Debug, thiserror::Error)]
pub enum SvgError {
    /// The file is larger than [`MAX_SVG_BYTES`].
    #[error("the SVG file has {} KB; at most {} KB are allowed", .0 / 1024, MAX_SVG_BYTES / 1024)]
    TooLarge(usize),
    /// The file is not well-formed XML, or not SVG.
    #[error("the SVG file can't be read: {0}")]
    Unreadable(#[from] svg_hush::FError),
    /// The root element is not `svg`, or nothing of it is left.
    #[error("the file has no picture: its root element must be `svg` in the namespace of SVG")]
    Empty,
}

/// Returns the picture without scripts, event handlers, links and references to other files. Serve it through `<img>`
/// nevertheless, where browsers run no scripts.
///
/// # Errors
///
/// Fails if the file is too large or is not SVG.
pub fn clean_svg(svg: &[u8]) -> Result<Vec<u8>, SvgError> {
    if svg.len() > MAX_SVG_BYTES {
        return Err(SvgError::TooLarge(svg.len()));
    }
    let mut clean = Vec::with_capacity(svg.len());
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    filter.filter(&mut io::Cursor::new(svg), &mut clean)?;
    if clean.windows(4).any(|window| window == b"<svg") { Ok(clean) } else { Err(SvgError::Empty) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(svg: &str) -> String {
        String::from_utf8(clean_svg(svg.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn drawing_stays_and_what_acts_goes() {
        let clean = cleaned(
            r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" onload="x()">
            <script>x()</script><style>@import "https://a.example/x.css"; .a{fill:url(https://a.example/y)}</style>
            <defs><linearGradient id="g"/></defs><foreignObject><p>no</p></foreignObject>
            <a href="javascript:x()"><path class="a" d="M0 0h9v9z" fill="url(#g)" onclick="x()"/></a>
            <use href="#g"/><image href="https://a.example/z.png"/></svg>"##,
        );

        for left in ["viewBox=\"0 0 9 9\"", "M0 0h9v9z", "url(#g)"] {
            assert!(clean.contains(left), "{left} is missing from {clean}");
        }
        for gone in ["script", "onload", "onclick", "a.example", "javascript", "foreignObject"] {
            assert!(!clean.contains(gone), "{gone} is in {clean}");
        }
    }

    #[test]
    fn files_that_are_no_pictures_are_refused() {
        let bomb = r#"<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&f;</text></svg>"#;

        for wrong in ["", "{}", "<html><body>x</body></html>", "<svg", bomb] {
            assert!(clean_svg(wrong.as_bytes()).is_err(), "{}", &wrong[..wrong.len().min(40)]);
        }
        assert!(matches!(clean_svg(&vec![b' '; MAX_SVG_BYTES + 1]), Err(SvgError::TooLarge(_))));
    }
}
