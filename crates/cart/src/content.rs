use serde::{Deserialize, Serialize};
use types::{Currency, Sku};

use crate::{CheckoutChoices, Form, MOST_CODES, MOST_GIFT_CARDS, bounds::MOST_NOTE};

/// The name of a line within its cart. It is never used again for another line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineKey(pub u32);

/// The content of a cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CartContent {
    /// The lines, the oldest first. Each variant has one line.
    pub lines: Vec<CartEntry>,
    /// The lines that were removed last and can be put back, the newest last.
    pub removed: Vec<CartEntry>,
    /// The key of the next line.
    pub next_key: u32,
    /// The codes as they were entered.
    pub codes: Vec<String>,
    /// The gift cards, in the order in which they are used.
    pub gift_cards: Vec<GiftCardOfCart>,
    /// A message of the shopper about the order.
    pub note: String,
    /// The fields of the address for which the cart page estimates the delivery.
    pub estimate: Form,
    /// The choices of the checkout.
    pub checkout: CheckoutChoices,
}

/// A line of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartEntry {
    /// Its name.
    pub key: LineKey,
    /// The variant.
    pub sku: Sku,
    /// The units.
    pub quantity: u32,
    /// The price of one unit when the shopper last saw and accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<SeenPrice>,
}

/// The price of one unit as a shopper has seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenPrice {
    /// The amount in minor units.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// A gift card that pays for a part of the cart. Its code is not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftCardOfCart {
    /// The card's id.
    pub id: i64,
    /// The last four characters of the code, by which its owner knows it.
    pub last_four: String,
}

/// The reason why a code or gift card can't be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing was entered, or too much.
    #[error("this is no code")]
    Malformed,
    /// The cart has as many as it can have.
    #[error("the cart can't have more codes")]
    TooMany,
}

/// The most characters of a code.
const MOST_CODE: usize = 64;

impl CartContent {
    /// Returns the units of all lines.
    pub fn units(&self) -> u32 {
        self.lines.iter().fold(0, |sum, line| sum.saturating_add(line.quantity))
    }

    /// Adds a code; one that is there, in whatever case, is not added twice.
    ///
    /// # Errors
    ///
    /// If it is no code, or there are too many.
    pub fn add_code(&mut self, code: &str) -> Result<(), CodeError> {
        let code = code.trim();
        if code.is_empty() || code.chars().count() > MOST_CODE || code.chars().any(char::is_control) {
            return Err(CodeError::Malformed);
        }
        if self.codes.iter().any(|other| is_same_code(other, code)) {
            return Ok(());
        }
        if self.codes.len() >= MOST_CODES {
            return Err(CodeError::TooMany);
        }
        self.codes.push(code.to_owned());
        Ok(())
    }

    /// Removes a code.
    pub fn remove_code(&mut self, code: &str) {
        self.codes.retain(|other| !is_same_code(other, code));
    }

    /// Adds a gift card, once.
    ///
    /// # Errors
    ///
    /// If there are too many.
    pub fn add_gift_card(&mut self, card: GiftCardOfCart) -> Result<(), CodeError> {
        if self.gift_cards.iter().any(|other| other.id == card.id) {
            return Ok(());
        }
        if self.gift_cards.len() >= MOST_GIFT_CARDS {
            return Err(CodeError::TooMany);
        }
        self.gift_cards.push(card);
        Ok(())
    }

    /// Removes a gift card.
    pub fn remove_gift_card(&mut self, id: i64) {
        self.gift_cards.retain(|card| card.id != id);
    }

    /// Sets the note, without control characters but line breaks, and cut to its longest length.
    pub fn set_note(&mut self, note: &str) {
        let kept = note.trim().chars().filter(|letter| *letter == '\n' || !letter.is_control());
        self.note = kept.take(MOST_NOTE).collect();
    }
}

fn is_same_code(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
