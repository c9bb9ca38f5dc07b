//! The visits at payment providers that requests and jobs make: outside of any transaction, with the outcome written after.

use std::time::Duration;

use checkout::{SettlePaymentError, SettledPayment, settle_payment};
use database::Error;
use jobs::JobError;
use orders::OrderToken;
use payments::{BegunPayment, NextStep, Payment, PaymentId, ProviderError, ReturnAddresses};
use tokio::time::timeout;
use types::PaymentKind;

use crate::AppState;

/// The time for which the page of an order waits for the provider of its payment.
const PATIENCE: Duration = Duration::from_secs(3);

/// The reason why a payment's fate is not known yet.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PaymentVisitError {
    /// The provider has not done as it was asked, or nobody knows.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The order does not follow yet.
    #[error(transparent)]
    Settle(#[from] SettlePaymentError),
    /// A task can't be written.
    #[error(transparent)]
    Task(#[from] JobError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Begins a payment at its provider; begun again, it is one payment. The shopper comes back to `return_url`. Returns `None`
/// if there is no such payment.
pub(crate) async fn begin_payment(
    shop: &AppState,
    id: PaymentId,
    return_url: String,
) -> Result<Option<BegunPayment>, PaymentVisitError> {
    let now = shop.clock.now();
    let payment = payments::payment(&mut shop.database.read(now).await?, id).await?;
    let Some(payment) = payment else { return Ok(None) };
    let provider = shop.payments.of_kind(payment.kind)?;
    let addresses = ReturnAddresses { return_url, notify_url: notify_url(shop, payment.kind) };
    let begun = provider.begin(&payment, &addresses).await?;
    if let NextStep::Go { url } = &begun.next {
        let mut tx = shop.database.write(now).await?;
        payments::record_begun(&mut tx, id, &begun.handle, Some(url)).await?;
        tx.commit_bookkeeping().await?;
    }
    Ok(Some(begun))
}

/// Returns the address that the provider sends notices to.
fn notify_url(shop: &AppState, kind: PaymentKind) -> String {
    format!("{}/payments/{kind}/notices", shop.site.origin)
}

/// Asks the provider for the truth about a payment, and lets its order follow. Every notice, return of a shopper and timer
/// does this. Returns `None` if there is no such payment.
pub(crate) async fn look_at_payment(
    shop: &AppState,
    id: PaymentId,
) -> Result<Option<SettledPayment>, PaymentVisitError> {
    let now = shop.clock.now();
    let payment = payments::payment(&mut shop.database.read(now).await?, id).await?;
    let Some(payment) = payment else { return Ok(None) };
    if payment.kind == PaymentKind::Test {
        fetch_truth(shop, &payment).await?;
    }
    Ok(settle_payment(&shop.database, &shop.orders, id, now).await?)
}

/// Asks the provider about the payments of an order whose buyer comes back, if they have no outcome yet. If the provider does
/// not answer soon, nothing is known, and the timer asks again.
pub(crate) async fn look_at_order(shop: &AppState, token: OrderToken) -> Result<(), Error> {
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let Some(order) = orders::by_token(&mut reader, token).await? else { return Ok(()) };
    let payments = payments::payments_of_order(&mut reader, order.id).await?;
    drop(reader);
    for payment in payments.iter().filter(|payment| payment.status.state.is_with_provider()) {
        match timeout(PATIENCE, look_at_payment(shop, payment.id)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::warn!(payment = %payment.id, %error, "the outcome of a payment is not known yet")
            }
            Err(_) => tracing::warn!(payment = %payment.id, "the payment provider is slow to answer"),
        }
    }
    Ok(())
}

async fn fetch_truth(shop: &AppState, payment: &Payment) -> Result<(), PaymentVisitError> {
    let now = shop.clock.now();
    let provider = shop.payments.of_kind(payment.kind)?;
    let truth = payments::look(&provider, payment, now).await?;
    let mut tx = shop.database.write(now).await?;
    let applied = payments::apply_truth(&mut tx, payment.id, &truth).await?;
    tx.commit_bookkeeping().await?;
    if applied.is_some_and(|applied| applied.differs) {
        tracing::warn!(payment = %payment.id, "the payment provider tells another amount or currency than is due");
    }
    Ok(())
}
