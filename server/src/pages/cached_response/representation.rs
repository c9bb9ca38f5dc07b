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
    files::Encoding,
    http::compression::{Quality, WORTH_COMPRESSING, suffix},
};

/// A representation of a page: its body as it is sent, and the headers that describe it.
#[derive(Debug)]
pub(crate) struct Representation {
    body: Bytes,
    headers: HeaderMap,
    complete: Mutex<Option<CompleteHeaders>>,
}

/// The headers of a response with everything that the middleware adds, valid for one second, because they state the
/// page's lifetime.
#[derive(Debug)]
struct CompleteHeaders {
    second: i64,
    whole: HeaderMap,
    not_modified: HeaderMap,
}

/// Bytes of memory that a representation takes besides its body: three maps of some twenty headers.
const HEADERS: usize = 8 * 1024;

impl Representation {
    /// Returns the bytes of memory that it takes.
    pub(super) fn weight(&self) -> usize {
        self.body.len() + HEADERS
    }

    pub(super) fn plain(body: Bytes, tag: &str, links: &[HeaderValue]) -> Self {
        let varies = body.len() >= WORTH_COMPRESSING;
        Self { headers: headers(tag, "", links, varies, body.len()), body, complete: Mutex::default() }
    }

    pub(super) fn encoded(body: Bytes, tag: &str, links: &[HeaderValue], encoding: Encoding, quality: Quality) -> Self {
        let mut headers = headers(tag, suffix(Some(encoding), quality), links, true, body.len());
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        Self { body, headers, complete: Mutex::default() }
    }

    /// Returns true if the client that sent these headers has it.
    pub(crate) fn client_has(&self, request: &HeaderMap) -> bool {
        client_has(&self.headers, request)
    }

    /// Returns the response, before the middleware adds to it.
    pub(crate) fn response(&self, status: StatusCode) -> Response<Body> {
        response(status, self.headers.clone(), self.body.clone())
    }

    /// Returns the response of a page with status 200, with the middleware's headers from `apply_headers`, which are
    /// computed once a second.
    pub(crate) fn response_with(
        &self,
        client_has: bool,
        at: Timestamp,
        apply_headers: impl Fn(&mut HeaderMap),
    ) -> Response<Body> {
        let mut complete = self.complete.lock().unwrap_or_else(PoisonError::into_inner);
        let present = complete.take().filter(|complete| complete.second == at.seconds());
        let present = complete.insert(present.unwrap_or_else(|| self.complete_headers(at, apply_headers)));
        if client_has {
            return without_body(present.not_modified.clone());
        }
        response(StatusCode::OK, present.whole.clone(), self.body.clone())
    }

    fn complete_headers(&self, at: Timestamp, apply_headers: impl Fn(&mut HeaderMap)) -> CompleteHeaders {
        let [mut whole, mut not_modified] = [self.headers.clone(), self.headers.clone()];
        apply_headers(&mut whole);
        remove_body_headers(&mut not_modified);
        apply_headers(&mut not_modified);
        CompleteHeaders { second: at.seconds(), whole, not_modified }
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

/// Returns true if `If-None-Match` of `request` has the entity tag of `answer` (RFC 9110, section 13.1.2: weak
/// comparison).
pub(crate) fn client_has(answer: &HeaderMap, request: &HeaderMap) -> bool {
    if !request.contains_key(IF_NONE_MATCH) {
        return false;
    }
    let Some(tag) = answer.get(ETAG).and_then(|tag| tag.to_str().ok()) else { return false };
    let lists = request.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(|known| known.trim().trim_start_matches("W/"));
    tags.any(|known| known == tag || known == "*")
}

fn response(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Turns a response into a 304 for a client that has its body.
pub(crate) fn not_modified(response: Response<Body>) -> Response<Body> {
    let (mut parts, _) = response.into_parts();
    remove_body_headers(&mut parts.headers);
    let mut answer = without_body(parts.headers);
    // The extensions are for the outer middleware.
    *answer.extensions_mut() = parts.extensions;
    answer
}

/// Removes the headers that describe a body.
fn remove_body_headers(headers: &mut HeaderMap) {
    for header in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, LINK] {
        headers.remove(header);
    }
}

/// Returns a 304 whose body has no stated length: axum would write `Content-Length: 0` for an empty body, and a cache
/// may take that for the length of its stored response (RFC 9110, section 15.4.5).
fn without_body(headers: HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::from_stream(futures::stream::empty::<Result<Bytes, Infallible>>()));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.headers_mut() = headers;
    response
}
