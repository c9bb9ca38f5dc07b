use std::sync::Arc;

use axum::{
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{ACCEPT_LANGUAGE, COOKIE, LOCATION},
    },
    response::{IntoResponse as _, Response},
};
use setup::Setup;
use types::Locale;

use super::{PageRequest, pages};
use crate::{AppState, http::problem::Problem};

/// `/`: the home page of the locale without a prefix, if there is one. Else redirects to the locale that the visitor chose, or to
/// the one that the browser prefers.
pub(crate) async fn locale_redirect(
    State(shop): State<Arc<AppState>>,
    headers: HeaderMap,
    page_request: PageRequest,
) -> Response {
    if page_request.address.locale().is_some() {
        return pages::page(State(shop), page_request).await;
    }
    let setup = match shop.tracker.setup().await {
        Ok(Some(setup)) => setup,
        Ok(None) => return Problem::NoSetup.into_response(),
        Err(problem) => return Problem::answer_for_all(problem),
    };
    let locale = chosen(&setup, &headers).unwrap_or_else(|| setup.negotiate(text_of(&headers, ACCEPT_LANGUAGE)));
    let location = page_request.address.location(&format!("/{}", locale.prefix()));
    (StatusCode::FOUND, [(LOCATION, location)]).into_response()
}

fn chosen(setup: &Setup, headers: &HeaderMap) -> Option<Locale> {
    let cookies = text_of(headers, COOKIE).split(';');
    let mut values = cookies.filter_map(|cookie| cookie.trim().strip_prefix("locale="));
    values.find_map(|prefix| setup.locale_by_prefix(prefix))
}

fn text_of(headers: &HeaderMap, name: axum::http::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
