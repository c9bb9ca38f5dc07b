use axum::{
    Extension,
    http::{
        HeaderMap, StatusCode,
        header::{ACCEPT_LANGUAGE, COOKIE, LOCATION},
    },
    response::{IntoResponse as _, Response},
};
use types::Locale;

use crate::http::address::Address;

/// `/`: redirects to the locale that the visitor chose, else to the one that the browser prefers.
pub(crate) async fn locale_redirect(address: Extension<Address>, headers: HeaderMap) -> Response {
    let locale = chosen(&headers).unwrap_or_else(|| Locale::negotiate(text_of(&headers, ACCEPT_LANGUAGE)));
    (StatusCode::FOUND, [(LOCATION, address.location(&format!("/{}", locale.tag())))]).into_response()
}

fn chosen(headers: &HeaderMap) -> Option<Locale> {
    let cookies = text_of(headers, COOKIE).split(';');
    let mut values = cookies.filter_map(|cookie| cookie.trim().strip_prefix("locale="));
    values.find_map(Locale::from_tag)
}

fn text_of(headers: &HeaderMap, name: axum::http::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
