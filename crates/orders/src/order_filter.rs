use types::OrderId;

use crate::{Order, OrderState};

/// The orders to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// Only orders in this state.
    pub state: Option<OrderState>,
    /// Only orders whose number, names, e-mail address, phone number or SKUs contain this text.
    pub text: Option<String>,
    /// Only orders that are older than this one: the cursor of the page before.
    pub before: Option<OrderId>,
}

/// A page of a list of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderPage {
    /// The orders, the newest first.
    pub orders: Vec<Order>,
    /// The cursor of the next page, if there is one. It stays right while orders are added.
    pub next: Option<OrderId>,
}
