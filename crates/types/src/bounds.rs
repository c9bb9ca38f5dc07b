//! The largest numbers, texts and lists that the shop takes from documents and requests.
//!
//! They are far above what shops sell, and far enough below 2⁶³ that no sum or product of a page, a cart or a listing
//! overflows 64 bits: a million units at the highest price make 10¹⁸. They are also below 2⁵³, so that a number read as
//! a JSON double keeps its value.

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

/// The last moment at which a window or a price may begin or end, in milliseconds since 1970: the end of the year 2999.
pub const LAST_MOMENT: i64 = 32_503_679_999_999;

/// The most bytes of a name, title or label in one language.
pub const MAX_NAME_BYTES: usize = 1_000;
/// The most bytes of a picture's alternative text in one language, and of a file's name.
pub const MAX_ALT_BYTES: usize = 2_000;
/// The most bytes of a description or running text in one language.
pub const MAX_TEXT_BYTES: usize = 200_000;

/// The most levels of the category tree, the top one included.
pub const MAX_CATEGORY_DEPTH: usize = 32;
/// The most values of one attribute.
pub const MAX_VALUES: usize = 10_000;
/// The most options of one product.
pub const MAX_OPTIONS: usize = 9;
/// The most variants of one product.
pub const MAX_VARIANTS: usize = 2_000;
/// The most scheduled prices of one variant.
pub const MAX_SCHEDULED_PRICES: usize = 1_000;
/// The most pictures, the most tags, and the most attribute values of one product.
pub const MAX_OF_PRODUCT: usize = 250;
/// The most products that a collection lists by hand.
pub const MAX_MEMBERS: usize = 50_000;
/// The most categories, tags or values in one list of a collection's rule.
pub const MAX_OF_RULE: usize = 1_000;
/// The most items of one menu on one level.
pub const MAX_MENU_ITEMS: usize = 30;
/// The most blocks of one page.
pub const MAX_BLOCKS: usize = 200;
/// The most products or collections that one block names.
pub const MAX_OF_BLOCK: usize = 100;
