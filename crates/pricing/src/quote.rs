//! The quote, and its explanation.

use serde::{Deserialize, Serialize};
use types::{Currency, Timestamp};

use crate::Percent;

/// The price of a cart with its working. Amounts are in minor units of [`Self::currency`].
///
/// The rows add up to the total: `taxable + tax + rounding = total`, and `total = Σ tenders + due`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The revision of the request.
    pub revision: u64,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The lines by their keys, then delivery, then fees by their codes, then the rounding line.
    pub rows: Vec<QuoteRow>,
    /// The promotions that took something off, in the order in which they did.
    pub applied: Vec<AppliedPromotion>,
    /// The promotions and codes that took nothing off, by id, with reasons.
    pub not_applied: Vec<NotApplied>,
    /// The lines before discounts.
    pub goods: i64,
    /// All discounts, those of delivery included.
    pub discount: i64,
    /// The delivery after discounts.
    pub delivery: i64,
    /// The fees.
    pub fees: i64,
    /// The amounts without their tax.
    pub taxable: i64,
    /// The tax.
    pub tax: i64,
    /// The rounding line.
    pub rounding: i64,
    /// The amount to be paid.
    pub total: i64,
    /// The parts of the total that gift cards and credit pay.
    pub tenders: Vec<TenderUse>,
    /// The part of the total that is left for a payment.
    pub due: i64,
    /// SHA-256 over the canonical encoding of the quote.
    pub digest: [u8; 32],
}

/// The name of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKey {
    /// A line, by its key.
    Line(u64),
    /// The delivery.
    Delivery,
    /// A fee, by its code.
    Fee(String),
    /// The rounding line.
    Rounding,
}

/// A row of a quote: `amount = base − discount`. Prices that include tax have `amount = taxable + tax`, others
/// `amount = taxable`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteRow {
    /// The name.
    pub key: RowKey,
    /// The units; 1 for rows that are not lines.
    pub quantity: u32,
    /// The price of one unit at this quantity.
    pub unit_price: i64,
    /// The amount before discounts.
    pub base: i64,
    /// The sum of discounts.
    pub discount: i64,
    /// The amount after discounts.
    pub amount: i64,
    /// The amount without tax.
    pub taxable: i64,
    /// The tax.
    pub tax: i64,
    /// The parts of the amount by their taxes: one for a line, several for a delivery that is taxed like the goods.
    pub shares: Vec<TaxShare>,
}

/// A part of a row's amount that has one tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxShare {
    /// The part of the amount.
    pub amount: i64,
    /// This part without its tax.
    pub taxable: i64,
    /// The tax by component.
    pub parts: Vec<TaxPart>,
}

/// A component of a tax with its amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxPart {
    /// The component's name.
    pub name: String,
    /// The component's rate.
    pub rate: Percent,
    /// The amount.
    pub tax: i64,
}

/// A promotion that took something off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedPromotion {
    /// The promotion's id.
    pub promotion: String,
    /// The code that it was applied by.
    pub code: Option<String>,
    /// The sum of its discounts.
    pub discount: i64,
    /// Its discount of each row that it changed.
    pub rows: Vec<RowDiscount>,
}

/// A discount of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDiscount {
    /// The row.
    pub row: RowKey,
    /// The amount taken off.
    pub discount: i64,
}

/// A promotion or a code that took nothing off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotApplied {
    /// The promotion's id; `None` for an unknown code.
    pub promotion: Option<String>,
    /// The code as it was entered.
    pub code: Option<String>,
    /// The reason.
    pub reason: NotAppliedReason,
}

/// The reason why a promotion took nothing off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAppliedReason {
    /// No promotion has this code.
    UnknownCode,
    /// It is for other markets.
    OtherMarkets,
    /// It was used as often as it may be.
    UsedUp,
    /// It has not begun.
    NotYet {
        /// The beginning.
        from: Timestamp,
    },
    /// It has ended.
    Expired {
        /// The end.
        to: Timestamp,
    },
    /// The cart has nothing that it is for.
    NoEligibleItems,
    /// Its lines have too low a value before discounts.
    NeedsValue {
        /// The value that it needs.
        needed: i64,
        /// The value that there is.
        have: i64,
    },
    /// Its lines have too few units.
    NeedsQuantity {
        /// The units that it needs.
        needed: u64,
        /// The units that there are.
        have: u64,
    },
    /// Nothing is left to take off, such as free delivery without a delivery.
    NothingToDiscount,
    /// Another promotion of its group saves more, or as much.
    OtherOfGroup {
        /// The other promotion.
        by: String,
    },
    /// An exclusive promotion saves more.
    Exclusive {
        /// The exclusive promotion.
        by: String,
    },
    /// The other discounts save more.
    OthersSaveMore,
}

/// The part of the total that a gift card or credit pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderUse {
    /// The tender's id.
    pub key: String,
    /// The amount that is used.
    pub used: i64,
    /// The amount that it has afterwards.
    pub left: i64,
}
