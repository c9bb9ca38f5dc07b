use std::{fmt, num::NonZeroU32, str::FromStr};

use types::{Timestamp, VariantId};

/// The name of a hold: 128 random bits, chosen by whoever takes it, before there is an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HoldToken(pub u128);

/// A hold to take: all of its lines or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHold {
    /// Its name. The same hold taken again is one hold.
    pub token: HoldToken,
    /// The purpose.
    pub kind: HoldKind,
    /// The cart, checkout, order or person that it is for, for people to read.
    pub holder: String,
    /// The customer whose units are counted where a line limits them.
    pub customer: Option<String>,
    /// The moment from which it may be released; without one, it stays.
    pub until: Option<Timestamp>,
    /// The units. Lines of one variant are added up.
    pub lines: Vec<HoldLine>,
    /// The moment at which it is taken.
    pub now: Timestamp,
}

/// Units of a variant in a [`NewHold`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldLine {
    /// The variant.
    pub variant: VariantId,
    /// The number of units.
    pub units: NonZeroU32,
    /// The most units that one customer may hold and have bought, this hold included.
    pub per_customer: Option<u32>,
}

/// The purpose of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldKind {
    /// For a payment that is under way.
    Checkout,
    /// For an order, until it is dispatched.
    Order,
    /// By staff.
    Staff,
}

/// The state of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// The units are held.
    Held,
    /// The units can be sold again.
    Released,
    /// The units have left the stock.
    Sold,
}

/// A write of stock, as plain data. Carried out twice, each of them does what it does once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StockCommand {
    /// Takes a hold.
    Hold(NewHold),
    /// Moves the end of a hold, never to an earlier moment. A hold whose end has passed can be extended until it is released.
    Extend {
        /// The hold.
        token: HoldToken,
        /// Its new end.
        until: Timestamp,
    },
    /// Makes a hold one for an order. It has no end from then on.
    Confirm {
        /// The hold.
        token: HoldToken,
    },
    /// Lets the units of a hold be sold again.
    Release {
        /// The hold.
        token: HoldToken,
        /// The moment of the release.
        now: Timestamp,
    },
    /// Takes the units of a hold out of the stock: they are sold and have left.
    Sell {
        /// The hold.
        token: HoldToken,
        /// The moment of the sale.
        now: Timestamp,
    },
    /// Releases holds whose end has passed, the oldest first.
    ReleaseLapsed {
        /// The moment of the release.
        now: Timestamp,
        /// The most rows of holds to look at.
        most: u32,
    },
}

/// The reason why a [`StockCommand`] is not carried out. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StockRefusal {
    /// Fewer units can be sold than are asked for.
    #[error("only {available} units are available")]
    SoldOut {
        /// The variant.
        variant: VariantId,
        /// The units that can be sold.
        available: u32,
    },
    /// The customer would have more units than one customer may have.
    #[error("one customer may have {left} more units")]
    OverLimit {
        /// The variant.
        variant: VariantId,
        /// The units that the customer may still have.
        left: u32,
    },
    /// No hold has this token.
    #[error("there is no such hold")]
    NoSuchHold,
    /// The hold has ended in another way.
    #[error("the hold is {0} already")]
    Ended(HoldState),
    /// Another hold has this token.
    #[error("another hold has this token")]
    TokenTaken,
    /// The hold has no line.
    #[error("a hold has at least one line")]
    NoLine,
}

impl StockRefusal {
    /// Returns the reason as metrics name it.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::SoldOut { .. } => "sold-out",
            Self::OverLimit { .. } => "over-limit",
            Self::NoSuchHold => "no-such-hold",
            Self::Ended(_) => "ended",
            Self::TokenTaken => "token-taken",
            Self::NoLine => "no-line",
        }
    }
}

/// A text that names no hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hold is named by 32 hexadecimal digits, as `vitrine stock show` prints them")]
pub struct HoldTokenError;

impl fmt::Display for HoldToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for HoldToken {
    type Err = HoldTokenError;

    fn from_str(text: &str) -> Result<Self, HoldTokenError> {
        let is_hex = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let token = is_hex.then(|| u128::from_str_radix(text, 16).ok()).flatten();
        token.map(Self).ok_or(HoldTokenError)
    }
}

database::stored_names! {
    HoldKind: Checkout "checkout", Order "order", Staff "staff";
    HoldState: Held "held", Released "released", Sold "sold";
}
