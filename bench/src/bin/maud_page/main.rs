//! The demo's product page written straight in maud, its data in memory: what a page of this kind costs without islands,
//! translations, a database, or anything that decides what is on it.
//!
//! `maud_page PORT`

mod page;
mod product;

use axum::{Router, http::header::CONTENT_TYPE, response::IntoResponse, routing::get};

#[tokio::main]
async fn main() {
    let port = std::env::args().nth(1).expect("maud_page PORT");
    bench::serve(&port, Router::new().fallback_service(get(answer))).await;
}

async fn answer() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page::page(&product::DUNE_VASE).into_string())
}
