//! Tests of responses that no route of the shop gives: panics, timeouts and broken rules.

use std::{collections::HashMap, sync::Arc};

use app::site_config::Assets;
use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{Response, StatusCode, header},
    routing::get,
};
use database::testing::TestDatabase;
use futures::StreamExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use types::Timestamp;

use crate::{
    Access, AppState, Clock, Config, Files, ROUTES,
    http::{request_body::BodyProgress, request_context::RequestContext},
    storefront::within_layers,
};

const NOW: Timestamp = Timestamp(1_780_272_000_000);

/// Routes that break the rules.
fn odd_routes() -> Router {
    Router::new()
        .route("/panic", get(panics))
        .route("/cookie", get(|| async { ([(header::SET_COOKIE, "session=1")], "a page") }))
        .route("/policy", get(|| async { ([(header::CACHE_CONTROL, "public, max-age=60")], "a page") }))
        .route("/slow", get(std::future::pending::<()>))
        .route("/slow-body", get(slow_body))
        .route("/api/panic", get(panics))
        .route("/api/policy", get(|| async { ([(header::CACHE_CONTROL, "public, max-age=60")], "a page") }))
        .route("/api/slow", get(slow_for_staff))
        .route("/api/slow-body", get(slow_body_of_staff))
}

async fn slow_body(body: Body) -> String {
    to_bytes(body, usize::MAX).await.map_err(|error| error.to_string()).map(|_| String::new()).unwrap_or_default()
}

async fn slow_body_of_staff(context: Extension<RequestContext>, body: Body) -> String {
    answered_by_staff(&context);
    slow_body(body).await
}

async fn slow_for_staff(context: Extension<RequestContext>) {
    answered_by_staff(&context);
    std::future::pending().await
}

fn answered_by_staff(context: &RequestContext) {
    context.answered_by(ROUTES.iter().find(|route| route.access == Access::Staff).unwrap());
}

async fn panics() -> String {
    let nothing: [u8; 0] = [];
    format!("{}", nothing[nothing.len()])
}

/// Returns a shop with those routes, which lasts as long as its database.
async fn odd_shop() -> (Router, TestDatabase) {
    let database = database::testing::sqlite().await;
    let link = String::new;
    let assets = Assets {
        css: link(),
        private_css: link(),
        loader: link(),
        frontend_js: link(),
        frontend_wasm: link(),
        pricing_wasm: link(),
    };
    let files = Files { assets, built: HashMap::new(), public: HashMap::new() };
    let config = Config::from_texts(None, &[]).unwrap();
    let clock = Clock::standing_at(NOW);
    let shop =
        AppState::new(&config, "https://shop.example".to_owned(), database.database.clone(), files, clock).unwrap();
    (within_layers(&Arc::new(shop), odd_routes()), database)
}

async fn answer(shop: Router, path: &str) -> Response<Body> {
    shop.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
}

async fn assert_apologises(path: &str) {
    let (shop, _database) = odd_shop().await;

    let answer = answer(shop, path).await;

    let reference = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert_eq!(answer.status(), 500, "{path}");
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "private, no-store", "{path}");
    assert!(!answer.headers().contains_key(header::SET_COOKIE), "{path}");
    let page = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    assert!(String::from_utf8_lossy(&page).contains(&reference), "{path}");
}

#[tokio::test]
async fn panic_is_an_apology() {
    assert_apologises("/panic").await;
}

#[tokio::test]
async fn cookie_on_a_public_answer_is_not_sent() {
    assert_apologises("/cookie").await;
}

#[tokio::test]
async fn cache_policy_of_a_handlers_own_is_not_sent() {
    assert_apologises("/policy").await;
}

#[tokio::test]
async fn answer_that_takes_too_long_is_an_apology() {
    let (shop, _database) = odd_shop().await;
    tokio::time::pause();

    let answer = answer(shop, "/slow").await;

    assert_eq!(answer.status(), 500);
}

/// Sends a request with only the beginning of its body, as a connection would.
async fn answer_to_half_a_body(shop: Router, path: &str) -> Response<Body> {
    let progress = BodyProgress::default();
    let half = futures::stream::iter([Ok::<_, std::io::Error>("half")]).chain(futures::stream::pending());
    let request = Request::get(path).extension(progress.clone()).body(Body::from_stream(half)).unwrap();
    shop.oneshot(request.map(|body| Body::new(progress.watch(body)))).await.unwrap()
}

#[tokio::test]
async fn body_that_stops_coming_is_the_clients_delay() {
    let (shop, _database) = odd_shop().await;
    tokio::time::pause();
    let start = tokio::time::Instant::now();

    let answer = answer_to_half_a_body(shop, "/slow-body").await;

    assert_eq!((answer.status(), start.elapsed().as_secs()), (StatusCode::REQUEST_TIMEOUT, 30));
    assert_eq!(answer.headers()[header::CONNECTION], "close");
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "private, no-store");
}

#[tokio::test]
async fn slow_lines_of_staff_have_minutes() {
    let (shop, _database) = odd_shop().await;
    tokio::time::pause();
    let start = tokio::time::Instant::now();

    let answer = answer_to_half_a_body(shop, "/api/slow-body").await;

    assert_eq!((answer.status(), start.elapsed().as_secs()), (StatusCode::REQUEST_TIMEOUT, 330));
    assert_eq!(answer.headers()[header::CONNECTION], "close");
    assert_eq!(problem(answer).await["code"], "too-slow");
}

#[tokio::test]
async fn staff_are_told_of_failures_as_problems() {
    for path in ["/api/panic", "/api/policy", "/api/slow"] {
        let (shop, _database) = odd_shop().await;
        if path == "/api/slow" {
            tokio::time::pause();
        }

        let answer = answer(shop, path).await;

        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json", "{path}");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "private, no-store", "{path}");
        let reference = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
        let problem = problem(answer).await;
        assert_eq!((&problem["code"], &problem["reference"]), (&json!("failed"), &json!(reference)), "{path}");
    }
}

async fn problem(answer: Response<Body>) -> Value {
    serde_json::from_slice(&to_bytes(answer.into_body(), usize::MAX).await.unwrap()).unwrap()
}
