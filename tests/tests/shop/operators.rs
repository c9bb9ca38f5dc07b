//! The addresses for operators: health, readiness, metrics, and the log.

use std::net::IpAddr;

use axum::http::{Request, request::Builder};
use server::Peer;
use types::Timestamp;

use crate::harness::{NOW, TestShop};

fn metrics_from(address: &str) -> Builder {
    Request::get("/metrics").extension(Peer(address.parse::<IpAddr>().unwrap()))
}

#[tokio::test]
async fn living_and_ready_are_told() {
    let shop = TestShop::open().await;

    let answers = [shop.get("/healthz").await, shop.get("/readyz").await];

    assert_eq!(answers.map(|answer| answer.text()), ["alive\n", "ready\n"]);
}

#[tokio::test]
async fn metrics_are_for_programs_of_the_same_machine() {
    let shop = TestShop::open().await;
    let cases = [
        (metrics_from("127.0.0.1"), 200),
        (metrics_from("::1"), 200),
        (metrics_from("192.0.2.1"), 404),
        (metrics_from("127.0.0.1").header("x-forwarded-for", "192.0.2.1"), 404),
        (metrics_from("127.0.0.1").header("forwarded", "for=192.0.2.1"), 404),
        (metrics_from("127.0.0.1").header("via", "1.1 proxy"), 404),
        (Request::get("/metrics"), 404),
    ];

    for (request, status) in cases {
        let said = format!("{request:?}");
        assert_eq!(shop.ask(request).await.status, status, "{said}");
    }
}

#[tokio::test]
async fn metrics_with_a_token_are_for_whoever_knows_it() {
    let shop = TestShop::configured("metrics_token = \"0123456789abcdef\"").await;
    let cases = [
        (metrics_from("192.0.2.1").header("authorization", "Bearer 0123456789abcdef"), 200),
        (metrics_from("127.0.0.1").header("authorization", "Bearer 0123456789abcdeF"), 404),
        (metrics_from("127.0.0.1").header("authorization", "Basic 0123456789abcdef"), 404),
        (metrics_from("127.0.0.1"), 404),
    ];

    for (request, status) in cases {
        let said = format!("{request:?}");
        assert_eq!(shop.ask(request).await.status, status, "{said}");
    }
}

#[tokio::test]
async fn metrics_count_what_was_answered() {
    let shop = TestShop::open().await;
    shop.get("/en-ae").await;
    shop.get("/en-ae").await;
    shop.get("/en-ae/p/unknown").await;

    let metrics = shop.metrics().await;

    for line in [
        "vitrine_requests_total{route=\"/{locale}\",status=\"200\"} 2",
        "vitrine_requests_total{route=\"/{locale}/p/{slug}\",status=\"404\"} 1",
        "vitrine_request_seconds_count{route=\"/{locale}\"} 2",
        "vitrine_renders_total 2",
        "vitrine_page_cache_pages 1",
        "vitrine_page_cache_hits_total 1",
        "vitrine_requests_in_flight 1",
    ] {
        assert!(metrics.lines().any(|given| given == line), "{line} is not in\n{metrics}");
    }
}

#[tokio::test]
async fn a_clock_that_goes_back_and_forth_over_a_sale_loads_the_catalogue_once() {
    let shop = TestShop::open().await;
    let in_the_sale = Timestamp(1_794_700_800_000);

    for visit in 0..5 {
        for (now, price, page) in [(in_the_sale, "150.00", 2 * visit), (NOW, "190.00", 2 * visit + 1)] {
            shop.shop.clock.set(now);
            // Another address each time, so that no page is kept.
            let listing = shop.get(&format!("/en-ae/c/vases?price-from={page}")).await.text();

            assert!(listing.contains(&format!("<data value=\"{price}\"")), "visit {visit}: no {price} in {listing}");
        }
    }

    let metrics = shop.metrics().await;
    for line in ["vitrine_listing_index_loads_total 1", "vitrine_listing_index_follows_total 1"] {
        assert!(metrics.lines().any(|given| given == line), "{line} is not in\n{metrics}");
    }
}

#[tokio::test]
async fn violations_of_the_policy_are_counted_and_a_few_are_logged() {
    let shop = TestShop::open().await;
    let report = |text: &str| (Request::post("/csp-reports"), text.to_owned());
    let violation = r#"{"csp-report": {"effective-directive": "script-src-elem", "document-uri": "/en-ae"}}"#;
    let too_long = format!("[\"{}\"]", "x".repeat(20_000));
    let cases = [(report(violation), 204), (report("nonsense"), 400), (report(&too_long), 413)];

    for ((request, body), status) in cases {
        assert_eq!(shop.send(request, body).await.status, status);
    }
    for _ in 0..50 {
        let (request, body) = report(violation);
        shop.send(request, body).await;
    }

    let metrics = shop.metrics().await;
    let line = "vitrine_csp_violations_total{directive=\"script-src-elem\"} 51";
    assert!(metrics.lines().any(|given| given == line), "{metrics}");
    assert_eq!(shop.log.lines_with("content security policy").len(), 10);
}

#[tokio::test]
async fn each_request_is_a_line_of_the_log() {
    let shop = TestShop::open().await;

    shop.get("/en-ae/p/dune-vase?colour=clay").await;

    let lines = shop.log.lines_with("answered");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("route=\"/{locale}/p/{slug}\" status=200 milliseconds="), "{}", lines[0]);
}
