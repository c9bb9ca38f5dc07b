use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use types::Locale;

use crate::Shop;

/// How soon a database that is there answers.
const PROMPT: Duration = Duration::from_secs(1);

/// `/healthz`: the process lives.
pub(crate) async fn health() -> &'static str {
    "alive\n"
}

/// `/readyz`: requests would be answered.
pub(crate) async fn readiness(State(shop): State<Arc<Shop>>) -> Response {
    if shop.is_closing() {
        return (StatusCode::SERVICE_UNAVAILABLE, "closing\n").into_response();
    }
    match tokio::time::timeout(PROMPT, asked(&shop)).await {
        Ok(Ok(())) => "ready\n".into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

async fn asked(shop: &Shop) -> Result<(), database::Error> {
    let mut reader = shop.database.read(Locale::DEFAULT, shop.clock.now()).await?;
    reader.revision().await.map(|_| ())
}

/// `/metrics`, in the text format of Prometheus.
pub(crate) async fn metrics(State(shop): State<Arc<Shop>>) -> Response {
    let format = "text/plain; version=0.0.4; charset=utf-8";
    ([(CONTENT_TYPE, format)], shop.metrics.text(&shop.pages.statistics(), shop.shelves.statistics())).into_response()
}
