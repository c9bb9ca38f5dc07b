//! The most that one quote takes.
//!
//! A million units at the highest price (`types::bounds::MAX_PRICE`) make 10¹⁸ minor units, which fit into 64 bits. Sums
//! beyond that are refused as an overflow.

/// The most lines of a cart.
pub const MAX_LINES: usize = 200;
/// The most units of a line.
pub const MAX_QUANTITY: u32 = 1_000_000;
/// The most quantity tiers of a price.
pub const MAX_TIERS: usize = 100;
/// The most promotions of a request.
pub const MAX_PROMOTIONS: usize = 200;
/// The most codes of a cart.
pub const MAX_CODES: usize = 5;
/// The most combinations of promotions that are compared for one quote.
pub const MAX_COMBINATIONS: usize = 512;
/// The most fees, and the most tenders, of a quote.
pub const MAX_CHARGES: usize = 16;
/// The most components of one tax.
pub const MAX_COMPONENTS: usize = 16;
/// The highest rate of a tax, all components together, in parts per million: 1,000 percent.
pub const MAX_TAX_PPM: u32 = 10_000_000;
/// The largest step of the rounding line, in minor units.
pub const MAX_ROUND_TO: i64 = 1_000_000;
/// The most bytes of an id or a code.
pub const MAX_ID_BYTES: usize = 100;
