//! The bounds of a cart. They are within those of the pricing engine.

/// The most lines of a cart.
pub const MOST_LINES: usize = 100;
/// The most units of a line.
pub const MOST_UNITS: u32 = 9_999;
/// The most codes of a cart.
pub const MOST_CODES: usize = 5;
/// The most gift cards of a cart.
pub const MOST_GIFT_CARDS: usize = 5;
/// The most lines that can be put back.
pub(crate) const MOST_REMOVED: usize = 5;
/// The most characters of a note.
pub(crate) const MOST_NOTE: usize = 500;
/// The most characters of a field of the checkout. Longer ones are cut, and then refused by the field's own rule.
pub(crate) const MOST_FIELD: usize = 300;
/// The most fields of a form.
pub(crate) const MOST_FIELDS: usize = 40;
