//! `/` knows where to go.

use axum::http::Request;

use crate::harness::TestShop;

#[tokio::test]
async fn visitor_is_sent_to_their_locale() {
    let shop = TestShop::open().await;
    let cases = [
        ("", "", "302 /en-ae"),
        ("", "hi-IN,hi;q=0.9,en;q=0.8", "302 /hi-in"),
        ("", "fr", "302 /en-ae"),
        ("locale=ar-ae", "hi-IN", "302 /ar-ae"),
        ("theme=dark; locale=en-us", "", "302 /en-us"),
        ("locale=xx", "hi", "302 /hi-in"),
        ("locale=//evil.example", "", "302 /en-ae"),
    ];

    for (cookie, languages, line) in cases {
        let request = Request::get("/").header("cookie", cookie).header("accept-language", languages);
        let answer = shop.ask(request).await;

        assert_eq!(answer.line(), line, "{cookie} {languages}");
        assert_eq!(answer.header("cache-control"), "private, no-store", "{cookie} {languages}");
    }
}

#[tokio::test]
async fn query_stays_on_the_way() {
    let shop = TestShop::open().await;

    assert_eq!(shop.get("/?utm_source=x&y=%D9%85").await.line(), "302 /en-ae?utm_source=x&y=%D9%85");
}
