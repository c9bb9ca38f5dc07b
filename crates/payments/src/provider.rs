//! Providers: an enum, with a module for each that speaks HTTP.

mod notice_signature;
mod test_provider;

use http::HeaderMap;
use types::{Money, PaymentKind, Timestamp};

use crate::{Payment, ProviderTruth, RefundId, TruthState};
pub use notice_signature::{ForgedNotice, sign_notice};
pub use test_provider::TestProvider;

/// A provider of payments.
#[derive(Clone, Debug)]
pub enum PaymentProvider {
    /// Cash on delivery: there is nobody to ask.
    CashOnDelivery,
    /// Bank transfer: staff see the money.
    BankTransfer,
    /// The test provider.
    Test(TestProvider),
}

/// The providers that the settings name.
#[derive(Clone, Debug, Default)]
pub struct PaymentProviders {
    /// The test provider, if there is one.
    pub test: Option<TestProvider>,
}

/// The addresses that a provider gets with a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnAddresses {
    /// The page that the shopper comes back to, whatever became of the payment.
    pub return_url: String,
    /// The address that notices are sent to.
    pub notify_url: String,
}

/// A payment that its provider has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunPayment {
    /// The provider's name for it.
    pub handle: String,
    /// The next step.
    pub next: NextStep,
}

/// The next step of the shopper after a payment was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// There is nothing to do.
    Done,
    /// To go to the provider's page.
    Go {
        /// Its address.
        url: String,
    },
    /// To follow the method's instructions, with the order's number as the reference.
    Instructions,
}

/// A notice whose signature was verified. It is a hint that a payment has changed, and nothing more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderNotice {
    /// The provider's id of the event.
    pub event: String,
    /// The provider's name for the payment.
    pub handle: String,
}

/// The reason why a provider did not do as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// The provider declines the payment or refund; it has not happened.
    #[error("the payment provider declines: {reason}")]
    Declined {
        /// The provider's reason.
        reason: String,
    },
    /// The request is wrong, by the shop's fault; nothing has happened.
    #[error("the payment provider refuses the request: {why}")]
    Refused {
        /// The provider's words.
        why: String,
    },
    /// The provider could not be reached; nothing has happened.
    #[error("the payment provider can't be reached: {why}")]
    Unreachable {
        /// The reason.
        why: String,
    },
    /// Nobody knows the fate of the request: the answer did not come, or can't be read. The truth has to be fetched.
    #[error("the payment provider's answer is not known: {why}")]
    Unknown {
        /// The reason.
        why: String,
    },
    /// The settings name no provider of this kind.
    #[error("the settings name no payment provider of this kind")]
    NotConfigured,
}

impl PaymentProviders {
    /// Returns the provider of a kind.
    ///
    /// # Errors
    ///
    /// If the settings name none.
    pub fn of_kind(&self, kind: PaymentKind) -> Result<PaymentProvider, ProviderError> {
        match kind {
            PaymentKind::CashOnDelivery => Ok(PaymentProvider::CashOnDelivery),
            PaymentKind::BankTransfer => Ok(PaymentProvider::BankTransfer),
            PaymentKind::Test => self.test.clone().map(PaymentProvider::Test).ok_or(ProviderError::NotConfigured),
        }
    }

    /// Returns the kinds of payment that can be used with these settings.
    pub fn kinds(&self) -> Vec<PaymentKind> {
        PaymentKind::ALL.into_iter().filter(|kind| self.of_kind(*kind).is_ok()).collect()
    }
}

impl PaymentProvider {
    /// Begins a payment. The same payment begun again is one payment.
    ///
    /// # Errors
    ///
    /// After [`ProviderError::Unknown`] the payment may have begun.
    pub async fn begin(&self, payment: &Payment, addresses: &ReturnAddresses) -> Result<BegunPayment, ProviderError> {
        let begun = |next| Ok(BegunPayment { handle: payment.provider_handle(), next });
        match self {
            Self::CashOnDelivery => begun(NextStep::Done),
            Self::BankTransfer => begun(NextStep::Instructions),
            Self::Test(provider) => provider.begin(payment, addresses).await,
        }
    }

    /// Returns the present truth about a payment of `amount`.
    ///
    /// # Errors
    ///
    /// If the provider does not answer. That says nothing about the payment.
    pub async fn fetch(&self, handle: &str, amount: Money) -> Result<ProviderTruth, ProviderError> {
        match self {
            Self::CashOnDelivery | Self::BankTransfer => Ok(ProviderTruth::without_money(TruthState::Missing, amount)),
            Self::Test(provider) => provider.fetch(handle, amount).await,
        }
    }

    /// Withdraws a payment if no money came, and returns the truth about it after that.
    ///
    /// # Errors
    ///
    /// After [`ProviderError::Unknown`] it may be withdrawn, or money may still come.
    pub async fn cancel(&self, handle: &str, amount: Money) -> Result<ProviderTruth, ProviderError> {
        match self {
            Self::CashOnDelivery | Self::BankTransfer => {
                Ok(ProviderTruth::without_money(TruthState::Cancelled, amount))
            }
            Self::Test(provider) => provider.cancel(handle, amount).await,
        }
    }

    /// Gives money of a payment back. The same refund again is one refund. Staff give back cash and transfers.
    ///
    /// # Errors
    ///
    /// After [`ProviderError::Unknown`] the money may have gone back; the same refund can be asked for again.
    pub async fn refund(&self, handle: &str, refund: RefundId, amount: Money) -> Result<(), ProviderError> {
        match self {
            Self::CashOnDelivery | Self::BankTransfer => Err(ProviderError::NotConfigured),
            Self::Test(provider) => provider.refund(handle, refund, amount).await,
        }
    }

    /// Reads a notice, the bytes of a request with its headers. Its signature is verified before anything else is read.
    ///
    /// # Errors
    ///
    /// If the signature is missing, wrong, or too old or new for `now`, or the provider sends no notices.
    pub fn read_notice(&self, raw: &[u8], headers: &HeaderMap, now: Timestamp) -> Result<ProviderNotice, ForgedNotice> {
        match self {
            Self::CashOnDelivery | Self::BankTransfer => Err(ForgedNotice::NoNotices),
            Self::Test(provider) => provider.read_notice(raw, headers, now),
        }
    }
}
