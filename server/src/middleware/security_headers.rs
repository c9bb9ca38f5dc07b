use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::{AppState, http::security_headers::PrivatePage};

/// Adds the security headers to every answer.
pub(crate) async fn security_headers(State(shop): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_private = response.extensions_mut().remove::<PrivatePage>().is_some();
    shop.security_headers.add_to(response.headers_mut(), is_private);
    response
}
