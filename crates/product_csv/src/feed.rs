//! The neutral form of a product file.

/// A product of a file, with its variants and pictures.
///
/// Texts are as the file has them, without spaces at their ends. An empty text means that the file says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedProduct {
    /// The line of its first row, counted from 1.
    pub line: u64,
    /// The name in URLs. WooCommerce exports none.
    pub handle: String,
    /// The name shoppers read.
    pub title: String,
    /// The description.
    pub description: FeedText,
    /// A short description, as WooCommerce shows it beside the price.
    pub summary: FeedText,
    /// The brand or vendor.
    pub vendor: String,
    /// The merchant's own kind of product, such as `Mug`.
    pub product_type: String,
    /// The categories, each as a path from the root: `["Home", "Kitchen"]`.
    pub categories: Vec<Vec<String>>,
    /// The names of collections.
    pub collections: Vec<String>,
    /// The tags.
    pub tags: Vec<String>,
    /// The state of publication.
    pub status: FeedStatus,
    /// True if the file marks it as featured.
    pub featured: bool,
    /// True if it is a gift card.
    pub gift_card: bool,
    /// The regions that the file names: true where it is sold.
    pub regions: Vec<(String, bool)>,
    /// The options that a buyer chooses by, in order. Empty if there is one variant without a choice.
    pub options: Vec<FeedOption>,
    /// The variants, at least one.
    pub variants: Vec<FeedVariant>,
    /// The pictures in the order of the page, each address once, pictures of variants included.
    pub images: Vec<FeedImage>,
    /// Further facts: metafields, facets, attributes, Google Shopping columns.
    pub attributes: Vec<FeedAttribute>,
    /// The title for search engines.
    pub seo_title: String,
    /// The description for search engines.
    pub seo_description: String,
    /// The Harmonised System code.
    pub hs_code: String,
    /// The country of origin.
    pub country_of_origin: String,
    /// Products that are shown with it.
    pub related: Vec<FeedReference>,
}

/// A formatted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedText {
    /// The text as Markdown (CommonMark with tables). All words are in it, but not formatting that Markdown lacks.
    pub markdown: String,
    /// The original HTML, if some of its formatting is not in the Markdown; each loss is also a
    /// [`NotKept`](crate::NotKept).
    pub html: Option<String>,
}

/// The state of publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedStatus {
    /// On sale. Files that say nothing mean this.
    #[default]
    Published,
    /// Has a page, but is in no listing.
    Unlisted,
    /// Complete, but not shown to shoppers.
    Hidden,
    /// Not complete yet.
    Draft,
    /// No longer sold.
    Archived,
}

/// An option that a buyer chooses by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedOption {
    /// The name, such as `Colour`.
    pub name: String,
    /// The values that variants have, in order.
    pub values: Vec<String>,
}

/// A variant of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedVariant {
    /// The line of its row, counted from 1.
    pub line: u64,
    /// The stock keeping unit; empty if the file has none.
    pub sku: String,
    /// The GTIN, UPC, EAN or ISBN.
    pub barcode: String,
    /// The manufacturer part number.
    pub mpn: String,
    /// One value for each of the product's options, in their order.
    pub options: Vec<String>,
    /// The prices.
    pub prices: Vec<FeedPrice>,
    /// The compare-at prices and sales that the file has columns for and this variant has none of, with empty amounts.
    pub ended_prices: Vec<FeedPrice>,
    /// The weight in grams, rounded; `None` if unknown. Files write 0 for unknown.
    pub weight_g: Option<u32>,
    /// The length in millimetres, rounded.
    pub length_mm: Option<u32>,
    /// The width in millimetres, rounded.
    pub width_mm: Option<u32>,
    /// The height in millimetres, rounded.
    pub height_mm: Option<u32>,
    /// The stock.
    pub stock: FeedStock,
    /// True if it may be ordered without stock.
    pub backorder: bool,
    /// The tax class, category or code.
    pub tax_class: String,
    /// False if no tax is charged.
    pub taxable: Option<bool>,
    /// False if nothing is shipped.
    pub requires_shipping: Option<bool>,
    /// False if this variant alone is switched off.
    pub enabled: Option<bool>,
    /// The addresses of its pictures, all of them in the product's `images`.
    pub images: Vec<String>,
    /// Further facts about this variant.
    pub attributes: Vec<FeedAttribute>,
}

/// A price of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPrice {
    /// The meaning of the amount.
    pub kind: PriceKind,
    /// The market or region whose column it is from; `None` for the main one.
    pub region: Option<String>,
    /// The currency's code, if the file or the column map says it.
    pub currency: Option<String>,
    /// The amount as digits, with a point before decimals if there are any: `1299.00`.
    pub amount: String,
}

/// The meaning of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriceKind {
    /// The price at all times: Shopify's `Price`, WooCommerce's `Regular price`.
    Base,
    /// The higher amount that the base price is compared with.
    CompareAt,
    /// A reduced price in place of the base price: WooCommerce's `Sale price`.
    Sale {
        /// The first day or moment, as `2026-11-27` or `2026-11-27 09:30:00` in the shop's time; `None` for always.
        from: Option<String>,
        /// The last day, inclusive, or the last moment; `None` for open.
        until: Option<String>,
    },
    /// The cost for the merchant. It is not for shoppers.
    Cost,
}

/// The stock of a variant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedStock {
    /// The file says nothing.
    #[default]
    Unknown,
    /// Nobody counts it; it can be bought.
    Untracked,
    /// Nobody counts it; it is out of stock.
    OutOfStock,
    /// Units on hand.
    Units(u32),
}

/// A picture of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedImage {
    /// The line of its row, counted from 1.
    pub line: u64,
    /// The URL or file name.
    pub source: String,
    /// The alternative text; empty if there is none.
    pub alt: String,
}

/// A fact about a product or variant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedAttribute {
    /// The stable name: a metafield's `namespace.key`, else the name itself.
    pub key: String,
    /// The name that people read.
    pub name: String,
    /// The values.
    pub values: Vec<String>,
    /// False if the source shop does not show it on the page.
    pub visible: bool,
}

/// A reference from one product to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedReference {
    /// The SKU of the other product, or `id:` and its number in the source shop.
    pub product: String,
    /// True if it is shown with the cart instead of the product (a cross-sell).
    pub with_cart: bool,
}
