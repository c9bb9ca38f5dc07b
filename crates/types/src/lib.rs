//! Types that all crates share: markets, locales, money, slugs, SKUs, pictures and ids.
//!
//! They are plain data, without a clock, an environment, or input and output, and compile to WebAssembly.

pub mod bounds;
mod country;
mod currency;
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

pub use country::{Country, UnknownCountry};
pub use currency::{Currency, UnknownCurrency};
pub use id::{BlockId, CategoryId, CollectionId, LocationId, PageId, PictureId, ProductId, VariantId};
pub use language::{Direction, Language, Translated};
pub use locale::Locale;
pub use market::{Market, TaxDisplay};
pub use money::{Money, MoneyError, Overflow};
pub use picture::{Fit, Focus, ImageRef, ListingPictures, RENDITION_WIDTHS, RenditionWidth, Shape};
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
