//! The addresses of pages and pictures. All links are made here.

use catalog::ProductCard;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use types::{ImageRef, Locale, RenditionWidth, Translated};

use crate::site_config::SiteConfig;

/// The characters that RFC 3986 does not allow in a path or a query. `%` is one of them, since texts are not encoded
/// yet.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// The reserved characters, and those that would end a query's value early.
const IN_VALUE: &AsciiSet = &RESERVED.add(b'&').add(b'+').add(b'#').add(b'=');

pub(crate) fn home(locale: Locale) -> String {
    format!("/{}", locale.tag())
}

pub(crate) fn listing(locale: Locale, slug: &str) -> String {
    format!("/{}/c/{slug}", locale.tag())
}

pub(crate) fn product(locale: Locale, slug: &str) -> String {
    format!("/{}/p/{slug}", locale.tag())
}

/// Returns the address of a product, in the variant that its card shows.
pub(crate) fn card(locale: Locale, card: &ProductCard) -> String {
    with_query(&product(locale, &card.slug), &card.query)
}

pub(crate) fn stories(locale: Locale) -> String {
    format!("/{}/stories", locale.tag())
}

pub(crate) fn story(locale: Locale, slug: &str) -> String {
    format!("/{}/stories/{slug}", locale.tag())
}

pub(crate) fn page(locale: Locale, slug: &str) -> String {
    format!("/{}/pages/{slug}", locale.tag())
}

/// Returns the address of a rendition of a picture.
pub(crate) fn rendition(image: &ImageRef, width: RenditionWidth, extension: &str) -> String {
    format!("/img/{}/{}.{extension}", image.address, width.name)
}

/// Returns the absolute address of the widest JPEG of a whole picture, for search engines and shared links. All of them
/// read JPEG, none reads `srcset`, and the server makes this rendition ahead of the first request.
pub(crate) fn picture_for_machines(site: &SiteConfig, image: &ImageRef) -> String {
    absolute(site, &rendition(image, image.widest(), "jpg"))
}

/// Returns a path with a query, if there is any. Names and values are percent-encoded here.
pub(crate) fn with_query(path: &str, pairs: &[(String, String)]) -> String {
    let mut address = path.to_owned();
    for ((name, value), separator) in pairs.iter().zip(std::iter::once('?').chain(std::iter::repeat('&'))) {
        address.push(separator);
        address.extend(utf8_percent_encode(name, IN_VALUE));
        address.push('=');
        address.extend(utf8_percent_encode(value, IN_VALUE));
    }
    address
}

/// Returns the absolute, percent-encoded address of a path. Its query, if any, is encoded already.
pub(crate) fn absolute(site: &SiteConfig, path: &str) -> String {
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{}{query}", site.origin, utf8_percent_encode(path, RESERVED))
}

/// Returns the path of a page in every locale, from its slug in each language.
pub(crate) fn in_every_locale(slugs: &Translated, path: impl Fn(Locale, &str) -> String) -> Vec<(Locale, String)> {
    Locale::ALL.into_iter().map(|locale| (locale, path(locale, slugs.of(locale.language())))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_carry_any_text() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(with_query("/p", &[]), "/p");
        assert_eq!(
            with_query("/p", &[pair("colour", "clay,ink"), pair("q", "a&b=ü")]),
            "/p?colour=clay,ink&q=a%26b%3D%C3%BC"
        );
    }
}
