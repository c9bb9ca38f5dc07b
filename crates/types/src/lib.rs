//! Types that all crates share: markets, locales, money, slugs, SKUs, pictures and ids.
//!
//! They are plain data, without a clock, an environment, or input and output, and compile to WebAssembly.

pub mod bounds;
#[cfg(feature = "documents")]
mod conversion;
mod country;
mod currency;
#[cfg(feature = "documents")]
mod delivery_times;
#[cfg(feature = "documents")]
mod gtin;
mod id;
#[cfg(feature = "documents")]
mod interned;
mod language;
#[cfg(feature = "documents")]
mod locale;
#[cfg(feature = "documents")]
mod market;
mod market_code;
#[cfg(feature = "documents")]
mod markets_document;
mod money;
#[cfg(feature = "documents")]
mod order_id;
mod payment_kind;
mod picture;
mod positions;
pub mod query;
#[cfg(feature = "documents")]
mod sku;
mod slug;
mod local_text;
#[cfg(feature = "documents")]
mod slug_lookup;
mod stock;
#[cfg(feature = "documents")]
mod target;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
mod timestamp;
#[cfg(feature = "documents")]
mod window;

#[cfg(feature = "documents")]
pub use conversion::{Conversion, DecimalNumber, Rounding};
pub use country::{Country, UnknownCountry};
pub use currency::{Currency, UnknownCurrency};
#[cfg(feature = "documents")]
pub use delivery_times::{DeliveryTimes, WeekdaySet};
#[cfg(feature = "documents")]
pub use gtin::{Gtin, GtinError};
pub use id::{
    BlockId, CartId, CategoryId, CollectionId, LocationId, PageId, PictureId, ProductId, VariantId, VisitorId,
};
pub use language::{Direction, Language, Translated};
pub use local_text::LocalText;
#[cfg(feature = "documents")]
pub use locale::{InterfaceTexts, Locale, LocaleFacts};
#[cfg(feature = "documents")]
pub use market::{Decimals, Market, MarketFacts, TaxRule, Units};
pub use market_code::{MarketCode, PriceList};
#[cfg(feature = "documents")]
pub use markets_document::MarketsDocument;
pub use money::{Money, MoneyError, Overflow};
#[cfg(feature = "documents")]
pub use order_id::{CheckoutId, OrderId};
pub use payment_kind::PaymentKind;
pub use picture::{Fit, Focus, ImageRef, ListingPictures, RENDITION_WIDTHS, RenditionWidth, Shape, ladder_widths};
pub use positions::positions;
#[cfg(feature = "documents")]
pub use sku::{Sku, SkuError, SkuKey};
pub use slug::{Slug, SlugError};
#[cfg(feature = "documents")]
pub use slug_lookup::{Gone, LocalSlug, SlugLookup};
pub use stock::{Stock, StockError};
#[cfg(feature = "documents")]
pub use target::{TargetDocument, UnknownTarget};
pub use text::{control_character, control_character_in_lines, nfc, unprintable};
pub use timestamp::Timestamp;
#[cfg(feature = "documents")]
pub use window::Window;
