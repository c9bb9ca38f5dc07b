use axum::{body::Body, extract::Request, http::Method, middleware::Next, response::Response};

/// HEAD is GET without the body: everything within sees a GET, so that tags and lengths are those of the page.
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

/// The answer with the length of its body instead of the body.
pub(crate) fn without_body(mut response: Response) -> Response {
    // An answer 304 states no length, and must not get that of an empty body.
    if let Some(length) = axum::body::HttpBody::size_hint(response.body()).exact() {
        *response.body_mut() = Body::empty();
        response.headers_mut().insert(axum::http::header::CONTENT_LENGTH, length.into());
    }
    response
}
