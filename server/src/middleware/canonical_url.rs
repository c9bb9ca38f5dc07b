use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, Method, StatusCode,
        header::{CONTENT_LENGTH, LOCATION},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{
    AppState,
    http::{
        address::{Address, Elsewhere, is_without_locale},
        api_error::ApiError,
        route::{LONGEST_UPLOAD, STAFF_PICTURES},
    },
};

/// The most bytes of a request's body, except for uploads of pictures.
const LONGEST_BODY: u64 = 64 * 1024;

/// Passes canonical URLs on, redirects (301) other spellings, and rejects malformed paths.
pub(crate) async fn canonical_url(State(shop): State<Arc<AppState>>, mut request: Request, next: Next) -> Response {
    let brings_picture = request.uri().path().starts_with(STAFF_PICTURES);
    match announced_length(request.headers()) {
        length if brings_picture && length > LONGEST_UPLOAD as u64 => return ApiError::TooLarge.into_response(),
        length if !brings_picture && length > LONGEST_BODY => return refused(StatusCode::PAYLOAD_TOO_LARGE),
        _ => {}
    }
    // A page finds out itself that the database can't be read; without a setup, any path may be one of a page.
    let is_page = !is_without_locale(request.uri());
    let setup = if is_page { shop.tracker.setup().await.unwrap_or_default() } else { None };
    match Address::read(request.uri(), setup.as_deref()) {
        Ok(address) => {
            request.extensions_mut().insert(address);
            next.run(request).await
        }
        Err(Elsewhere::At(location)) if request.method() == Method::GET => {
            (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response()
        }
        Err(Elsewhere::At(_)) => refused(StatusCode::NOT_FOUND),
        Err(Elsewhere::Nowhere(status)) => refused(status),
    }
}

fn announced_length(headers: &HeaderMap) -> u64 {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or_default()
}

fn refused(status: StatusCode) -> Response {
    let reason = status.canonical_reason().unwrap_or_default();
    (status, format!("{} {reason}\n", status.as_u16())).into_response()
}
