//! The paths of a theme's pictures: files beside the document, never addresses elsewhere.

use crate::error::ThemeError;

/// The formats of a logo.
pub(crate) const LOGO: &[&str] = &["svg", "png", "jpg", "jpeg", "webp"];
/// The formats of an icon.
pub(crate) const ICON: &[&str] = &["svg", "png"];
/// The formats of a picture for shared links: those that other sites' previews show.
pub(crate) const SHARE_PICTURE: &[&str] = &["png", "jpg", "jpeg"];

/// The longest path, in bytes.
const MAX_BYTES: usize = 200;

/// Returns a path that names a file of one of the formats, below the document's folder.
pub(crate) fn check(
    field: &'static str,
    path: Option<&str>,
    formats: &[&str],
    errors: &mut Vec<ThemeError>,
) -> Option<String> {
    let path = path?;
    let is_inside = path.len() <= MAX_BYTES && path.split('/').all(is_plain_name);
    let is_known = path.rsplit_once('.').is_some_and(|(_, format)| formats.contains(&format));
    if is_inside && is_known {
        return Some(path.to_owned());
    }
    let known = formats.join(", ");
    let message = format!(
        "{path:?} is not the path of a picture. Write a path within the shop's folder, such as images/logo.{}, from \
         letters, digits, - _ and . in one of these formats: {known}.",
        formats[0]
    );
    errors.push(ThemeError::new(field, message));
    None
}

fn is_plain_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !name.is_empty() && !name.starts_with('.') && name.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_folder_pass() {
        let is_accepted = |path: &str| check("logo", Some(path), LOGO, &mut Vec::new()).is_some();

        assert!(is_accepted("images/logo.svg"));
        for wrong in [
            "",
            "/etc/logo.svg",
            "../logo.svg",
            "https://a.example/logo.svg",
            "logo.gif",
            "a/.svg",
            "a b.svg",
            "a\\b.svg",
        ] {
            assert!(!is_accepted(wrong), "{wrong}");
        }
    }
}
