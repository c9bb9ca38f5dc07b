//! Lets orders follow their payments.

use std::sync::Arc;

use checkout::settle_payment;
use jobs::JobError;
use payments::SettlementTask;

use crate::AppState;

/// Places or cancels the order of a payment whose state has changed. Usually it has happened before, and nothing is left to do.
pub(super) async fn settle(shop: Arc<AppState>, task: SettlementTask) -> Result<(), JobError> {
    let settled = settle_payment(&shop.database, &shop.orders, task.payment, shop.clock.now()).await;
    let settled = settled.map_err(JobError::other)?;
    let outcome = settled.map(|settled| settled.outcome);
    tracing::debug!(payment = %task.payment, ?outcome, "a payment was settled");
    Ok(())
}
