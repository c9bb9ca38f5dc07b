//! Gives money back at payment providers.

use std::sync::Arc;

use database::Error;
use jobs::JobError;
use payments::{ProviderError, RefundOutcome, RefundState, RefundTask};

use crate::AppState;

/// Makes a refund that was requested. Its id is the provider's idempotency key, so that one without an answer is made again.
pub(super) async fn make_refund(shop: Arc<AppState>, task: RefundTask) -> Result<(), JobError> {
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let refund = payments::refund(&mut reader, task.refund).await?;
    let Some(refund) = refund.filter(|refund| refund.state == RefundState::Requested) else { return Ok(()) };
    let payment = payments::payment(&mut reader, refund.payment).await?.ok_or_else(Error::missing_row)?;
    drop(reader);
    let provider = shop.payments.of_kind(payment.kind).map_err(JobError::other)?;
    let outcome = match provider.refund(&payment.provider_handle(), refund.id, refund.amount).await {
        Ok(()) => RefundOutcome::Done,
        Err(error @ (ProviderError::Declined { .. } | ProviderError::Refused { .. })) => {
            tracing::error!(refund = %refund.id, payment = %payment.id, %error, "money could not be given back; give it back by hand");
            RefundOutcome::Failed
        }
        Err(error) => return Err(JobError::other(error)),
    };
    let mut tx = shop.database.write(shop.clock.now()).await?;
    payments::finish_refund(&mut tx, refund.id, outcome, shop.clock.now()).await?;
    Ok(tx.commit_bookkeeping().await?)
}
