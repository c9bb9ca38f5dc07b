use types::{Money, Timestamp};

use crate::{Payment, PaymentProvider, PaymentState, ProviderError, ProviderTruth, TruthState};

/// Asks the provider for the truth about a payment, outside of any transaction. One that was declined or whose time has run
/// out is withdrawn first, so that its stock can be released: no money comes for it after that.
///
/// # Errors
///
/// If the provider did not answer, or not in a form that can be read. The truth is then not known, and nothing is applied.
pub async fn look(
    provider: &PaymentProvider,
    payment: &Payment,
    now: Timestamp,
) -> Result<ProviderTruth, ProviderError> {
    let handle = payment.provider_handle();
    let truth = provider.fetch(&handle, payment.amount).await?;
    let has_lapsed = payment.has_lapsed(now) && payment.status.state != PaymentState::Authorised;
    match truth.state {
        TruthState::Failed => withdraw(provider, &handle, payment.amount, TruthState::Failed).await,
        TruthState::Open | TruthState::Missing if has_lapsed => {
            withdraw(provider, &handle, payment.amount, TruthState::Lapsed).await
        }
        _ => Ok(truth),
    }
}

/// Withdraws a payment at its provider, and returns the truth with `end` as its reason if no money came.
async fn withdraw(
    provider: &PaymentProvider,
    handle: &str,
    amount: Money,
    end: TruthState,
) -> Result<ProviderTruth, ProviderError> {
    let truth = provider.cancel(handle, amount).await?;
    // A payment that the provider has never heard of gets no money: nobody has an address to pay it at.
    let is_over = matches!(truth.state, TruthState::Cancelled | TruthState::Missing);
    Ok(if is_over { ProviderTruth { state: end, ..truth } } else { truth })
}
