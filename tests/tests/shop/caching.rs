//! A client that has a page already is not sent it again, whatever representation it has.

use std::time::Duration;

use axum::http::Request;

use crate::harness::{TestShop, Visitor};

const PAGE: &str = "/en-ae/p/dune-vase";

#[tokio::test]
async fn page_that_is_held_is_not_sent_again() {
    let shop = TestShop::open().await;
    let first = shop.get(PAGE).await;

    let again = shop.get_with(PAGE, "if-none-match", first.header("etag")).await;
    let among_others = shop.get_with(PAGE, "if-none-match", &format!("\"x\", W/{}", first.header("etag"))).await;
    let other = shop.get_with(PAGE, "if-none-match", "\"x\"").await;

    assert_eq!((again.status, again.body.as_slice()), (304, b"".as_slice()));
    assert_eq!(again.header("etag"), first.header("etag"));
    assert_eq!(again.header("cache-control"), first.header("cache-control"));
    assert_eq!(again.header("vary"), "accept-encoding");
    assert_eq!((among_others.status, other.status), (304, 200));
}

#[tokio::test]
async fn each_encoding_has_its_own_tag() {
    let shop = TestShop::open().await;
    let plain = shop.get(PAGE).await;

    for (encoding, suffix) in [("br", "-br\""), ("gzip", "-gzip\"")] {
        let small = shop.get_with(PAGE, "accept-encoding", encoding).await;

        assert_eq!(small.header("content-encoding"), encoding);
        assert_eq!(small.header("vary"), "accept-encoding");
        assert!(small.header("etag").ends_with(suffix), "{}", small.header("etag"));
        assert!(small.body.len() < plain.body.len() / 2, "{encoding}: {}", small.body.len());
        let held = Request::get(PAGE).header("accept-encoding", encoding).header("if-none-match", small.header("etag"));
        assert_eq!(shop.ask(held).await.status, 304);
        assert_eq!(shop.get_with(PAGE, "if-none-match", small.header("etag")).await.status, 200);
    }
}

#[tokio::test]
async fn page_changes_its_tag_with_its_words() {
    let shop = TestShop::open().await;

    let tags = [shop.get("/en-ae/p/dune-vase").await, shop.get("/en-us/p/dune-vase").await];

    assert_ne!(tags[0].header("etag"), tags[1].header("etag"));
}

#[tokio::test]
async fn answer_without_a_body_states_no_length() {
    let shop = TestShop::open().await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let mut visitor = Visitor::connect(open.address).await.unwrap();

    let held = "GET /robots.txt HTTP/1.1\r\nhost: x\r\nif-none-match: *\r\nconnection: close\r\n\r\n";
    visitor.send(held).await;
    let answer = visitor.rest().await;

    assert!(answer.starts_with("HTTP/1.1 304 Not Modified\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    for header in ["content-length", "transfer-encoding"] {
        assert!(!answer.contains(header), "{answer}");
    }
}
