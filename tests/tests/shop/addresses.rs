//! One page has one address, and what is no address is refused.

use std::time::Duration;

use axum::http::Request;

use crate::harness::{SHOP, TestShop, Visitor, visit};

#[tokio::test]
async fn another_spelling_of_an_address_leads_to_it() {
    let shop = TestShop::open().await;
    let cases = [
        ("/en-ae/", "301 /en-ae"),
        ("/en-ae//p///dune-vase/", "301 /en-ae/p/dune-vase"),
        ("/EN-ae/P/dune-vase?colour=clay", "301 /en-ae/p/dune-vase?colour=clay"),
        ("/en-ae/p/../p/./dune-vase", "301 /en-ae/p/dune-vase"),
        ("/en-ae/%2E%2e/hi-in", "301 /hi-in"),
        ("/ar-ae/p/%d9%85%D8%B2", "301 /ar-ae/p/%D9%85%D8%B2"),
        ("/assets/../assets/loader-0b.js", "301 /assets/loader-0b.js"),
    ];

    for (address, line) in cases {
        let answer = shop.get(address).await;

        assert_eq!(answer.line(), line, "{address}");
        assert_eq!(answer.header("cache-control"), "public, max-age=0, must-revalidate", "{address}");
    }
}

#[tokio::test]
async fn changed_slug_leads_to_the_present_one() {
    let shop = TestShop::open().await;
    shop.import(&SHOP.replace("\"en\": \"dune-vase\"", "\"en\": \"desert-vase\"")).await;
    let cases = [
        ("/en-ae/p/dune-vase?colour=clay", "301 /en-ae/p/desert-vase?colour=clay"),
        ("/en-ae/p/desert-vase", "200"),
        ("/ar-ae/c/vases", "301 /ar-ae/c/%D9%85%D8%B2%D9%87%D8%B1%D9%8A%D8%A7%D8%AA"),
    ];

    for (address, line) in cases {
        let answer = shop.get(address).await;

        assert_eq!(answer.line(), line, "{address}");
        assert_eq!(answer.header("cache-control"), "public, max-age=0, must-revalidate", "{address}");
    }
}

#[tokio::test]
async fn what_no_page_has_in_its_address_is_refused() {
    let shop = TestShop::open().await;

    for address in ["/en-ae;x", "/en-ae/p%2fx", "/en-ae/p%5Cx", "/en-ae/%00", "/en-ae/p/%ff", "/en-ae/%c0%af", "/%"] {
        let answer = shop.get(address).await;

        assert_eq!(answer.status, 400, "{address}");
        assert_eq!(answer.header("cache-control"), "private, no-store", "{address}");
    }
}

#[tokio::test]
async fn an_address_that_could_name_another_host_is_refused() {
    let shop = TestShop::open().await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let paths = [
        "//",
        "///",
        "//evil.example/",
        "//evil.example/%2e%2e",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%5Cevil.example",
        "/%2F%2Fevil.example",
        "/%2f/evil.example",
        "http://shop.example//evil.example",
    ];

    for path in paths {
        let answer = visit(open.address, path).await.unwrap();

        assert!(answer.starts_with("HTTP/1.1 400"), "{path}: {answer:.80}");
        assert!(!answer.to_ascii_lowercase().contains("\nlocation:"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_redirect_stays_on_its_host() {
    let shop = TestShop::open().await;

    for path in ["/en-ae//p//x", "/.//evil.example", "/en-ae/..//evil.example", "/en-ae/%2e%2e///evil.example", "/./"] {
        let answer = shop.get(path).await;

        let location = answer.header("location");
        assert_eq!(answer.status, 301, "{path}");
        assert!(location.starts_with('/') && !location.starts_with("//"), "{path}: {location}");
    }
}

#[tokio::test]
async fn too_long_an_address_or_body_is_refused() {
    let shop = TestShop::open().await;

    let address = shop.get(&format!("/en-ae/c/vases?q={}", "a".repeat(10_000))).await;
    let body = shop.ask(Request::get("/en-ae").header("content-length", 65 * 1024)).await;

    assert_eq!((address.status, body.status), (414, 413));
}

#[tokio::test]
async fn bytes_that_are_no_request_do_not_hurt() {
    let shop = TestShop::open().await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let long = format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(40 * 1024));
    let cases = [
        ("GET /en-ae\\p HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", "HTTP/1.1 400"),
        ("GET  HTTP/1.1\r\n\r\n", "HTTP/1.1 400"),
        ("\0\0\0\0\r\n\r\n", "HTTP/1.1 400"),
        (&long, "HTTP/1.1 431"),
    ];

    for (bytes, start) in cases {
        let mut visitor = Visitor::connect(open.address).await.unwrap();
        visitor.send(bytes).await;
        let answer = visitor.rest().await;

        assert!(answer.starts_with(start), "{:?} {answer:.60}", bytes.get(..40));
    }
    assert!(visit(open.address, "/healthz").await.unwrap().starts_with("HTTP/1.1 200"));
}
