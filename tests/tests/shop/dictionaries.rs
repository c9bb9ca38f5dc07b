//! A page as the difference from what its locale's pages have in common.

use std::time::Duration;

use axum::http::{Request, request::Builder};
use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use crate::harness::{Answer, TestShop};

const PAGE: &str = "/en-ae/p/dune-vase";
/// As Chromium writes it once it holds a dictionary.
const TAKEN: &str = "gzip, deflate, br, zstd, dcb, dcz";

fn by_chromium(address: &str) -> Builder {
    Request::get(address).header("accept-encoding", TAKEN).header("sec-fetch-dest", "document")
}

/// The address of the dictionary that a page's answer names.
fn named(answer: &Answer) -> Option<String> {
    let links = answer.headers.get_all("link").iter().filter_map(|link| link.to_str().ok());
    let mut dictionaries = links.filter(|link| link.ends_with("rel=\"compression-dictionary\""));
    dictionaries.next().and_then(|link| Some(link.strip_prefix('<')?.split_once('>')?.0.to_owned()))
}

/// The dictionary's address: it is made while nobody waits for it.
pub(crate) async fn dictionary(shop: &TestShop) -> String {
    for _ in 0..500 {
        if let Some(address) = named(&shop.ask(by_chromium(PAGE)).await) {
            return address;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no page names a dictionary");
}

fn held(dictionary: &[u8]) -> String {
    format!(":{}:", BASE64.encode(&Sha256::digest(dictionary)))
}

#[tokio::test]
async fn who_holds_it_is_sent_the_difference() {
    let shop = TestShop::open().await;
    let address = dictionary(&shop).await;
    let file = shop.get(&address).await;
    assert_eq!(file.header("use-as-dictionary"), "match=\"/en-ae*\"");
    assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(file.body, shop.get("/en-ae").await.body, "it is the home page");

    let plain = shop.get(PAGE).await;
    let small = shop.get_with(PAGE, "accept-encoding", "br").await;
    let delta = shop.ask(by_chromium(PAGE).header("available-dictionary", held(&file.body))).await;

    assert_eq!((delta.status, delta.header("content-encoding")), (200, "dcz"));
    assert_eq!(delta.header("vary"), "accept-encoding, available-dictionary");
    let frame = &delta.body[8 + 32..];
    let mut zstd = zstd::bulk::Decompressor::with_dictionary(&file.body).unwrap();
    assert_eq!(zstd.decompress(frame, plain.body.len()).unwrap(), plain.body);
    assert!(delta.body.len() < small.body.len() * 2 / 3, "{} of {}", delta.body.len(), small.body.len());

    let again = by_chromium(PAGE).header("available-dictionary", held(&file.body));
    let again = shop.ask(again.header("if-none-match", delta.header("etag"))).await;
    assert_eq!((again.status, again.body.len()), (304, 0), "it is the page");
    assert_eq!(named(&again), None);
}

#[tokio::test]
async fn who_holds_another_or_does_not_understand_is_answered_as_everybody() {
    let shop = TestShop::open().await;
    let address = dictionary(&shop).await;
    let hash = held(&shop.get(&address).await.body);

    let unknown = shop.ask(by_chromium(PAGE).header("available-dictionary", held(b"another"))).await;
    let plain = shop.get_with(PAGE, "available-dictionary", &hash).await;
    let elsewhere = shop.ask(by_chromium("/ar-ae").header("available-dictionary", hash)).await;

    assert_eq!((unknown.status, unknown.header("content-encoding")), (200, "br"));
    assert_eq!((plain.status, plain.header("content-encoding")), (200, ""));
    assert_eq!((elsewhere.status, elsewhere.header("content-encoding")), (200, "br"), "another locale's");
    for address in ["/dictionaries/en-ae-0123456789abcdef", "/dictionaries/en-ae", "/dictionaries/xx-yy-00"] {
        assert_eq!(shop.get(address).await.status, 404, "{address}");
    }
}

#[tokio::test]
async fn there_is_none_behind_a_network() {
    let shop = TestShop::configured("edge = \"varnish:http://127.0.0.1:9\"").await;

    for _ in 0..3 {
        let page = shop.ask(by_chromium(PAGE)).await;

        assert_eq!((page.status, page.header("vary")), (200, "accept-encoding"));
        assert_eq!(named(&page), None);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
