//! The arithmetic of refunds: any pieces add up to the whole.
//!
//! A line with the gross amount G and the quantity Q returns `R(n) = half_up(G·n ÷ Q)` for its first n units, so k more
//! units after j return `R(j + k) − R(j)`; the same holds for each component of its tax. Discounts are not evaluated again.

use std::fmt;

use serde::{Deserialize, Serialize};
use types::Overflow;

use crate::{
    Quote, QuoteRow, RowKey,
    rounding::{half_up, largest_remainder},
    taxes::sum,
};

/// The refunds of a quote so far. It belongs to one quote, and every call takes the same one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundLedger {
    rows: Vec<RowState>,
    /// The money returned so far.
    money: i64,
    /// The money returned so far to each tender, and last to the payment.
    tenders: Vec<i64>,
}

/// The refunds of a row so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RowState {
    units: u32,
    /// The gross amount.
    amount: i64,
    /// True once a part was returned that is no number of units.
    is_partial: bool,
    /// The tax by share and component.
    taxes: Vec<i64>,
}

/// A piece of a refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundPiece {
    /// Units of a line.
    Units {
        /// The line's key.
        line: u64,
        /// The units.
        units: u32,
    },
    /// An amount of a delivery, a fee or a line: at most what is left of it.
    Amount {
        /// The row.
        row: RowKey,
        /// The amount, tax included.
        amount: i64,
    },
    /// An amount over all rows, by what is left of them.
    Goodwill {
        /// The amount, tax included.
        amount: i64,
    },
}

/// A refund.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// The refund of each row that has one, in the order of the quote.
    pub rows: Vec<RowRefund>,
    /// The money that is returned beside the rows: the rounding line, with the last piece.
    pub rounding: i64,
    /// The money that is returned.
    pub total: i64,
    /// The tenders that it goes to: the payment first, then gift cards and credit from the last one on.
    pub tenders: Vec<TenderRefund>,
}

/// A refund of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRefund {
    /// The row.
    pub row: RowKey,
    /// The units that are returned.
    pub units: u32,
    /// The gross amount: `taxable + tax`.
    pub amount: i64,
    /// The amount without tax.
    pub taxable: i64,
    /// The tax.
    pub tax: i64,
    /// The tax by component, in the order of the row's shares and their parts.
    pub parts: Vec<i64>,
}

/// The part of a refund that goes to one tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderRefund {
    /// The tender's id; `None` for the payment.
    pub tender: Option<String>,
    /// The amount.
    pub amount: i64,
}

/// The reason why there is no refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefundError {
    /// The quote has no such row.
    UnknownRow(RowKey),
    /// More units than are left.
    TooManyUnits {
        /// The line's key.
        line: u64,
        /// The units that are left.
        left: u32,
    },
    /// More goodwill than is left of all rows, or an amount below zero.
    TooMuch {
        /// The amount that is left.
        left: i64,
    },
    /// The ledger is of another quote.
    OtherQuote,
    /// A sum does not fit into 64 bits.
    Overflow,
}

impl RefundLedger {
    /// Returns the ledger of a quote without refunds.
    pub fn new(quote: &Quote) -> Self {
        let state =
            |row: &QuoteRow| RowState { units: 0, amount: 0, is_partial: false, taxes: vec![0; taxes(row).count()] };
        let rows = refundable(quote).map(state).collect();
        Self { rows, money: 0, tenders: vec![0; quote.tenders.len() + 1] }
    }

    /// Returns the money that is not returned yet.
    pub const fn left(&self, quote: &Quote) -> i64 {
        quote.total - self.money
    }

    /// Refunds pieces, one after the other, and enters them. A failure enters nothing.
    pub fn refund(&mut self, quote: &Quote, pieces: &[RefundPiece]) -> Result<Refund, RefundError> {
        if self.rows.len() != refundable(quote).count() || self.tenders.len() != quote.tenders.len() + 1 {
            return Err(RefundError::OtherQuote);
        }
        let mut after = self.clone();
        for piece in pieces {
            after.enter(quote, piece)?;
        }
        let refund = after.settle(quote, self)?;
        *self = after;
        Ok(refund)
    }

    fn enter(&mut self, quote: &Quote, piece: &RefundPiece) -> Result<(), RefundError> {
        match piece {
            RefundPiece::Units { line, units } => {
                let place = place_of(quote, &RowKey::Line(*line))?;
                self.rows[place].return_units(row_at(quote, place)?, *line, *units)
            }
            RefundPiece::Amount { row, amount } => {
                let place = place_of(quote, row)?;
                let left = gross(row_at(quote, place)?) - self.rows[place].amount;
                ensure_not_negative(*amount, left)?;
                self.rows[place].return_part(row_at(quote, place)?, (*amount).min(left))
            }
            RefundPiece::Goodwill { amount } => {
                let left: Vec<i64> =
                    refundable(quote).zip(&self.rows).map(|(row, state)| gross(row) - state.amount).collect();
                let all = sum(left.iter().copied())?;
                if *amount > all {
                    return Err(RefundError::TooMuch { left: all });
                }
                ensure_not_negative(*amount, all)?;
                let shares = largest_remainder(*amount, &left)?;
                for ((row, state), share) in refundable(quote).zip(&mut self.rows).zip(shares) {
                    if share > 0 {
                        state.return_part(row, share)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Returns the difference from the state before, and enters its money.
    fn settle(&mut self, quote: &Quote, before: &Self) -> Result<Refund, RefundError> {
        let states = self.rows.iter().zip(&before.rows);
        let rows: Vec<RowRefund> =
            refundable(quote).zip(states).filter_map(|(row, (after, before))| difference(row, after, before)).collect();
        let of_rows = sum(rows.iter().map(|row| row.amount))?;
        let is_last = refundable(quote).zip(&self.rows).all(|(row, state)| state.amount == gross(row));
        // A total that was rounded down returns less than its rows, and never more than was paid.
        let left = quote.total - before.money;
        let total = if is_last { left } else { of_rows.min(left) };
        self.money = before.money + total;
        Ok(Refund { rounding: total - of_rows, tenders: self.return_money(quote, total), rows, total })
    }

    /// Splits money over the payment and the tenders, the last one first.
    fn return_money(&mut self, quote: &Quote, mut money: i64) -> Vec<TenderRefund> {
        let payment = (None, quote.due);
        let tenders = quote.tenders.iter().map(|tender| (Some(&tender.key), tender.used));
        let mut returned = Vec::new();
        for (place, (tender, paid)) in tenders.chain([payment]).enumerate().collect::<Vec<_>>().into_iter().rev() {
            let amount = money.min(paid - self.tenders[place]);
            if amount > 0 {
                self.tenders[place] += amount;
                money -= amount;
                returned.push(TenderRefund { tender: tender.cloned(), amount });
            }
        }
        returned
    }
}

impl RowState {
    fn return_units(&mut self, row: &QuoteRow, line: u64, units: u32) -> Result<(), RefundError> {
        let left = row.quantity - self.units;
        if units > left {
            return Err(RefundError::TooManyUnits { line, left });
        }
        let cumulative = |amount: i64, units: u32| half_up(amount, i64::from(units), i64::from(row.quantity));
        let all = gross(row);
        let part = cumulative(all, self.units + units)? - cumulative(all, self.units)?;
        self.units += units;
        if self.is_partial {
            return self.return_part(row, part.min(all - self.amount));
        }
        self.amount += part;
        for (returned, tax) in self.taxes.iter_mut().zip(taxes(row)) {
            *returned = cumulative(tax, self.units)?;
        }
        Ok(())
    }

    /// Returns an amount that is no number of units: its tax is in proportion to all that is returned of the row.
    fn return_part(&mut self, row: &QuoteRow, amount: i64) -> Result<(), RefundError> {
        self.is_partial = true;
        self.amount += amount;
        let all = gross(row);
        for (returned, tax) in self.taxes.iter_mut().zip(taxes(row)) {
            *returned = if all == 0 { tax } else { half_up(tax, self.amount, all)? };
        }
        Ok(())
    }
}

fn difference(row: &QuoteRow, after: &RowState, before: &RowState) -> Option<RowRefund> {
    let parts: Vec<i64> = after.taxes.iter().zip(&before.taxes).map(|(after, before)| after - before).collect();
    let (units, amount) = (after.units - before.units, after.amount - before.amount);
    let tax = parts.iter().sum::<i64>();
    let is_there = after != before;
    is_there.then(|| RowRefund { row: row.key.clone(), units, amount, taxable: amount - tax, tax, parts })
}

/// Returns the rows that refunds are made of: all but the rounding line.
fn refundable(quote: &Quote) -> impl Iterator<Item = &QuoteRow> {
    quote.rows.iter().filter(|row| row.key != RowKey::Rounding)
}

fn place_of(quote: &Quote, key: &RowKey) -> Result<usize, RefundError> {
    refundable(quote).position(|row| row.key == *key).ok_or_else(|| RefundError::UnknownRow(key.clone()))
}

fn row_at(quote: &Quote, place: usize) -> Result<&QuoteRow, RefundError> {
    refundable(quote).nth(place).ok_or(RefundError::OtherQuote)
}

/// Returns the amount of a row with its tax.
const fn gross(row: &QuoteRow) -> i64 {
    row.taxable + row.tax
}

fn taxes(row: &QuoteRow) -> impl Iterator<Item = i64> {
    row.shares.iter().flat_map(|share| &share.parts).map(|part| part.tax)
}

const fn ensure_not_negative(amount: i64, left: i64) -> Result<(), RefundError> {
    if amount < 0 { Err(RefundError::TooMuch { left }) } else { Ok(()) }
}

impl From<Overflow> for RefundError {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

impl fmt::Display for RefundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownRow(row) => write!(f, "the quote has no row {row:?}"),
            Self::TooManyUnits { line, left } => write!(f, "only {left} units of line {line} are left to refund"),
            Self::TooMuch { left } => write!(f, "a refund is 0 to {left} minor units, which is what is left"),
            Self::OtherQuote => f.write_str("the ledger of refunds is of another quote"),
            Self::Overflow => f.write_str("a sum of the refund does not fit into 64 bits"),
        }
    }
}

impl std::error::Error for RefundError {}
