//! Carts: the variants that a visitor means to buy, with codes and the choices of the checkout. A cart is one document, a
//! [`CartContent`]; its changes are functions without IO. A visitor has one open cart.

mod bounds;
mod change;
mod choices;
mod content;
mod lines;
mod store;
#[cfg(test)]
mod tests;

use types::{CartId, MarketCode, Timestamp, VisitorId};

pub use bounds::{MOST_CODES, MOST_GIFT_CARDS, MOST_LINES, MOST_UNITS};
pub use change::{CartError, change_cart, close_cart, lock_version, open_cart, reopen, set_cart_state, visitor_of};
pub use choices::{CheckoutChoices, CheckoutStep, Form};
pub use content::{CartContent, CartEntry, CodeError, GiftCardOfCart, LineKey, SeenPrice};

/// A visitor's cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cart {
    /// The row's id.
    pub id: CartId,
    /// Its visitor.
    pub visitor: VisitorId,
    /// The market in which it was last changed.
    pub market: MarketCode,
    /// The state.
    pub state: CartState,
    /// The number of its changes.
    pub version: i64,
    /// The lines, codes and choices.
    pub content: CartContent,
    /// The moment of its last change.
    pub changed_at: Timestamp,
}

/// The state of a cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CartState {
    /// The visitor can change it.
    Open,
    /// An order of it waits for its payment.
    Placing,
    /// It was ordered.
    Ordered,
}

impl CartState {
    /// Returns the name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Placing => "placing",
            Self::Ordered => "ordered",
        }
    }

    fn stored(name: &str) -> Option<Self> {
        [Self::Open, Self::Placing, Self::Ordered].into_iter().find(|state| state.as_str() == name)
    }
}
