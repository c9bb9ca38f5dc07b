//! The digest of a quote: SHA-256 over its canonical encoding.
//!
//! The encoding is specified here, by hand, so that no library changes it. Numbers are big-endian: a count and a quantity
//! `u32`, a rate `u32` in parts per million, an amount `i64`, a key and a revision `u64`. A text is its count of bytes
//! and its UTF-8. In this order:
//!
//! 1. the bytes `vitrine quote 1`, whose number rises with each change of the encoding;
//! 2. revision; the three letters of the currency;
//! 3. the count of rows, and each: its kind as a byte (0 line, 1 delivery, 2 fee, 3 rounding), then a line's key or a fee's
//!    code; quantity; price of one unit; amount before discounts; discount; amount; the count of its shares, and each:
//!    amount, taxable amount, the count of its parts, and each: name, rate, tax;
//! 4. the count of applied promotions, and each: id, discount;
//! 5. total; the count of tenders, and each: id, amount used; the amount due.

use sha2::{Digest, Sha256};

use crate::{Quote, QuoteRow, RowKey, TaxShare};

/// The first bytes, with the version of the encoding.
const VERSION: &[u8] = b"vitrine quote 1";

/// Returns the digest of a quote, whose own field `digest` is not part of it.
pub(crate) fn digest(quote: &Quote) -> [u8; 32] {
    let mut encoded = Encoding(Vec::with_capacity(1024));
    encoded.0.extend(VERSION);
    encoded.0.extend(quote.revision.to_be_bytes());
    encoded.0.extend(quote.currency.code().as_bytes());
    encoded.list(&quote.rows, Encoding::row);
    encoded.list(&quote.applied, |encoded, applied| {
        encoded.text(&applied.promotion);
        encoded.amount(applied.discount);
    });
    encoded.amount(quote.total);
    encoded.list(&quote.tenders, |encoded, tender| {
        encoded.text(&tender.key);
        encoded.amount(tender.used);
    });
    encoded.amount(quote.due);
    Sha256::digest(&encoded.0).into()
}

/// The bytes so far.
struct Encoding(Vec<u8>);

impl Encoding {
    fn number(&mut self, number: u32) {
        self.0.extend(number.to_be_bytes());
    }

    fn amount(&mut self, amount: i64) {
        self.0.extend(amount.to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.extend(text.as_bytes());
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(items.len() as u32);
        items.iter().for_each(|item| write(self, item));
    }

    fn row(&mut self, row: &QuoteRow) {
        match &row.key {
            RowKey::Line(key) => {
                self.0.push(0);
                self.0.extend(key.to_be_bytes());
            }
            RowKey::Delivery => self.0.push(1),
            RowKey::Fee(code) => {
                self.0.push(2);
                self.text(code);
            }
            RowKey::Rounding => self.0.push(3),
        }
        self.number(row.quantity);
        [row.unit_price, row.base, row.discount, row.amount].into_iter().for_each(|amount| self.amount(amount));
        self.list(&row.shares, Self::share);
    }

    fn share(&mut self, share: &TaxShare) {
        self.amount(share.amount);
        self.amount(share.taxable);
        self.list(&share.parts, |encoded, part| {
            encoded.text(&part.name);
            encoded.number(part.rate.ppm());
            encoded.amount(part.tax);
        });
    }
}
