//! The staff API's failures: problems of RFC 9457, never a shopper's page.

use axum::{
    body::Body,
    http::{Request, request::Builder},
};
use futures::StreamExt as _;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, TestShop, picture_address},
    pictures::{PICTURES, TOKEN, WORDS, another_picture, by_staff, files_below, form, upload},
};

/// The members of a problem, which has the status of its answer and is kept by nobody.
fn problem(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{} {}", answer.status, answer.text());
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let problem: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((&problem["type"], &problem["status"]), (&json!("about:blank"), &json!(answer.status)));
    assert!(problem["title"].is_string() && problem["detail"].is_string(), "{problem}");
    problem
}

fn json_request(request: Builder) -> Builder {
    by_staff(request).header("content-type", "application/json")
}

#[tokio::test]
async fn whatever_is_wrong_with_a_request_is_told_as_a_problem() {
    let shop = TestShop::configured(TOKEN).await;
    let known = format!("{PICTURES}/{}", picture_address());
    let long = format!("{known}?{}", "a".repeat(9000));
    let cases = [
        (by_staff(Request::get("/api")), 404, "not-found"),
        (by_staff(Request::get("/api/v1/vases")), 404, "not-found"),
        (by_staff(Request::delete("/api/v2/pictures")), 405, "method-not-allowed"),
        (by_staff(Request::get(PICTURES)), 405, "method-not-allowed"),
        (by_staff(Request::delete(&known)), 409, "refused"),
        (by_staff(Request::delete("/api/v1/products/none")), 409, "refused"),
        (by_staff(Request::delete("/api/v1/shelves/none")), 404, "not-found"),
        (by_staff(Request::put("/api/v1/products/dune-vase")), 405, "method-not-allowed"),
        (by_staff(Request::get(format!("{PICTURES}/unknown"))), 404, "unknown-picture"),
        (by_staff(Request::get("/api/v1/%00")), 400, "refused"),
        (by_staff(Request::get("/api/v1;x")), 400, "refused"),
        (by_staff(Request::get(&long)), 414, "address-too-long"),
        (by_staff(Request::post("/api/v1/vases")).header("content-length", 100_000), 413, "too-many-bytes"),
        (by_staff(Request::post(PICTURES)).header("content-length", 40 << 20), 413, "too-many-bytes"),
        (by_staff(Request::post(PICTURES)), 415, "other-type"),
        (json_request(Request::post(PICTURES)), 400, "unreadable"),
        (Request::get(&known), 401, "not-staff"),
    ];

    for (request, status, code) in cases {
        let said = format!("{request:?}");

        let answer = shop.ask(request).await;

        assert_eq!((answer.status, &problem(&answer)["code"]), (status, &json!(code)), "{said}");
        assert_eq!(!answer.header("allow").is_empty(), status == 405, "{said}");
    }
    let page = shop.get("/apiary").await;
    assert!(page.header("content-type").starts_with("text/html"), "an address that only begins alike is a shopper's");
}

#[tokio::test]
async fn failure_of_the_server_is_told_as_a_problem_with_the_reference_that_the_log_has() {
    let shop = TestShop::configured(TOKEN).await;
    shop.shop.database.close().await;

    let answer = shop.ask(by_staff(Request::get(format!("{PICTURES}/{}", picture_address())))).await;

    let problem = problem(&answer);
    assert_eq!((answer.status, &problem["code"]), (503, &json!("unavailable")));
    assert_eq!(answer.header("retry-after"), "5");
    assert_eq!(problem["reference"], json!(answer.header("x-request-id")));
    let errors = shop.log.take_errors();
    assert!(errors.len() == 1 && errors[0].contains(answer.header("x-request-id")), "{errors:?}");
}

/// A body of which the client sends only this.
fn stalled(begin: Vec<u8>) -> Body {
    let begin = futures::stream::iter([Ok::<_, std::io::Error>(begin)]);
    Body::from_stream(begin.chain(futures::stream::pending()))
}

#[tokio::test]
async fn body_that_stops_coming_is_answered_408_and_is_no_error_of_the_server() {
    let shop = TestShop::configured(TOKEN).await;
    let whole = form(&another_picture(), &WORDS);
    let picture = "multipart/form-data; boundary=picture-and-words";
    let known = format!("{PICTURES}/{}", picture_address());
    let cases = [
        (Request::post(PICTURES).header("content-type", picture), whole[..whole.len() / 2].to_vec(), "too-slow"),
        (Request::post(PICTURES).header("content-type", picture), Vec::new(), "too-slow"),
        (Request::post(PICTURES).header("content-type", "application/json"), b"{\"url\":".to_vec(), "too-slow"),
        (Request::patch(&known).header("content-type", "application/json"), b"{".to_vec(), "too-slow"),
    ];
    tokio::time::pause();

    for (request, begin, code) in cases {
        let answer = shop.send(by_staff(request), stalled(begin)).await;

        assert_eq!((answer.status, &problem(&answer)["code"]), (408, &json!(code)));
        assert_eq!(answer.header("connection"), "close");
    }
    let report = shop.send(Request::post("/csp-reports"), stalled(b"{".to_vec())).await;
    assert_eq!(report.status, 408);
    assert!(shop.log.take_errors().is_empty());
}

#[tokio::test]
async fn body_that_breaks_off_is_no_error_of_the_server() {
    let shop = TestShop::configured(TOKEN).await;
    let whole = form(&another_picture(), &WORDS);
    let half = Ok(whole[..whole.len() / 2].to_vec());
    let broken = futures::stream::iter([half, Err(std::io::Error::other("the connection broke"))]);
    let request = Request::post(PICTURES).header("content-type", "multipart/form-data; boundary=picture-and-words");

    let answer = shop.send(by_staff(request), Body::from_stream(broken)).await;

    assert_eq!((answer.status, &problem(&answer)["code"]), (400, &json!("unreadable")));
    assert!(shop.log.take_errors().is_empty());
}

#[tokio::test]
async fn control_characters_are_refused_in_every_field_on_both_engines() {
    for database in database::testing::both_engines().await {
        let (engine, shop) = (database.engine, TestShop::over(database, TOKEN).await);
        let known = format!("{PICTURES}/{}", picture_address());
        let file = another_picture();

        for control in ['\0', '\u{1B}', '\u{7F}', '\u{85}'] {
            let text = format!("A{control}tray");
            for field in ["alt-en", "alt-ar", "alt-hi", "name"] {
                let others = WORDS.into_iter().filter(|(name, _)| *name != field);
                let fields: Vec<_> = others.chain([(field, text.as_str())]).collect();
                let refused = upload(&shop, Request::post(PICTURES), form(&file, &fields)).await;
                assert_eq!((refused.status, &problem(&refused)["field"]), (422, &json!(field)), "{engine} {control:?}");
            }
            let words = json!({ "en": "A tray", "ar": "صينية", "hi": text });
            let patch = shop.send(json_request(Request::patch(&known)), json!({ "alt": words }).to_string()).await;
            assert_eq!((patch.status, &problem(&patch)["field"]), (422, &json!("alt")), "{engine} {control:?}");
            let url = json!({ "url": format!("https://photos.example/{text}.jpg"), "alt": words }).to_string();
            let fetch = shop.send(json_request(Request::post(PICTURES)), url).await;
            assert_eq!((fetch.status, &problem(&fetch)["field"]), (422, &json!("url")), "{engine} {control:?}");

            // In a query it names nothing, and in a path no address has it.
            let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let named = shop.ask(by_staff(Request::get(format!("{known}?name={encoded}")))).await;
            let picture = shop.ask(by_staff(Request::get(format!("{PICTURES}/{encoded}")))).await;
            assert_eq!((named.status, picture.status), (200, 400), "{engine} {control:?}");
            for address in
                ["/en-ae?q=", "/en-ae/c/vases?colour=", "/en-ae/c/vases?price-from=", "/en-ae/p/dune-vase?colour="]
            {
                assert_eq!(
                    shop.get(&format!("{address}{encoded}")).await.status,
                    200,
                    "{engine} {address} {control:?}"
                );
            }
            let product = shop.get(&format!("/en-ae/p/{encoded}")).await;
            assert_eq!(product.status, 400, "{engine} {control:?}");
        }
        for (words, field) in [(json!({ "en": "A tray" }), "alt-ar"), (json!({}), "alt-en")] {
            let few = shop.send(json_request(Request::patch(&known)), json!({ "alt": words }).to_string()).await;
            assert_eq!((few.status, &problem(&few)["field"]), (422, &json!(field)), "{engine} {words}");
        }
        let lines = json!({ "alt": { "en": "A tray\nof wood", "ar": "صينية", "hi": "थाली" } });
        let changed = shop.send(json_request(Request::patch(&known)), lines.to_string()).await;
        assert_eq!(changed.status, 200, "{engine}");
    }
}

#[tokio::test]
async fn same_bytes_uploaded_many_times_at_once_are_one_file() {
    for database in database::testing::both_engines().await {
        let (engine, shop) = (database.engine, TestShop::over(database, TOKEN).await);
        let body = form(&another_picture(), &WORDS);

        let uploads = (0..40).map(|_| upload(&shop, Request::post(PICTURES), body.clone()));
        let answers = futures::future::join_all(uploads).await;

        let addresses: std::collections::BTreeSet<_> = answers
            .iter()
            .map(|answer| {
                assert!(matches!(answer.status, 200 | 201), "{engine}: {} {}", answer.status, answer.text());
                answer.header("location").to_owned()
            })
            .collect();
        assert!(answers.iter().any(|answer| answer.status == 201), "{engine}: one is new");
        assert_eq!(addresses.len(), 1, "{engine}: {addresses:?}");
        let known = shop.ask(by_staff(Request::get(addresses.first().unwrap().as_str()))).await;
        assert_eq!(known.status, 200, "{engine}");
        let sources = files_below(&shop.file("pictures/sources"));
        assert_eq!(sources, 2, "{engine}: the shop's own picture and this one");
    }
}
