//! The state machine of payments: pure functions.

use types::Money;

use crate::{ProviderTruth, TruthState};

/// The state of a payment. It only rises: open states, ends without money, money reserved, money here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentState {
    /// The provider was not asked yet, or its answer did not come.
    Begun,
    /// The shopper has to do something at the provider.
    NeedsAction,
    /// Cash is to be paid when the parcel is handed over.
    Due,
    /// A transfer is awaited.
    Awaited,
    /// It was declined. Money that comes all the same raises it.
    Failed,
    /// Its time has run out without money.
    Lapsed,
    /// It was withdrawn without money.
    Cancelled,
    /// The money is reserved.
    Authorised,
    /// The money is here, all of it.
    Captured,
    /// The provider told another amount or currency: it does not count as paid, and staff look at it.
    Mismatch,
}

/// The state of a payment with the money that came in and went back, in minor units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaymentStatus {
    /// The state.
    pub state: PaymentState,
    /// The money that came in.
    pub captured: i64,
    /// The money that went back or was asked to, never more than came in.
    pub refunded: i64,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Begun,
        Self::NeedsAction,
        Self::Due,
        Self::Awaited,
        Self::Failed,
        Self::Lapsed,
        Self::Cancelled,
        Self::Authorised,
        Self::Captured,
        Self::Mismatch,
    ];

    /// Returns the name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::NeedsAction => "needs-action",
            Self::Due => "due",
            Self::Awaited => "awaited",
            Self::Failed => "failed",
            Self::Lapsed => "lapsed",
            Self::Cancelled => "cancelled",
            Self::Authorised => "authorised",
            Self::Captured => "captured",
            Self::Mismatch => "mismatch",
        }
    }

    pub(crate) fn stored(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Returns the height of the state; a payment never goes to one that is not higher.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Begun => 0,
            Self::NeedsAction | Self::Due | Self::Awaited => 1,
            Self::Failed | Self::Lapsed | Self::Cancelled => 2,
            Self::Authorised => 3,
            Self::Captured | Self::Mismatch => 4,
        }
    }

    /// Returns true while money may come in the ordinary way.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Begun | Self::NeedsAction | Self::Due | Self::Awaited | Self::Authorised)
    }

    /// Returns true if the money is reserved or here, so that the order can be placed.
    pub const fn is_paid(self) -> bool {
        matches!(self, Self::Authorised | Self::Captured)
    }

    /// Returns true if it ended without money.
    pub const fn is_ended_unpaid(self) -> bool {
        matches!(self, Self::Failed | Self::Lapsed | Self::Cancelled)
    }

    /// Returns true if a provider has to be asked for its outcome.
    pub const fn is_with_provider(self) -> bool {
        matches!(self, Self::Begun | Self::NeedsAction | Self::Authorised)
    }

    /// Returns the higher one; of two at the same height, this one.
    const fn raised_to(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }
}

impl PaymentStatus {
    /// Returns the status of a payment without money.
    pub const fn new(state: PaymentState) -> Self {
        Self { state, captured: 0, refunded: 0 }
    }

    /// Returns the status after a provider has told the truth about a payment of `due`.
    #[must_use]
    pub fn after(self, due: Money, truth: &ProviderTruth) -> Self {
        let state = truth.state_of(due).map_or(self.state, |state| self.state.raised_to(state));
        if truth.amount.currency != due.currency {
            return Self { state, ..self };
        }
        let captured = self.captured.max(truth.captured);
        let refunded = self.refunded.max(truth.refunded).min(captured);
        Self { state, captured, refunded }
    }

    /// Returns the status after staff have recorded money for a payment of `due`, both in minor units. Less than is due
    /// leaves it open. `None` if the sum is too large.
    pub fn after_receipt(self, due: i64, received: i64) -> Option<Self> {
        let captured = self.captured.checked_add(received)?;
        let state = if captured >= due { self.state.raised_to(PaymentState::Captured) } else { self.state };
        Some(Self { state, captured, ..self })
    }

    /// Returns the status after the payment was given up: one that is open, without money, and whose end is certain.
    #[must_use]
    pub const fn ended(self, end: PaymentState) -> Self {
        let is_without_money = self.captured == 0 && self.state.is_open() && end.is_ended_unpaid();
        if is_without_money { Self { state: self.state.raised_to(end), ..self } } else { self }
    }
}

impl ProviderTruth {
    /// Returns the state of a payment of `due` by this truth; `None` if it says nothing about it.
    fn state_of(&self, due: Money) -> Option<PaymentState> {
        let is_due = |minor: i64| Money::new(minor, self.amount.currency) == due;
        let without_money = |state| if self.captured == 0 { state } else { PaymentState::Mismatch };
        match self.state {
            TruthState::Missing => None,
            TruthState::Open => Some(without_money(PaymentState::NeedsAction)),
            TruthState::Failed => Some(without_money(PaymentState::Failed)),
            TruthState::Lapsed => Some(without_money(PaymentState::Lapsed)),
            TruthState::Cancelled => Some(without_money(PaymentState::Cancelled)),
            TruthState::Authorised if is_due(self.amount.minor) => Some(PaymentState::Authorised),
            TruthState::Captured if is_due(self.captured) => Some(PaymentState::Captured),
            TruthState::Authorised | TruthState::Captured => Some(PaymentState::Mismatch),
        }
    }

    /// Returns true if it tells money of another amount or currency than is due.
    pub(crate) fn differs_from(&self, due: Money) -> bool {
        self.state_of(due) == Some(PaymentState::Mismatch)
    }

    /// Returns the money that it tells.
    pub(crate) const fn money(&self) -> Money {
        let is_reserved = matches!(self.state, TruthState::Authorised);
        Money::new(if is_reserved { self.amount.minor } else { self.captured }, self.amount.currency)
    }
}
