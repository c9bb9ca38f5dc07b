use inventory::{HoldToken, StockRefusal};
use orders::{NewOrder, OrderActor, OrderState, UseLimits};
use payments::{CardUse, GiftCardRefusal, NewPayment, RefundId};
use types::{OrderId, Timestamp};

/// A write of orders, as plain data. Carried out twice, each of them does what it does once.
#[derive(Clone, Debug, PartialEq)]
pub enum OrderCommand {
    /// Turns a checkout into an order.
    Place(Box<PlaceOrder>),
    /// Takes an order one step further.
    Step(OrderStep),
}

/// An order to place: everything that the buyer agreed to, and everything that may have run out since.
///
/// The price was compared with the one that the buyer saw, in a reader, before this command was built. A price that changes
/// in the moment between does not change the order, and needs no check in the transaction: the shop made the offer, the buyer
/// took it, and the outcome is that of a buyer who was a moment faster. Units, uses of promotions and balances are different:
/// there is only so much of them, so they are taken in the transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceOrder {
    /// The order. Its id names the hold of its units; an order that was refused is tried again under a new id.
    pub order: NewOrder,
    /// The time of its confirmation.
    pub confirmation: Confirmation,
    /// The promotions that it uses.
    pub promotions: Vec<UseLimits>,
    /// The gift cards that pay for a part of it.
    pub gift_cards: Vec<CardUse>,
    /// The payment of the rest; `None` if nothing is left to pay.
    pub payment: Option<NewPayment>,
    /// The version of the cart that the buyer saw; `None` for an order without a cart.
    pub cart_version: Option<i64>,
}

/// The time at which an order is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// Now: it is paid on delivery or by bank transfer, or nothing is left to pay.
    Now,
    /// When its payment has succeeded. Until then its units are held until a moment.
    AfterPayment {
        /// The moment from which the units may be sold to others.
        held_until: Timestamp,
    },
}

/// A step of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderStep {
    /// The order.
    pub order: OrderId,
    /// The step.
    pub kind: OrderStepKind,
    /// The party that takes it.
    pub actor: OrderActor,
    /// The reason or other words for the order's history; empty if there are none.
    pub note: String,
    /// The moment.
    pub now: Timestamp,
}

/// The kind of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderStepKind {
    /// The payment has succeeded: the order is placed, and gets its number. Units whose hold has lapsed meanwhile are held
    /// once more, if they are still there.
    Confirm {
        /// The name of that second hold.
        second_hold: HoldToken,
    },
    /// The payment has failed for good: the order is cancelled, and its units, uses of promotions and gift cards are given back.
    Fail,
    /// The buyer or the staff cancel the order before its goods have left: units, uses of promotions and money are given back.
    Cancel {
        /// The name of the refund, if money came in.
        refund: RefundId,
    },
    /// The goods leave the stock.
    Dispatch,
    /// The goods have arrived.
    Deliver,
}

/// The answer to an [`OrderCommand`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderAnswer {
    /// The order.
    pub order: OrderId,
    /// Its number, once it is placed.
    pub number: Option<String>,
    /// Its state.
    pub state: OrderState,
    /// False if the command was carried out before, and this one has changed nothing.
    pub is_new: bool,
}

/// The reason why an [`OrderCommand`] is not carried out. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// Fewer units are left than lines have.
    #[error("only {available} units of line {} are available", lines.first().copied().unwrap_or_default())]
    SoldOut {
        /// The keys of the lines of the variant that is short.
        lines: Vec<u64>,
        /// The units of it that can be sold.
        available: u32,
    },
    /// The cart was changed, ordered or emptied since the buyer saw it.
    #[error("the cart was changed meanwhile")]
    CartChanged,
    /// A promotion was used as often as it may be.
    #[error("the promotion {promotion} was used as often as it may be")]
    PromotionUsedUp {
        /// The promotion.
        promotion: String,
    },
    /// A gift card no longer has the money that it was to pay.
    #[error(transparent)]
    GiftCard(GiftCardRefusal),
    /// The units can't be held or sold for another reason.
    #[error(transparent)]
    Stock(StockRefusal),
    /// No order has this id.
    #[error("there is no such order")]
    NoSuchOrder,
    /// The order is not in a state from which the step can be taken.
    #[error("the order is {0} already")]
    InState(OrderState),
}

impl OrderRefusal {
    /// Returns the reason as metrics name it.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::SoldOut { .. } => "sold-out",
            Self::CartChanged => "cart-changed",
            Self::PromotionUsedUp { .. } => "promotion-used-up",
            Self::GiftCard(_) => "gift-card",
            Self::Stock(refusal) => refusal.reason(),
            Self::NoSuchOrder => "no-such-order",
            Self::InState(_) => "in-state",
        }
    }
}
