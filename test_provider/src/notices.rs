//! Notices to the shop.

use std::{sync::Arc, time::Duration};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use tokio::{sync::mpsc, task::JoinSet, time::sleep};

use crate::{LedgerEvent, shared::Shared};

/// The attempts at a notice that the shop does not take.
const ATTEMPTS: u32 = 5;

/// The time between two of them, and the longest wait for an answer.
const PAUSE: Duration = Duration::from_millis(200);
const TIMEOUT: Duration = Duration::from_secs(5);

/// The secret that forgers use.
const WRONG_SECRET: &str = "a guess";

/// Sends a notice of every event, as the options say, until no more events can come.
pub(crate) async fn send_all(shared: Arc<Shared>, mut events: mpsc::UnboundedReceiver<LedgerEvent>) {
    let mut sending = JoinSet::new();
    while let Some(event) = events.recv().await {
        let options = shared.options().notices;
        let shared = shared.clone();
        sending.spawn(async move {
            let is_held_back = options.is_reordered && event.number.is_multiple_of(2);
            sleep(Duration::from_millis(if is_held_back { 2 * options.delay_ms + 100 } else { options.delay_ms }))
                .await;
            if options.is_forged {
                send(&event, WRONG_SECRET).await;
            }
            for _ in 0..options.times {
                send(&event, &shared.secret).await;
            }
        });
        while sending.try_join_next().is_some() {}
    }
}

async fn send(event: &LedgerEvent, secret: &str) {
    let body = json!({ "id": event.id, "type": event.kind, "payment": event.payment }).to_string();
    let client = http_client::trusted(TIMEOUT);
    for _ in 0..ATTEMPTS {
        let request = client.post(&event.notify_url).header("content-type", "application/json");
        let request = request.header("test-signature", signature(&body, secret)).body(body.clone());
        match request.send().await {
            Ok(answer) if !answer.status().is_server_error() => return,
            Ok(_) | Err(_) => sleep(PAUSE).await,
        }
    }
}

fn signature(body: &str, secret: &str) -> String {
    let second = now();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key may have any length");
    mac.update(format!("{second}.{body}").as_bytes());
    format!("t={second},v1={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
}

#[expect(clippy::disallowed_methods, reason = "a program of its own, with the clock of its machine")]
fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
