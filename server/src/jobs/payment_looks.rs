//! Looks at payments that are under way.

use std::sync::Arc;

use inventory::{HoldToken, StockCommand};
use jobs::{JobError, Progress};
use payments::Payment;

use crate::{AppState, payment_visits::look_at_payment};

/// The most payments of one run.
const BATCH: u32 = 20;
/// Milliseconds for which units are held on whose payment has no outcome, until after the next look.
const LONGER: i64 = 62 * 60_000;

/// Asks providers about payments that have no outcome, some minutes after they have begun and then every hour.
pub(super) async fn look_at_payments(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let now = shop.clock.now();
    let mut reader = shop.database.read(now).await?;
    let due = payments::due_looks(&mut reader, now, BATCH).await?;
    drop(reader);
    for payment in &due {
        if let Err(error) = look_at_payment(&shop, payment.id).await {
            tracing::warn!(payment = %payment.id, %error, "the outcome of a payment is not known yet");
            hold_longer(&shop, payment).await?;
        }
        let mut tx = shop.database.write(now).await?;
        payments::postpone_look(&mut tx, payment, now).await?;
        tx.commit_bookkeeping().await?;
    }
    Ok(if due.is_empty() { Progress::Idle } else { Progress::More })
}

/// Holds the units of an order on whose payment may still succeed although its time is over.
async fn hold_longer(shop: &AppState, payment: &Payment) -> Result<(), JobError> {
    let now = shop.clock.now();
    if !payment.has_lapsed(now) {
        return Ok(());
    }
    let order = orders::by_id(&mut shop.database.read(now).await?, payment.order).await?;
    let Some(order) = order else { return Ok(()) };
    let extend = StockCommand::Extend { token: HoldToken(order.hold), until: now.plus_millis(LONGER) };
    if let Err(error) = shop.stock.submit(extend).await {
        tracing::warn!(payment = %payment.id, %error, "the units of an unpaid order can't be held longer");
    }
    Ok(())
}
