//! Notices of payment providers.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use payments::record_notice;
use types::PaymentKind;

use crate::{AppState, http::problem::Problem};

/// The most bytes of a notice.
pub(crate) const LONGEST_NOTICE: usize = 64 * 1024;

/// `/payments/{provider}/notices`: the signature is verified before anything is read. The answer comes when the notice is
/// recorded with a task; that does the work.
pub(crate) async fn payment_notice(
    State(shop): State<Arc<AppState>>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let kind = PaymentKind::from_name(&provider);
    let known = kind.and_then(|kind| Some((kind, shop.payments.of_kind(kind).ok()?)));
    let Some((kind, provider)) = known else { return Ok(StatusCode::NOT_FOUND) };
    let now = shop.clock.now();
    let notice = match provider.read_notice(&body, &headers, now) {
        Ok(notice) => notice,
        Err(refused) => {
            if shop.reports.may_log(now) {
                tracing::warn!(%kind, %refused, "a notice of a payment was refused");
            }
            return Ok(StatusCode::BAD_REQUEST);
        }
    };
    let mut tx = shop.database.write(now).await?;
    record_notice(&mut tx, kind, &notice, now).await?;
    tx.commit_bookkeeping().await?;
    Ok(StatusCode::OK)
}
