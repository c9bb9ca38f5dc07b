//! What no route does, done here to see what becomes of it.

use std::{collections::HashMap, sync::Arc};

use app::site_config::Assets;
use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{Response, header},
    routing::get,
};
use database::testing::TestDatabase;
use tower::ServiceExt as _;
use types::Timestamp;

use crate::{
    Access, AppState, Clock, Config, Files, request_facts::RequestFacts, routes::ROUTES, storefront::within_layers,
};

const NOW: Timestamp = Timestamp(1_780_272_000_000);

/// Routes that break the rules.
fn odd_routes() -> Router {
    Router::new()
        .route("/panic", get(panics))
        .route("/cookie", get(|| async { ([(header::SET_COOKIE, "session=1")], "a page") }))
        .route("/policy", get(|| async { ([(header::CACHE_CONTROL, "public, max-age=60")], "a page") }))
        .route("/slow", get(std::future::pending::<()>))
        .route("/slow-upload", get(slow_upload))
}

async fn slow_upload(Extension(facts): Extension<RequestFacts>) {
    facts.answered_by(ROUTES.iter().find(|route| route.access == Access::Staff).unwrap());
    std::future::pending().await
}

async fn panics() -> String {
    let nothing: [u8; 0] = [];
    format!("{}", nothing[nothing.len()])
}

/// A shop around those routes; it lasts as long as its database.
async fn odd_shop() -> (Router, TestDatabase) {
    let database = database::testing::sqlite().await;
    let link = String::new;
    let assets = Assets { css: link(), loader: link(), frontend_js: link(), frontend_wasm: link() };
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

#[tokio::test]
async fn slow_lines_of_staff_have_minutes() {
    let (shop, _database) = odd_shop().await;
    tokio::time::pause();
    let start = tokio::time::Instant::now();

    let answer = answer(shop, "/slow-upload").await;

    assert_eq!((answer.status(), start.elapsed().as_secs()), (408.try_into().unwrap(), 330));
    let told = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    assert!(String::from_utf8_lossy(&told).contains("\"too-slow\""));
}
