use axum::{body::Body, extract::Request, http::Method, middleware::Next, response::Response};

/// Turns a HEAD into a GET for the inner layers, so that tags and lengths are those of the page, and drops the body.
pub(crate) async fn head(mut request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    if is_head {
        *request.method_mut() = Method::GET;
        // Only a GET has parts (RFC 9110, section 14.2).
        request.headers_mut().remove(axum::http::header::RANGE);
    }
    let response = next.run(request).await;
    if is_head { without_body(response) } else { response }
}

/// Replaces the body by its length.
pub(crate) fn without_body(mut response: Response) -> Response {
    // A 304 has no length, and must not get that of an empty body.
    if let Some(length) = axum::body::HttpBody::size_hint(response.body()).exact() {
        *response.body_mut() = Body::empty();
        response.headers_mut().insert(axum::http::header::CONTENT_LENGTH, length.into());
    }
    response
}
