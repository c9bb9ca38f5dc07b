//! Parsing of a request's address into its canonical form, or into the redirect to it.

use std::sync::Arc;

use app::{page_context::PageRoute, private::PrivateRoute};
use axum::http::{StatusCode, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode, utf8_percent_encode};
use setup::Setup;
use types::{Locale, Slug};

/// The most bytes of path and query together.
const LONGEST: usize = 8 * 1024;
/// The segments that may stand before a slug.
const SECTIONS: [&str; 4] = ["c", "p", "stories", "pages"];

/// The characters that are encoded in a path's segment: all but those of `pchar` (RFC 3986). `;` is encoded too,
/// because paths with it are refused.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');
/// The characters that are encoded in a query: those that no header may hold. Everything else stays as it came.
const IN_QUERY: &AsciiSet = &percent_encoding::CONTROLS.add(b' ');

/// A canonical address, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// The whole path.
    pub(crate) path: String,
    /// The query's pairs in their order.
    pub(crate) query: Vec<(String, String)>,
    segments: Vec<String>,
    raw_query: Option<Arc<str>>,
    locale: Option<PathLocale>,
}

/// The locale of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PathLocale {
    locale: Locale,
    /// The number of segments that name it: one, or none.
    segments: usize,
}

/// The reason why an address is not canonical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// The page has another address. This is the value of `Location`.
    At(String),
    /// The address is malformed. This is the status of the answer.
    Nowhere(StatusCode),
}

impl Address {
    /// Parses a request's address in a shop with this setup. Without a setup no path has a locale.
    pub(crate) fn read(uri: &Uri, setup: Option<&Setup>) -> Result<Self, Elsewhere> {
        let length = uri.path_and_query().map_or(0, |whole| whole.as_str().len());
        if length > LONGEST {
            return Err(Elsewhere::Nowhere(StatusCode::URI_TOO_LONG));
        }
        let mut segments = canonical(uri.path()).ok_or(Elsewhere::Nowhere(StatusCode::BAD_REQUEST))?;
        let locale = setup.and_then(|setup| settle(&mut segments, setup));
        let path = format!("/{}", segments.join("/"));
        let raw_query = uri.query().map(Arc::from);
        let address = Self { path, query: pairs(uri.query().unwrap_or_default()), segments, raw_query, locale };
        if encoded(&address.path) == uri.path() {
            return Ok(address);
        }
        Err(Elsewhere::At(address.location(&address.path)))
    }

    /// Returns this address as a shop with another setup reads it.
    pub(crate) fn within(&self, setup: &Setup) -> Self {
        let mut segments = self.segments.clone();
        let locale = settle(&mut segments, setup);
        Self { locale, ..self.clone() }
    }

    /// Returns the locale of the path.
    pub(crate) fn locale(&self) -> Option<Locale> {
        self.locale.map(|of| of.locale)
    }

    /// Returns the first segment; empty for the root.
    pub(crate) fn first_segment(&self) -> &str {
        self.segments.first().map_or("", String::as_str)
    }

    /// Returns the path without its first segment.
    pub(crate) fn path_after_first_segment(&self) -> &str {
        &self.path[1 + self.first_segment().len()..]
    }

    /// Returns the page that the path names.
    pub(crate) fn page(&self) -> PageRoute {
        let Some(of) = self.locale else { return PageRoute::NotFound };
        let rest: Vec<&str> = self.segments[of.segments..].iter().map(String::as_str).collect();
        let with_slug = |slug: &str, route: fn(Slug) -> PageRoute| Slug::new(slug).map_or(PageRoute::NotFound, route);
        match rest.as_slice() {
            [] => PageRoute::Home,
            ["c", slug] => with_slug(slug, PageRoute::Listing),
            ["p", slug] => with_slug(slug, PageRoute::Product),
            ["stories"] => PageRoute::Stories,
            ["countries"] => PageRoute::Countries,
            ["stories", slug] => with_slug(slug, PageRoute::Story),
            ["pages", slug] => with_slug(slug, PageRoute::Page),
            _ => PageRoute::NotFound,
        }
    }

    /// Returns the page of one visitor that the path names.
    pub(crate) fn private_page(&self) -> Option<PrivateRoute> {
        let of = self.locale?;
        let rest: Vec<&str> = self.segments[of.segments..].iter().map(String::as_str).collect();
        PrivateRoute::of(&rest)
    }

    /// Returns this address with these pairs as its query, encoded as the shop's own links are.
    pub(crate) fn with_query(&self, pairs: &[(String, String)]) -> String {
        app::page_context::with_query(&encoded(&self.path), pairs)
    }

    /// Returns the value of `Location` for a redirect to `path` with this address's query.
    pub(crate) fn location(&self, path: &str) -> String {
        let path = encoded(path);
        match self.raw_query.as_deref() {
            Some(query) => format!("{path}?{}", percent_encode(query.as_bytes(), IN_QUERY)),
            None => path,
        }
    }
}

/// Returns the locale that an address, canonical or not, begins with, for the pages of errors.
pub(crate) fn locale_of(uri: &Uri, setup: &Setup) -> Locale {
    let first = uri.path().split('/').nth(1).unwrap_or_default().to_ascii_lowercase();
    let named = setup.locale_by_prefix(&first).or_else(|| setup.locale_by_prefix(""));
    named.unwrap_or_else(|| setup.default_locale())
}

/// Returns `true` for a path that no locale's pages can have.
pub(crate) fn is_without_locale(uri: &Uri) -> bool {
    let first = uri.path().split('/').nth(1).unwrap_or_default();
    !SECTIONS.contains(&first) && (setup::RESERVED_PREFIXES.contains(&first) || first.contains('.'))
}

/// Returns the segments of a path, decoded and normalized; `None` if it contains what no path of the shop contains.
///
/// A path that begins with two slashes is refused: as a reference (RFC 3986, section 4.2) it names a host.
fn canonical(path: &str) -> Option<Vec<String>> {
    if path.starts_with("//") {
        return None;
    }
    let mut segments: Vec<String> = Vec::new();
    for raw in path.strip_prefix('/')?.split('/') {
        match decoded(raw)?.as_str() {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment.to_owned()),
        }
    }
    Some(segments)
}

fn decoded(raw: &str) -> Option<String> {
    let well_formed = raw.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let text = percent_decode_str(raw).decode_utf8().ok().filter(|_| well_formed)?;
    let odd = |c: char| c.is_control() || matches!(c, ';' | '/' | '\\');
    (!text.contains(odd)).then(|| text.into_owned())
}

/// Returns the locale of a path, and puts locales, sections and slugs into lower case, and slugs into Unicode's composed form
/// (NFC). Other segments, such as the name of a file, stay as they are.
fn settle(segments: &mut [String], setup: &Setup) -> Option<PathLocale> {
    let first = segments.first().map(|first| first.to_ascii_lowercase()).unwrap_or_default();
    let named = setup.locale_by_prefix(&first);
    if let (Some(_), Some(segment)) = (named, segments.first_mut()) {
        *segment = first;
    }
    let count = usize::from(named.is_some() && !segments.is_empty());
    let of = PathLocale { locale: named.or_else(|| setup.locale_by_prefix(""))?, segments: count };
    let Some(section) = segments.get_mut(count) else { return Some(of) };
    let lower = section.to_ascii_lowercase();
    if SECTIONS.contains(&lower.as_str()) {
        *section = lower;
        if let Some(slug) = segments.get_mut(count + 1) {
            *slug = types::nfc(&slug.to_lowercase()).into_owned();
        }
    }
    Some(of)
}

fn encoded(path: &str) -> String {
    let segments = path.split('/').map(|segment| utf8_percent_encode(segment, IN_PATH).to_string());
    segments.collect::<Vec<_>>().join("/")
}

/// Returns the pairs of a query in Unicode's composed form (NFC), in which the database has codes. A pair with a
/// control character is left out: no value of the shop has one, and PostgreSQL refuses a NUL.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let is_plain =
        |(name, value): &(String, String)| !name.contains(char::is_control) && !value.contains(char::is_control);
    let composed = |(name, value): (String, String)| (types::nfc(&name).into_owned(), types::nfc(&value).into_owned());
    pairs.into_iter().filter(is_plain).map(composed).collect()
}

#[cfg(test)]
mod tests;
