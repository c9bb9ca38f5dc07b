use std::{sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{AUTHORIZATION, CONTENT_TYPE, FORWARDED, VIA},
    },
    response::{IntoResponse as _, Response},
};
use types::Locale;

use super::{Errand, pages};
use crate::{Peer, Shop};

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

/// `/metrics`, for operators; for others there is no such page.
pub(crate) async fn metrics(
    shop: State<Arc<Shop>>,
    errand: Errand,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let peer = peer.map(|Extension(peer)| peer);
    if !is_operator(&shop, peer, &headers) {
        return pages::nowhere(shop, errand).await;
    }
    let format = "text/plain; version=0.0.4; charset=utf-8";
    ([(CONTENT_TYPE, format)], shop.metrics.text(&shop.pages.statistics())).into_response()
}

/// With a token, whoever knows it. Without one, a client of this machine, unless a proxy speaks for somebody else.
fn is_operator(shop: &Shop, peer: Option<Peer>, headers: &HeaderMap) -> bool {
    match shop.metrics_token {
        // Hashes compare in constant time.
        Some(token) => bearer(headers).is_some_and(|given| blake3::hash(given) == token),
        None => {
            let proxied = headers.contains_key(FORWARDED) || headers.contains_key(VIA) || has_forwarding(headers);
            peer.is_some_and(|Peer(address)| address.to_canonical().is_loopback()) && !proxied
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    headers.get(AUTHORIZATION)?.as_bytes().strip_prefix(b"Bearer ")
}

fn has_forwarding(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| name.as_str().starts_with("x-forwarded-") || name == "x-real-ip")
}
