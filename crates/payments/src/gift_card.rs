//! Gift cards: issued with a code that is shown once, and used like money.

mod code;

use pricing::{Tender, TenderUse};
use types::{Currency, Money, OrderId, Timestamp};

pub use code::{GiftCardCode, GiftCardCodeError};

/// The beginning of the keys that gift cards have as tenders.
const TENDER: &str = "gift-card-";

/// A gift card to issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGiftCard {
    /// Its code. Only its hash is stored.
    pub code: GiftCardCode,
    /// The money on it, above zero.
    pub amount: Money,
    /// The moment from which it can't be used; without it, it can be used for all time.
    pub expires_at: Option<Timestamp>,
}

/// A gift card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftCard {
    /// Its id.
    pub id: i64,
    /// The last four characters of its code.
    pub last_four: String,
    /// The money that was on it at first.
    pub issued: Money,
    /// The money on it, in minor units.
    pub balance: i64,
    /// The state.
    pub state: GiftCardState,
    /// The moment from which it can't be used.
    pub expires_at: Option<Timestamp>,
    /// The moment at which it was issued.
    pub issued_at: Timestamp,
}

/// The use of a gift card by an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardUse {
    /// The card.
    pub card: i64,
    /// The order.
    pub order: OrderId,
    /// The amount, above zero.
    pub amount: Money,
}

/// A use of a gift card by an order, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedCard {
    /// The card.
    pub card: i64,
    /// The last four characters of its code.
    pub last_four: String,
    /// The order.
    pub order: OrderId,
    /// The currency of the amounts.
    pub currency: Currency,
    /// The amount that was used, in minor units.
    pub amount: i64,
    /// The amount that went back, in minor units.
    pub given_back: i64,
    /// The moment of the use.
    pub used_at: Timestamp,
}

/// The state of a gift card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GiftCardState {
    /// It can be used.
    Active,
    /// Staff have blocked it.
    Blocked,
}

/// The reason why a gift card can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GiftCardRefusal {
    /// There is no such card.
    #[error("there is no such gift card")]
    Unknown,
    /// Staff have blocked it.
    #[error("the gift card is blocked")]
    Blocked,
    /// Its time is over.
    #[error("the gift card has expired")]
    Expired {
        /// The moment from which it can't be used.
        at: Timestamp,
    },
    /// It has money of another currency.
    #[error("the gift card is in {0}")]
    OtherCurrency(Currency),
    /// It has less money than is to be used.
    #[error("the gift card has {left} minor units left")]
    TooLittle {
        /// The money on it, in minor units.
        left: i64,
    },
}

impl GiftCardState {
    /// Returns the name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Blocked => "blocked",
        }
    }

    pub(crate) fn stored(name: &str) -> Option<Self> {
        [Self::Active, Self::Blocked].into_iter().find(|state| state.as_str() == name)
    }
}

impl GiftCard {
    /// Returns the card as a means of payment in a quote.
    pub fn tender(&self) -> Tender {
        Tender { key: format!("{TENDER}{}", self.id), balance: self.balance }
    }

    /// Returns the reason why the card can't be used for a cart in this currency, if there is one.
    pub fn refusal(&self, currency: Currency, now: Timestamp) -> Option<GiftCardRefusal> {
        match (self.state, self.expires_at.filter(|end| *end <= now)) {
            (GiftCardState::Blocked, _) => Some(GiftCardRefusal::Blocked),
            (GiftCardState::Active, Some(at)) => Some(GiftCardRefusal::Expired { at }),
            _ if self.issued.currency != currency => Some(GiftCardRefusal::OtherCurrency(self.issued.currency)),
            _ if self.balance == 0 => Some(GiftCardRefusal::TooLittle { left: 0 }),
            _ => None,
        }
    }
}

/// Returns the card that a quote's tender is, if it is one.
pub fn card_of_tender(tender: &TenderUse) -> Option<i64> {
    tender.key.strip_prefix(TENDER)?.parse().ok()
}
