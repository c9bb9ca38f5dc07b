//! Nothing that a client says of itself reaches a page that others are shown.

use axum::http::Request;
use rand::{Rng as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_pcg::Pcg64Mcg;

use crate::harness::{ORIGIN, TestShop};

const PAGES: [&str; 7] = [
    "/en-ae",
    "/en-ae/c/vases?colour=clay",
    "/en-ae/p/dune-vase",
    "/en-us/stories/dune-glaze",
    "/en-ae/unknown",
    "/sitemap.xml",
    "/robots.txt",
];
const HEADERS: [&str; 18] = [
    "accept",
    "accept-language",
    "authorization",
    "cookie",
    "forwarded",
    "host",
    "origin",
    "range",
    "referer",
    "save-data",
    "user-agent",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-http-method-override",
    "x-original-url",
    "x-request-id",
    "x-rewrite-url",
];
const VALUES: [&str; 10] = [
    "evil.example",
    "https",
    "hi-IN",
    "locale=ar-ae; session=1",
    "/ar-ae/p/other",
    "POST",
    "bytes=0-1",
    "127.0.0.1",
    "Basic YTpi",
    "<script>alert(1)</script>",
];

#[tokio::test]
async fn headers_never_change_a_public_answer() {
    let shop = TestShop::open().await;
    let mut numbers = Pcg64Mcg::seed_from_u64(7);

    for page in PAGES {
        let plain = shop.get(page).await;
        for _ in 0..30 {
            let mut request = Request::get(page);
            for _ in 0..numbers.random_range(1..6) {
                let (name, value) = (HEADERS.choose(&mut numbers).unwrap(), VALUES.choose(&mut numbers).unwrap());
                request = request.header(*name, *value);
            }
            let said = format!("{page} {:?}", request.headers_ref());

            let answer = shop.ask(request).await;

            let shown = |answer: &crate::harness::Answer| {
                let mut headers = answer.headers.clone();
                // These tell of the answer, not of the page.
                for own in ["x-request-id", "cache-status", "server-timing"] {
                    headers.remove(own);
                }
                (answer.status, headers, answer.body.clone())
            };
            assert_eq!(shown(&answer), shown(&plain), "{said}");
        }
    }
}

#[tokio::test]
async fn absolute_addresses_come_from_the_configuration() {
    let shop = TestShop::open().await;

    let robots = shop.get_with("/robots.txt", "host", "evil.example").await;

    assert!(robots.text().contains(&format!("{ORIGIN}/sitemap.xml")), "{}", robots.text());
}

#[tokio::test]
async fn request_is_named_by_the_server_alone() {
    let shop = TestShop::open().await;

    let answers = [
        shop.get_with("/healthz", "x-request-id", "mine").await,
        shop.get_with("/healthz", "x-request-id", "mine").await,
    ];

    let [first, second] = answers.each_ref().map(|answer| answer.header("x-request-id"));
    assert!(first != "mine" && first != second, "{first} {second}");
}

#[tokio::test]
async fn pages_keep_strangers_out() {
    let shop = TestShop::open().await;

    let page = shop.get("/en-ae").await;

    insta::assert_snapshot!(page.header("content-security-policy"), @"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; object-src 'none'; report-uri /csp-reports; report-to csp");
}

#[tokio::test]
async fn browsers_stay_on_https_only_where_the_shop_is_on_it() {
    let secure = TestShop::open().await.get("/healthz").await;
    let plain = TestShop::configured("origin = \"http://127.0.0.1:3000\"").await.get("/healthz").await;

    assert_eq!(secure.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
    assert!(!plain.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn development_server_may_reload_pages() {
    let shop = TestShop::configured("dev_reload = \"http://127.0.0.1:3001\"").await;

    let policy = shop.get("/en-ae").await.header("content-security-policy").to_owned();

    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' http://127.0.0.1:3001;"), "{policy}");
    assert!(policy.contains("connect-src 'self' http://127.0.0.1:3001;"), "{policy}");
}
