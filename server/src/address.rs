//! One address per page: what a request's address is read as, or where it should have gone.

use std::sync::Arc;

use axum::http::{StatusCode, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode, utf8_percent_encode};
use types::{Locale, Slug};

/// Bytes of path and query together.
const LONGEST: usize = 8 * 1024;
/// What follows the locale, before a slug.
const SECTIONS: [&str; 4] = ["c", "p", "stories", "pages"];

/// What a path's segment may hold as it is (RFC 3986, `pchar`), but for `;`, which is refused.
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
/// A query is passed on as it came, but for bytes that no header may hold.
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
}

/// Why an address is not answered as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// The same page has another address: the value of `Location`.
    At(String),
    /// It is no address of ours.
    Nowhere(StatusCode),
}

impl Address {
    /// Reads a request's address.
    pub(crate) fn read(uri: &Uri) -> Result<Self, Elsewhere> {
        let length = uri.path_and_query().map_or(0, |whole| whole.as_str().len());
        if length > LONGEST {
            return Err(Elsewhere::Nowhere(StatusCode::URI_TOO_LONG));
        }
        let segments = canonical(uri.path()).ok_or(Elsewhere::Nowhere(StatusCode::BAD_REQUEST))?;
        let path = format!("/{}", segments.join("/"));
        let raw_query = uri.query().map(Arc::from);
        let address = Self { path, query: pairs(uri.query().unwrap_or_default()), segments, raw_query };
        if encoded(&address.path) == uri.path() {
            return Ok(address);
        }
        Err(Elsewhere::At(address.location(&address.path)))
    }

    /// The locale it begins with.
    pub(crate) fn locale(&self) -> Option<Locale> {
        Locale::from_tag(self.segments.first()?)
    }

    /// The slug it ends with: the third part.
    pub(crate) fn slug(&self) -> Option<Slug> {
        Slug::new(self.segments.get(2)?).ok()
    }

    /// This address with these pairs as its query, as the shop's own links write it.
    pub(crate) fn with_query(&self, pairs: &[(String, String)]) -> String {
        app::page_context::with_query(&encoded(&self.path), pairs)
    }

    /// `path`, encoded, with this address's query: the value of `Location`.
    pub(crate) fn location(&self, path: &str) -> String {
        let path = encoded(path);
        match self.raw_query.as_deref() {
            Some(query) => format!("{path}?{}", percent_encode(query.as_bytes(), IN_QUERY)),
            None => path,
        }
    }
}

/// The locale that an address seems to be of, canonical or not: for the pages of errors.
pub(crate) fn locale_of(uri: &Uri) -> Locale {
    uri.path().split('/').nth(1).and_then(Locale::from_tag).unwrap_or(Locale::DEFAULT)
}

/// The parts of a path, decoded and tidied; none if it holds what no path of ours does.
///
/// A path that begins with two slashes is refused: a reader that takes it for a reference (RFC 3986, 4.2) finds the name of
/// a host behind them.
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
    settle(&mut segments);
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

/// Locales, sections and slugs have no capitals, and a slug is in Unicode's composed form. Anything else, such as the name
/// of a file, is left as it is.
fn settle(segments: &mut [String]) {
    let Some(first) = segments.first_mut() else { return };
    let tag = first.to_ascii_lowercase();
    if Locale::from_tag(&tag).is_none() {
        return;
    }
    *first = tag;
    let Some(section) = segments.get_mut(1) else { return };
    let lower = section.to_ascii_lowercase();
    if !SECTIONS.contains(&lower.as_str()) {
        return;
    }
    *section = lower;
    if let Some(slug) = segments.get_mut(2) {
        *slug = types::nfc(&slug.to_lowercase()).into_owned();
    }
}

fn encoded(path: &str) -> String {
    let segments = path.split('/').map(|segment| utf8_percent_encode(segment, IN_PATH).to_string());
    segments.collect::<Vec<_>>().join("/")
}

/// The pairs of a query, in Unicode's composed form, in which codes are kept. What holds a control character can't be a
/// value of ours, and PostgreSQL would refuse a NUL.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let is_plain =
        |(name, value): &(String, String)| !name.contains(char::is_control) && !value.contains(char::is_control);
    let composed = |(name, value): (String, String)| (types::nfc(&name).into_owned(), types::nfc(&value).into_owned());
    pairs.into_iter().filter(is_plain).map(composed).collect()
}

#[cfg(test)]
mod tests;
