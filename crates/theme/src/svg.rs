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

/// Returns the width and the height of a clean picture, as whole numbers of some unit. Only their ratio means something.
/// `None` for a picture with neither a `viewBox` nor a width and a height in pixels: it has no ratio.
pub fn svg_size(clean: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(clean).ok()?;
    let (_, root) = text.split_once("<svg")?;
    let (root, _) = root.split_once('>')?;
    let view_box = || {
        let numbers: Vec<f64> = attribute(root, "viewBox")?
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let [_, _, width, height] = numbers.try_into().ok()?;
        Some((width, height))
    };
    let pixels = |name| attribute(root, name)?.trim_end_matches("px").trim().parse().ok();
    let (width, height): (f64, f64) = view_box().or_else(|| Some((pixels("width")?, pixels("height")?)))?;
    whole(width, height)
}

/// Returns the value of an attribute of a tag, as the filter writes it: in one kind of quotation marks.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(value, _)| value)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be between 1 and 100,000")]
fn whole(width: f64, height: f64) -> Option<(u32, u32)> {
    // Small units are made smaller, so that rounding keeps the ratio.
    let scale = if width.max(height) < 1000.0 { 100.0 } else { 1.0 };
    let scaled = [width * scale, height * scale].map(f64::round);
    let is_usable = scaled.iter().all(|side| (1.0..=100_000.0).contains(side));
    is_usable.then_some((scaled[0] as u32, scaled[1] as u32))
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
    fn ratio_is_that_of_the_view_box_or_of_the_pixels() {
        let size = |attributes: &str| {
            let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" {attributes}><path d="M0 0h9v9z"/></svg>"#);
            svg_size(cleaned(&svg).as_bytes())
        };

        assert_eq!(size(r#"viewBox="0 0 120 30""#), Some((12_000, 3000)));
        assert_eq!(size(r#"viewBox='-5,-5, 2400 600' width="10""#), Some((2400, 600)));
        assert_eq!(size(r#"width="48px" height="24""#), Some((4800, 2400)));
        assert_eq!(size(r#"width="100%" height="100%""#), None);
        assert_eq!(size(r#"viewBox="0 0 0 30""#), None);
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
