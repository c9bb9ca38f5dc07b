use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use crate::AppState;

/// Adds the security headers to every answer.
pub(crate) async fn security_headers(State(shop): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    shop.security_headers.add_to(response.headers_mut());
    response
}
