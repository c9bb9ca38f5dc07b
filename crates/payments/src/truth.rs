use types::Money;

/// The present state of a payment as its provider tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProviderTruth {
    /// The state.
    pub state: TruthState,
    /// The amount of the payment, with the currency of all amounts here.
    pub amount: Money,
    /// The money that was taken, in minor units.
    pub captured: i64,
    /// The money that went back, in minor units.
    pub refunded: i64,
}

/// The state of a payment at its provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TruthState {
    /// The provider has no such payment.
    Missing,
    /// The shopper can pay.
    Open,
    /// The last attempt was declined.
    Failed,
    /// The time to pay has run out.
    Lapsed,
    /// It was withdrawn.
    Cancelled,
    /// The money is reserved.
    Authorised,
    /// The money was taken.
    Captured,
}

impl ProviderTruth {
    /// Returns the truth about a payment of `amount` without money.
    pub const fn without_money(state: TruthState, amount: Money) -> Self {
        Self { state, amount, captured: 0, refunded: 0 }
    }
}
