use std::{
    convert::Infallible,
    sync::{Mutex, PoisonError},
};

use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, Response, StatusCode,
        header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK, VARY},
    },
};
use types::Timestamp;

use crate::{
    compression::{Quality, WORTH_COMPRESSING, suffix},
    files::Encoding,
};

/// One representation of a page: its body as it goes over the wire, and the headers that belong to it.
#[derive(Debug)]
pub(crate) struct Form {
    body: Bytes,
    headers: HeaderMap,
    dressed: Mutex<Option<Dressed>>,
}

/// The headers of an answer with all that the server's layers add to them, for one second: they tell how long the page
/// lasts.
#[derive(Debug)]
struct Dressed {
    second: i64,
    whole: HeaderMap,
    not_modified: HeaderMap,
}

/// Bytes of memory that a form takes besides its body: three maps of some twenty headers.
const HEADERS: usize = 8 * 1024;

impl Form {
    /// Bytes of memory that it takes.
    pub(super) fn weight(&self) -> usize {
        self.body.len() + HEADERS
    }

    pub(super) fn plain(body: Bytes, tag: &str, links: &[HeaderValue]) -> Self {
        let varies = body.len() >= WORTH_COMPRESSING;
        Self { headers: headers(tag, "", links, varies, body.len()), body, dressed: Mutex::default() }
    }

    pub(super) fn encoded(body: Bytes, tag: &str, links: &[HeaderValue], encoding: Encoding, quality: Quality) -> Self {
        let mut headers = headers(tag, suffix(Some(encoding), quality), links, true, body.len());
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        Self { body, headers, dressed: Mutex::default() }
    }

    /// Whether a client who asked with these headers holds it.
    pub(crate) fn is_held(&self, asked: &HeaderMap) -> bool {
        is_held(&self.headers, asked)
    }

    /// The answer, before the server's layers add to it.
    pub(crate) fn answer(&self, status: StatusCode) -> Response<Body> {
        answer(status, self.headers.clone(), self.body.clone())
    }

    /// The answer of a page that is found, with what the layers add by `dress`; that is worked out once a second.
    pub(crate) fn dressed_answer(
        &self,
        is_held: bool,
        at: Timestamp,
        dress: impl Fn(&mut HeaderMap),
    ) -> Response<Body> {
        let mut dressed = self.dressed.lock().unwrap_or_else(PoisonError::into_inner);
        let present = dressed.take().filter(|dressed| dressed.second == at.seconds());
        let present = dressed.insert(present.unwrap_or_else(|| self.dressed_at(at, dress)));
        if is_held {
            return without_body(present.not_modified.clone());
        }
        answer(StatusCode::OK, present.whole.clone(), self.body.clone())
    }

    fn dressed_at(&self, at: Timestamp, dress: impl Fn(&mut HeaderMap)) -> Dressed {
        let [mut whole, mut not_modified] = [self.headers.clone(), self.headers.clone()];
        dress(&mut whole);
        undress(&mut not_modified);
        dress(&mut not_modified);
        Dressed { second: at.seconds(), whole, not_modified }
    }
}

fn headers(tag: &str, suffix: &str, links: &[HeaderValue], varies: bool, length: usize) -> HeaderMap {
    let tag = HeaderValue::try_from(format!("\"{tag}{suffix}\"")).expect("hexadecimal digits are ASCII");
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_LENGTH, length.into());
    headers.insert(ETAG, tag);
    if varies {
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    for link in links {
        headers.append(LINK, link.clone());
    }
    headers
}

/// Whether a client who asked with `asked` holds what has the tag of `answer` (RFC 9110, section 13.1.2: compared weakly).
pub(crate) fn is_held(answer: &HeaderMap, asked: &HeaderMap) -> bool {
    if !asked.contains_key(IF_NONE_MATCH) {
        return false;
    }
    let Some(tag) = answer.get(ETAG).and_then(|tag| tag.to_str().ok()) else { return false };
    let lists = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut held = lists.flat_map(|list| list.split(',')).map(|held| held.trim().trim_start_matches("W/"));
    held.any(|held| held == tag || held == "*")
}

fn answer(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// The answer to who holds what `response` would bring.
pub(crate) fn not_modified(response: Response<Body>) -> Response<Body> {
    let (mut parts, _) = response.into_parts();
    undress(&mut parts.headers);
    let mut answer = without_body(parts.headers);
    // What the layers around this one are told stays as it was.
    *answer.extensions_mut() = parts.extensions;
    answer
}

/// What tells of a body that is not sent.
fn undress(headers: &mut HeaderMap) {
    for header in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, LINK] {
        headers.remove(header);
    }
}

/// A body of no stated length: axum would write `Content-Length: 0` for an empty one, and a cache may take that for the
/// length of what it holds (RFC 9110, section 15.4.5).
fn without_body(headers: HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::from_stream(futures::stream::empty::<Result<Bytes, Infallible>>()));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.headers_mut() = headers;
    response
}
