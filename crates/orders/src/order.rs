use types::{CartId, CheckoutId, Currency, MarketCode, OrderId, Timestamp};

use crate::{OrderSnapshot, OrderState};

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The id.
    pub id: OrderId,
    /// The checkout that became this order.
    pub checkout: CheckoutId,
    /// The market.
    pub market: MarketCode,
    /// The number, once it is placed: `AE-1001`.
    pub number: Option<String>,
    /// The state.
    pub state: OrderState,
    /// The token of the hold of its units.
    pub hold: u128,
    /// The cart that it was made from.
    pub cart: Option<CartId>,
    /// The hash of the buyer's e-mail address.
    pub customer: String,
    /// The currency.
    pub currency: Currency,
    /// The total in minor units.
    pub total: i64,
    /// The part of the total that was refunded, in minor units.
    pub refunded: i64,
    /// The moment at which it was made.
    pub created_at: Timestamp,
    /// The moment at which it was placed.
    pub placed_at: Option<Timestamp>,
    /// The moment of its last change.
    pub changed_at: Timestamp,
    /// Everything that the buyer agreed to.
    pub snapshot: OrderSnapshot,
}

/// A change of an order that [`crate::lock`] has returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderChange {
    /// The order.
    pub id: OrderId,
    /// The state that it has.
    pub from: OrderState,
    /// The state that it comes into.
    pub to: OrderState,
    /// The token of the hold of its units.
    pub hold: u128,
    /// The number that it gets; `None` if it keeps its own.
    pub number: Option<String>,
    /// The moment.
    pub now: Timestamp,
}

impl Order {
    /// Returns the number, or the id of an order that has none yet.
    pub fn name(&self) -> String {
        self.number.clone().unwrap_or_else(|| self.id.to_string())
    }
}
