use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use axum::{
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};

use crate::AppState;

/// Time in which the database must answer for the process to be ready.
const PROMPT: Duration = Duration::from_secs(1);

/// The body of `/readyz` while the picture storage fails. The status stays 200: every page and picture is still served,
/// only more slowly.
const DEGRADED: &str = "ready, but renditions can't be stored and are answered from memory\n";

/// The body of `/readyz` while mails about orders can't be sent for lack of settings.
const UNSENT: &str = "ready, but mails about orders wait: set smtp_url and mail_from\n";

/// `/healthz`: answers 200 while the process lives.
pub(crate) async fn health() -> &'static str {
    "alive\n"
}

/// `/readyz`: answers 200 if the process can serve requests.
pub(crate) async fn readiness(State(shop): State<Arc<AppState>>) -> Response {
    if shop.is_closing() {
        return (StatusCode::SERVICE_UNAVAILABLE, "closing\n").into_response();
    }
    match tokio::time::timeout(PROMPT, asked(&shop)).await {
        Ok(Ok(())) if !can_follow(&shop) => {
            "ready, but changes can't be followed: every page asks the database; the log says why\n".into_response()
        }
        Ok(Ok(())) if shop.renditions.is_storage_failing() => DEGRADED.into_response(),
        Ok(Ok(())) if do_mails_wait(&shop) => UNSENT.into_response(),
        Ok(Ok(())) => "ready\n".into_response(),
        Ok(Err(error @ database::Error::FileReplaced(_))) => not_ready(format!("{error}\n")),
        _ => not_ready("the database does not answer\n".to_owned()),
    }
}

fn do_mails_wait(shop: &AppState) -> bool {
    shop.mailer.is_none() && shop.waiting_mails.load(Ordering::Relaxed) > 0
}

fn not_ready(why: String) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
}

fn can_follow(shop: &AppState) -> bool {
    let follower = shop.database.follower();
    follower.follows || follower.failures == 0
}

async fn asked(shop: &Arc<AppState>) -> Result<(), database::Error> {
    shop.database.verify_files()?;
    if shop.database.breaker().is_open() {
        // The state that it leaves is read below.
        let _found = shop.tracker.catch_up(PROMPT).await;
    }
    let mut reader = shop.database.read(shop.clock.now()).await?;
    reader.revision().await.map(|_| ())
}

/// `/metrics`, in the text format of Prometheus.
pub(crate) async fn metrics(State(shop): State<Arc<AppState>>) -> Response {
    let format = "text/plain; version=0.0.4; charset=utf-8";
    let renditions = (shop.recompression.statistics(), shop.renditions.storage_failures());
    let text =
        shop.metrics.text(&shop.pages.statistics(), shop.listing_indexes.statistics(), renditions, &shop.database);
    ([(CONTENT_TYPE, format)], text).into_response()
}
