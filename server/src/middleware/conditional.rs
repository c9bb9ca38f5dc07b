use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, VARY},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{context_of, policy_of, range};
use crate::{
    AppState, CachePolicy,
    files::entity_tag,
    http::{
        compression::{Quality, WORTH_COMPRESSING, accepted, compressed, suffix},
        problem::Problem,
    },
    pages::cached_response::{CacheLookup, client_has, not_modified},
};

/// Adds the entity tag to a shareable response, answers 304 to clients that have it, and compresses text. The tag is
/// that of the body before compression with the encoding's name: each representation has its own, and a 304 costs no
/// compression. A cached page has its representations already.
pub(crate) async fn conditional(State(shop): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let context = context_of(request.extensions());
    let asked = request.headers().clone();
    let response = next.run(request).await;
    if let Some(lookup) = response.extensions().get::<Arc<CacheLookup>>().cloned() {
        return of_page(&shop, &lookup, &asked).unwrap_or(response);
    }
    let tagged = response.status() == StatusCode::OK && policy_of(&context, StatusCode::OK).is_shared();
    if response.headers().contains_key(ETAG) {
        return unless_client_has(response, &asked);
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Problem::Defect("reading the body of a response failed").into_response();
    };
    let is_text = is_text(&parts.headers) && body.len() >= WORTH_COMPRESSING;
    let encoding = if is_text { accepted(&asked) } else { None };
    if is_text {
        parts.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    }
    if tagged {
        parts.headers.insert(ETAG, entity_tag(&body, suffix(encoding, Quality::Quick)));
        if client_has(&parts.headers, &asked) {
            return not_modified(Response::from_parts(parts, Body::from(body)));
        }
    }
    if policy_of(&context, parts.status) == CachePolicy::Immutable && parts.status == StatusCode::OK && !is_text {
        return range::part(Response::from_parts(parts, body), &asked);
    }
    let Some(encoding) = encoding else { return Response::from_parts(parts, Body::from(body)) };
    parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(compressed(body, encoding).await))
}

/// Returns the response with a cached page's representation for this client.
fn of_page(shop: &Arc<AppState>, lookup: &Arc<CacheLookup>, asked: &HeaderMap) -> Option<Response> {
    let page = lookup.page()?;
    let (answer, is_new) = lookup.clone().response(asked)?;
    if is_new {
        shop.pages.reweigh(&lookup.entry);
    }
    shop.recompression.count_response(&lookup.entry, page.encoding(asked), lookup.at);
    Some(answer)
}

fn is_text(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let structured = ["json", "xml", "javascript"].iter().any(|form| media_type.contains(form));
    !headers.contains_key(CONTENT_ENCODING) && (media_type.starts_with("text/") || structured)
}

fn unless_client_has(response: Response, asked: &HeaderMap) -> Response {
    if response.status() == StatusCode::OK && client_has(response.headers(), asked) {
        return not_modified(response);
    }
    response
}
