use std::convert::Infallible;

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{facts_of, policy_of};
use crate::{
    files::{Encoding, entity_tag},
    problem::Problem,
};

/// Bytes below which compressing saves no packet.
const WORTH_COMPRESSING: usize = 1024;
/// Bytes from which compressing takes long enough to keep others waiting.
const TAKES_LONG: usize = 256 * 1024;
/// Brotli's quality where an answer waits for it: most of the saving for a tenth of the time.
const BROTLI_QUALITY: u32 = 4;

/// Gives a shared answer its tag, answers 304 to who has it already, and compresses text. The tag is that of the body
/// before compression with the encoding's name: each representation has its own, and a 304 costs no compression.
pub(crate) async fn represent(request: Request, next: Next) -> Response {
    let facts = facts_of(request.extensions());
    let asked = request.headers().clone();
    let response = next.run(request).await;
    let tagged = response.status() == StatusCode::OK && policy_of(&facts, StatusCode::OK).is_shared();
    if response.headers().contains_key(ETAG) {
        return unless_known(response, &asked);
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Problem::Defect("a body ended before its end").into_response();
    };
    let is_text = is_text(&parts.headers) && body.len() >= WORTH_COMPRESSING;
    let encoding = if is_text { accepted(&asked) } else { None };
    if is_text {
        parts.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    }
    if tagged {
        parts.headers.insert(ETAG, entity_tag(&body, suffix(encoding)));
        if is_known(&parts.headers, &asked) {
            return not_modified(Response::from_parts(parts, Body::from(body)));
        }
    }
    let Some(encoding) = encoding else { return Response::from_parts(parts, Body::from(body)) };
    parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(compressed(body, encoding).await))
}

fn is_text(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let structured = ["json", "xml", "javascript"].iter().any(|form| media_type.contains(form));
    !headers.contains_key(CONTENT_ENCODING) && (media_type.starts_with("text/") || structured)
}

/// Zstandard is for files that are compressed once: at the quality that pages can wait for, Brotli is smaller.
fn accepted(asked: &HeaderMap) -> Option<Encoding> {
    [Encoding::Brotli, Encoding::Gzip].into_iter().find(|encoding| encoding.is_accepted(asked))
}

const fn suffix(encoding: Option<Encoding>) -> &'static str {
    match encoding {
        None => "",
        Some(Encoding::Brotli) => "-br",
        Some(Encoding::Zstandard) => "-zstd",
        Some(Encoding::Gzip) => "-gzip",
    }
}

fn unless_known(response: Response, asked: &HeaderMap) -> Response {
    if response.status() == StatusCode::OK && is_known(response.headers(), asked) {
        return not_modified(response);
    }
    response
}

/// Whether the client names the answer's tag (RFC 9110, section 13.1.2: compared weakly).
fn is_known(answer: &HeaderMap, asked: &HeaderMap) -> bool {
    let Some(tag) = answer.get(ETAG).and_then(|tag| tag.to_str().ok()) else { return false };
    let lists = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut known = lists.flat_map(|list| list.split(',')).map(|known| known.trim().trim_start_matches("W/"));
    known.any(|known| known == tag || known == "*")
}

/// A body of no stated length: axum would write `Content-Length: 0` for an empty one, and a cache may take that for the
/// length of what it holds (RFC 9110, section 15.4.5).
fn not_modified(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.body_mut() = Body::from_stream(futures::stream::empty::<Result<Bytes, Infallible>>());
    for header in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING] {
        response.headers_mut().remove(header);
    }
    response
}

async fn compressed(body: Bytes, encoding: Encoding) -> Bytes {
    if body.len() < TAKES_LONG {
        return smaller(&body, encoding);
    }
    let whole = body.clone();
    tokio::task::spawn_blocking(move || smaller(&whole, encoding)).await.unwrap_or(body)
}

/// Writing to memory has no way to fail.
fn smaller(body: &[u8], encoding: Encoding) -> Bytes {
    use std::io::Write as _;
    let mut small = Vec::with_capacity(body.len() / 4);
    let written = match encoding {
        Encoding::Gzip => {
            let mut gzip = flate2::write::GzEncoder::new(&mut small, flate2::Compression::default());
            gzip.write_all(body).and_then(|()| gzip.try_finish())
        }
        Encoding::Brotli | Encoding::Zstandard => {
            brotli::CompressorWriter::new(&mut small, 4096, BROTLI_QUALITY, 22).write_all(body)
        }
    };
    debug_assert!(written.is_ok());
    small.into()
}
