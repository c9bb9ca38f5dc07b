use axum::body::Bytes;
use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, ETAG, IF_RANGE, RANGE},
    },
    response::Response,
};

/// Returns the range of a file that a client requests (RFC 9110, section 14). The answer to several ranges or to a
/// malformed one is the whole file, which every client accepts.
pub(super) fn part(mut response: Response<Bytes>, asked: &HeaderMap) -> Response<Body> {
    let length = response.body().len() as u64;
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let Some(range) = wanted(response.headers(), asked) else { return response.map(Body::from) };
    match range.validate(length).as_deref() {
        Ok([part]) => {
            let (first, last) = (*part.start(), *part.end());
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            response.headers_mut().insert(CONTENT_RANGE, header(format!("bytes {first}-{last}/{length}")));
            response.headers_mut().remove(CONTENT_LENGTH);
            response.map(|body| Body::from(body.slice(position(first)..=position(last))))
        }
        Ok(_) => response.map(Body::from),
        Err(_) => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            response.headers_mut().insert(CONTENT_RANGE, header(format!("bytes */{length}")));
            response.headers_mut().remove(ETAG);
            response.headers_mut().remove(CONTENT_LENGTH);
            response.map(|_| Body::empty())
        }
    }
}

/// Returns the requested ranges; `None` if `If-Range` names another version of the file.
fn wanted(headers: &HeaderMap, asked: &HeaderMap) -> Option<http_range_header::ParsedRanges> {
    let range = asked.get(RANGE)?.to_str().ok()?;
    if asked.get(IF_RANGE).is_some_and(|known| Some(known) != headers.get(ETAG)) {
        return None;
    }
    http_range_header::parse_range_header(range).ok()
}

/// Converts a position within a validated range, which fits, because the body is in memory.
fn position(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

fn header(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("numbers are ASCII")
}
