//! The words that both sides speak: where we sell, in which language, for how much, and the names things go by.
//!
//! Everything here is data without effects: no clock, no environment, no input or output, and it compiles to
//! WebAssembly as it is.

pub mod bounds;
mod id;
mod language;
mod locale;
mod market;
mod money;
mod picture;
mod positions;
pub mod query;
#[cfg(feature = "documents")]
mod sku;
mod slug;
mod slug_lookup;
mod stock;
mod text;
mod timestamp;
#[cfg(feature = "documents")]
mod window;

pub use id::{BlockId, CategoryId, CollectionId, LocationId, PageId, PictureId, ProductId, VariantId};
pub use language::{Direction, Language, Translated};
pub use locale::Locale;
pub use market::{Market, TaxDisplay};
pub use money::{Currency, Money, Overflow};
pub use picture::{Fit, Focus, ImageRef, ListingPictures, RENDITION_WIDTHS, Rung, Shape};
pub use positions::positions;
#[cfg(feature = "documents")]
pub use sku::{Sku, SkuError, SkuKey};
pub use slug::{Slug, SlugError};
pub use slug_lookup::SlugLookup;
pub use stock::{Stock, StockError};
pub use text::{control_character, control_character_in_lines, nfc, unprintable};
pub use timestamp::Timestamp;
#[cfg(feature = "documents")]
pub use window::Window;
