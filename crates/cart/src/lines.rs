//! The changes of lines.

use types::Sku;

use crate::{
    CartContent, CartEntry, CartError, CheckoutChoices, LineKey, MOST_LINES, MOST_UNITS, SeenPrice,
    bounds::MOST_REMOVED,
};

impl CartContent {
    /// Adds units of a variant: to its line, or as a new one. `seen` is the price that the shopper has just seen. Returns the
    /// line's key.
    ///
    /// # Errors
    ///
    /// If the cart has no room for another line.
    pub fn add(&mut self, sku: Sku, quantity: u32, seen: Option<SeenPrice>) -> Result<LineKey, CartError> {
        let key = sku.key();
        if let Some(line) = self.lines.iter_mut().find(|line| line.sku.key() == key) {
            line.quantity = line.quantity.saturating_add(quantity).clamp(1, MOST_UNITS);
            line.seen = line.seen.or(seen);
            return Ok(line.key);
        }
        if self.lines.len() >= MOST_LINES {
            return Err(CartError::Full);
        }
        let line = CartEntry { key: self.take_key(), sku, quantity: quantity.clamp(1, MOST_UNITS), seen };
        let key = line.key;
        self.lines.push(line);
        Ok(key)
    }

    /// Sets the units of a line; 0 removes it. A line that is not there stays away.
    pub fn set_quantity(&mut self, key: LineKey, quantity: u32) {
        if quantity == 0 {
            self.remove(key);
        } else if let Some(line) = self.lines.iter_mut().find(|line| line.key == key) {
            line.quantity = quantity.min(MOST_UNITS);
        }
    }

    /// Removes a line; it can be put back.
    pub fn remove(&mut self, key: LineKey) {
        let Some(at) = self.lines.iter().position(|line| line.key == key) else { return };
        self.removed.push(self.lines.remove(at));
        let surplus = self.removed.len().saturating_sub(MOST_REMOVED);
        self.removed.drain(..surplus);
    }

    /// Puts a removed line back where it was. If the variant was added again meanwhile, its line stays as it is.
    pub fn put_back(&mut self, key: LineKey) {
        let Some(at) = self.removed.iter().position(|line| line.key == key) else { return };
        let line = self.removed.remove(at);
        let sku = line.sku.key();
        if self.lines.len() < MOST_LINES && self.lines.iter().all(|other| other.sku.key() != sku) {
            let place = self.lines.partition_point(|other| other.key < line.key);
            self.lines.insert(place, line);
        }
    }

    /// Takes over what another cart of the visitor has and this one has not: lines, codes, gift cards, and what was typed.
    /// Lines and codes without room are left out.
    pub(crate) fn take_over(&mut self, other: Self) {
        for line in other.lines {
            if self.lines.iter().all(|own| own.sku.key() != line.sku.key()) {
                let _is_full = self.add(line.sku, line.quantity, line.seen);
            }
        }
        for code in &other.codes {
            let _is_full = self.add_code(code);
        }
        for card in other.gift_cards {
            let _is_full = self.add_gift_card(card);
        }
        if self.note.is_empty() {
            self.note = other.note;
        }
        if self.checkout.contact.is_empty() {
            self.checkout = CheckoutChoices { key: self.checkout.key.clone(), ..other.checkout };
        }
    }

    /// Records the prices of one unit as the shopper has seen them.
    pub fn accept_prices(&mut self, seen: impl Fn(LineKey) -> Option<SeenPrice>) {
        for line in &mut self.lines {
            line.seen = seen(line.key).or(line.seen);
        }
    }

    const fn take_key(&mut self) -> LineKey {
        let key = LineKey(self.next_key);
        self.next_key = self.next_key.saturating_add(1);
        key
    }
}
