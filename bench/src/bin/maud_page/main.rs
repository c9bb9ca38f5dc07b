//! The demo's product page written straight in maud, its data in memory: what a page of this kind costs without islands,
//! translations, a database, or anything that decides what is on it.
//!
//! `maud_page PORT`

mod page;
mod product;

use std::net::{Ipv4Addr, SocketAddr};

use axum::{Router, http::header::CONTENT_TYPE, response::IntoResponse};
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).expect("maud_page PORT");
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.expect("the port is free");
    let router = Router::new().fallback(answer);
    axum::serve(listener, router).await.expect("it serves until it is stopped");
}

async fn answer() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page::page(&product::DUNE_VASE).into_string())
}
