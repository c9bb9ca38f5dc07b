//! The largest numbers that the shop takes from documents and requests.
//!
//! They are far above what shops sell, and far enough below 2⁶³ that no sum or product of a page, a cart or a listing
//! leaves 64 bits: a million units at the highest price make 10¹⁸. They are also below 2⁵³, so that a number read as a
//! JSON double keeps its value.

/// The highest price of one unit, in minor units: ten billion in major ones.
pub const MAX_PRICE: i64 = 1_000_000_000_000;
/// The most units of a variant that one location counts.
pub const MAX_STOCK: u32 = 1_000_000_000;
/// The highest weight of a variant, in grams: a thousand tonnes.
pub const MAX_WEIGHT: u32 = 1_000_000_000;
/// The longest side of a variant, in millimetres: a kilometre.
pub const MAX_LENGTH: u32 = 1_000_000;
/// The highest popularity of a product.
pub const MAX_POPULARITY: u32 = 1_000_000_000;
