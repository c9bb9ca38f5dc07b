//! What the page cache is measured beside: an axum route that answers the bytes of a file, with as few headers as a page
//! can have, served by the same HTTP server with the same settings.
//!
//! `bare-route PORT FILE ENCODING`

use std::env::args;

use axum::{
    Router,
    body::{Body, Bytes},
    http::{
        HeaderValue, Response,
        header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY},
    },
    routing::get,
};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = args().skip(1).collect();
    let [port, file, encoding] = arguments.as_slice() else { panic!("bare-route PORT FILE ENCODING") };
    let body = Bytes::from(std::fs::read(file).expect("the file can be read"));
    let encoding = HeaderValue::try_from(encoding.as_str()).expect("an encoding is ASCII");
    let app = Router::new().fallback_service(get(async move || answer(&body, &encoding)));
    bench::serve(port, app).await;
}

fn answer(body: &Bytes, encoding: &HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::from(body.clone()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_ENCODING, encoding.clone());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate"));
    headers.insert(ETAG, HeaderValue::from_static("\"the-page\""));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    response
}
