//! Access control: who may use a route. The router enforces it for every route of the table, so that no handler can
//! forget to.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts as _, Request, State},
    http::{
        HeaderMap, Method,
        header::{AUTHORIZATION, FORWARDED, VIA},
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{
    AppState, Peer,
    handlers::{self, PageRequest},
    http::{access::Access, api_error::ApiError, problem::Problem},
    private::is_of_own_page,
};

/// Passes a request on to its route if the sender may use it, and answers in place of the route otherwise.
pub(crate) async fn enforce(access: Access, shop: Arc<AppState>, request: Request, next: Next) -> Response {
    match access {
        Access::Staff => match staff(&shop, request.headers()) {
            Ok(()) => next.run(request).await,
            Err(refused) => refused.into_response(),
        },
        // Boxed, because otherwise the future of every request would have room for a page, which most don't need.
        Access::Operators if !is_operator(&shop, &request) => Box::pin(not_found(shop, request)).await,
        Access::Visitors
            if request.method() == Method::POST && !is_of_own_page(request.headers(), &shop.site.origin) =>
        {
            Problem::ForeignForm.into_response()
        }
        Access::Operators | Access::Visitors | Access::Everybody => next.run(request).await,
    }
}

fn staff(shop: &AppState, headers: &HeaderMap) -> Result<(), ApiError> {
    let token = shop.staff_token.ok_or(ApiError::Closed)?;
    if holds(headers, token) { Ok(()) } else { Err(ApiError::NotStaff) }
}

/// Returns true if the request has the metrics token. If none is configured, returns true for a client on this machine
/// whose request no proxy has forwarded.
fn is_operator(shop: &AppState, request: &Request) -> bool {
    let headers = request.headers();
    match shop.metrics_token {
        Some(token) => holds(headers, token),
        None => request.extensions().get::<Peer>().is_some_and(is_this_machine) && !is_forwarded(headers),
    }
}

fn is_this_machine(Peer(address): &Peer) -> bool {
    address.to_canonical().is_loopback()
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    let names = |name: &str| name.starts_with("x-forwarded-") || name == "x-real-ip";
    headers.contains_key(FORWARDED) || headers.contains_key(VIA) || headers.keys().any(|name| names(name.as_str()))
}

/// Returns true if the bearer token of a request has this hash. Hashes compare in constant time.
fn holds(headers: &HeaderMap, token: blake3::Hash) -> bool {
    bearer_token(headers).is_some_and(|given| blake3::hash(given) == token)
}

/// Returns the token of `Authorization: Bearer` (RFC 6750, section 2.1). The scheme's case does not matter (RFC 9110,
/// section 11.1).
fn bearer_token(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(AUTHORIZATION)?.as_bytes();
    let (scheme, token) = value.split_at(value.iter().position(|byte| *byte == b' ')?);
    scheme.eq_ignore_ascii_case(b"Bearer").then(|| token.trim_ascii())
}

async fn not_found(shop: Arc<AppState>, request: Request) -> Response {
    let (mut parts, _body) = request.into_parts();
    match PageRequest::from_request_parts(&mut parts, &()).await {
        Ok(page_request) => handlers::not_found(State(shop), page_request).await,
        Err(problem) => problem.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn bearer_token_is_read_whatever_the_case_of_its_scheme() {
        for (value, token) in [
            ("Bearer abc", Some("abc")),
            ("bearer abc", Some("abc")),
            ("BEARER  abc ", Some("abc")),
            ("Basic abc", None),
            ("Bearerabc", None),
            ("Bearer", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(value))]);

            assert_eq!(bearer_token(&headers), token.map(str::as_bytes), "{value}");
        }
    }
}
