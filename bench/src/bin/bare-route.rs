//! The peer of the page cache: an axum route that answers the bytes of a file, served by the same HTTP server
//! with the same settings.
//!
//! `bare-route PORT FILE HEADERS`: `HEADERS` is a file of lines such as `etag: "a"`.

use std::{env::args, fs};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Response},
    routing::get,
};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = args().skip(1).collect();
    let [port, file, headers] = arguments.as_slice() else { panic!("bare-route PORT FILE HEADERS") };
    let body = Bytes::from(fs::read(file).expect("the file can be read"));
    let headers: HeaderMap =
        fs::read_to_string(headers).expect("the headers can be read").lines().map(header).collect();
    let app = Router::new().fallback_service(get(async move || answer(&body, &headers)));
    bench::serve(port, app).await;
}

fn header(line: &str) -> (HeaderName, HeaderValue) {
    let (name, value) = line.split_once(": ").expect("a header has a name and a value");
    (name.parse().expect("it is a name"), HeaderValue::try_from(value).expect("it is a value"))
}

fn answer(body: &Bytes, headers: &HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::from(body.clone()));
    *response.headers_mut() = headers.clone();
    response
}
