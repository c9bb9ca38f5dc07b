//! The addresses of pages and pictures. All links are made here.

use cart::CheckoutStep;
use catalog::{ProductCard, SoldIn};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use setup::Look;
use types::{ImageRef, Language, LocalSlug, Locale, RENDITION_WIDTHS, RenditionWidth, Translated};

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

/// The characters that a segment of a path can't have as they are.
const IN_SEGMENT: &AsciiSet = &IN_VALUE.add(b'/').add(b'?');

/// The most locales that every page lists, in its switcher and for search engines. A shop with more lists the languages of
/// the market and a page of all countries, and its sitemap alone tells search engines of the page in other locales: these
/// links would be a third of a page.
pub(crate) const MOST_LISTED: usize = 12;

/// Returns the part of a path that names the locale: nothing, or a segment with a slash before it.
fn start(locale: Locale) -> String {
    match locale.prefix() {
        "" => String::new(),
        prefix => format!("/{prefix}"),
    }
}

pub(crate) fn home(locale: Locale) -> String {
    match start(locale) {
        path if path.is_empty() => "/".to_owned(),
        path => path,
    }
}

/// Returns the address of an order's page, which whoever has the token can see.
pub(crate) fn order(locale: Locale, token: &str) -> String {
    format!("{}/orders/{token}", start(locale))
}

pub(crate) fn listing(locale: Locale, slug: &str) -> String {
    format!("{}/c/{slug}", start(locale))
}

pub(crate) fn product(locale: Locale, slug: &str) -> String {
    format!("{}/p/{slug}", start(locale))
}

/// Returns the address of a product, in the variant that its card shows.
pub(crate) fn card(locale: Locale, card: &ProductCard) -> String {
    with_query(&product(locale, &card.slug), &card.query)
}

pub(crate) fn cart(locale: Locale) -> String {
    format!("{}/cart", start(locale))
}

pub(crate) fn checkout(locale: Locale, step: CheckoutStep) -> String {
    format!("{}/checkout/{}", start(locale), step.as_str())
}

/// Returns the address of the page that adds a code to the cart.
pub(crate) fn discount(locale: Locale, code: &str) -> String {
    let code = utf8_percent_encode(code, IN_SEGMENT);
    format!("{}/discount/{code}", start(locale))
}

/// Returns the address of the page that adds lines to the cart, without its query.
pub(crate) fn shared_cart(locale: Locale) -> String {
    format!("{}/cart/shared", start(locale))
}

/// Returns the address of the form that finds an order.
pub(crate) fn find_order(locale: Locale) -> String {
    format!("{}/orders", start(locale))
}

pub(crate) fn stories(locale: Locale) -> String {
    format!("{}/stories", start(locale))
}

pub(crate) fn countries(locale: Locale) -> String {
    format!("{}/countries", start(locale))
}

pub(crate) fn story(locale: Locale, slug: &str) -> String {
    format!("{}/stories/{slug}", start(locale))
}

pub(crate) fn page(locale: Locale, slug: &str) -> String {
    format!("{}/pages/{slug}", start(locale))
}

/// Returns the address of a rendition of a picture.
pub(crate) fn rendition(image: &ImageRef, width: RenditionWidth, extension: &str) -> String {
    format!("/img/{}/{}.{extension}", image.address, width.name)
}

/// Returns the address of the smallest JPEG of a picture with this name, which every picture has.
pub(crate) fn small_picture(picture: &str) -> String {
    format!("/img/{picture}/{}.jpg", RENDITION_WIDTHS[0])
}

/// Returns the absolute address of the widest JPEG of a whole picture, for search engines and shared links. All of them
/// read JPEG, none reads `srcset`, and the server makes this rendition ahead of the first request.
pub(crate) fn picture_for_machines(site: &SiteConfig, image: &ImageRef) -> String {
    absolute(site, &rendition(image, image.widest(), "jpg"))
}

/// Returns the address of the style sheet: the built one, or the built one with the theme's behind it.
pub(crate) fn style_sheet(site: &SiteConfig, look: &Look) -> String {
    let built = &site.assets.css;
    match look.hash() {
        Some(hash) => format!("{}-{hash}.css", built.trim_end_matches(".css")),
        None => built.clone(),
    }
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

/// A page in a locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alternate {
    pub(crate) locale: Locale,
    pub(crate) path: String,
    /// True if search engines are told of the page: it has a name of its own in the locale's language, and the market is none
    /// that the product leaves out.
    pub(crate) is_indexed: bool,
}

/// Returns the page in every locale of these in whose language it has a slug.
pub(crate) fn in_every_locale(
    locales: &[Locale],
    slugs: &Translated<LocalSlug>,
    path: impl Fn(Locale, &str) -> String,
) -> Vec<Alternate> {
    let alternate = |locale: &Locale| {
        let slug = slugs.get(locale.language())?;
        Some(Alternate { locale: *locale, path: path(*locale, &slug.slug), is_indexed: slug.is_translated })
    };
    locales.iter().filter_map(alternate).collect()
}

/// Returns a product's page in every locale in whose language it has a slug.
pub(crate) fn product_in_every_locale(
    locales: &[Locale],
    slugs: &Translated<LocalSlug>,
    sold_in: &SoldIn,
    path: impl Fn(Locale, &str) -> String,
) -> Vec<Alternate> {
    let mut pages = in_every_locale(locales, slugs, path);
    for page in &mut pages {
        page.is_indexed &= sold_in.contains(page.locale.market().code());
    }
    pages
}

/// Returns a page that is the same in every locale but for its texts.
pub(crate) fn everywhere(locales: &[Locale], path: impl Fn(Locale) -> String) -> Vec<Alternate> {
    locales.iter().map(|locale| Alternate { locale: *locale, path: path(*locale), is_indexed: true }).collect()
}

/// Returns the canonical path of a page at `path`. A page with a name that it borrows from another language is canonical in a locale of
/// that language, of the same market if there is one.
pub(crate) fn canonical(
    path: String,
    slugs: &Translated<LocalSlug>,
    locale: Locale,
    alternates: &[Alternate],
) -> String {
    let is_translated = |language: &&Language| slugs.get(**language).is_some_and(|slug| slug.is_translated);
    let Some(language) = locale.languages().iter().find(is_translated).copied() else { return path };
    if language == locale.language() {
        return path;
    }
    let in_language = || alternates.iter().filter(|page| page.is_indexed && page.locale.language() == language);
    let nearest = in_language().find(|page| page.locale.market() == locale.market()).or_else(|| in_language().next());
    nearest.map_or(path, |page| page.path.clone())
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
