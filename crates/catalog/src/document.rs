//! The catalogue's part of the import and export format.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use types::{Country, Gtin, MarketsDocument, PriceList, Sku, Slug, Stock, TargetDocument, Translated, Window};

use crate::{Amount, AttributeKind, FactDocument, QuantityPrices, SchemaProperty};

/// A category; the order of the list is the order of siblings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryDocument {
    /// The name in documents, independent of its slugs.
    pub code: Slug,
    /// The parent's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Slug>,
    /// The name in URLs.
    pub slug: Translated<Slug>,
    /// The name shoppers read.
    pub name: Translated,
    /// A sentence or two under the name.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub description: Translated,
    /// The picture's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// True if it is no longer public.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
    /// The target of its addresses while it is archived; without it, they answer 410.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<TargetDocument>,
}

/// An attribute of products, with its values in the order that shoppers see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeDocument {
    /// The name in documents and query strings, such as `colour`.
    pub code: Slug,
    /// The name shoppers read.
    pub name: Translated,
    /// The kind of what products have of it.
    #[serde(default, skip_serializing_if = "AttributeKind::has_values")]
    pub kind: AttributeKind,
    /// The unit of its numbers; empty if they have none.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub unit: Translated,
    /// True if listings offer it as a filter.
    pub facet: bool,
    /// True if the product page shows it among the details.
    #[serde(default, skip_serializing_if = "is_false")]
    pub shown: bool,
    /// The heading that the details stand under; empty if they stand under none of their own.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub group: Translated,
    /// The property of schema.org that it means, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema_property: Option<SchemaProperty>,
    /// Its values; none unless the kind is `values`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<AttributeValueDocument>,
}

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeValueDocument {
    /// The name in documents and query strings, such as `clay`.
    pub code: Slug,
    /// The name shoppers read.
    pub label: Translated,
    /// The colour of its swatch, as `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swatch: Option<Swatch>,
}

/// A colour as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Swatch(String);

/// A product with its texts, options, variants and pictures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductDocument {
    /// The name in documents, independent of its slugs.
    pub code: Slug,
    /// The code of its home category.
    pub category: Slug,
    /// The name in URLs.
    pub slug: Translated<Slug>,
    /// The name shoppers read.
    pub name: Translated,
    /// The description, in Markdown.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub description: Translated,
    /// The title and description for search engines, where they differ from the page's.
    #[serde(default, skip_serializing_if = "SeoDocument::is_empty")]
    pub seo: SeoDocument,
    /// The materials.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub material: Translated,
    /// The care instructions.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub care: Translated,
    /// The brand, the same in every language; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub brand: String,
    /// The Harmonised System code for customs and Indian GST: 4, 6 or 8 digits; empty if it is unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hsn: String,
    /// The country that it is made in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_of_origin: Option<Country>,
    /// The class of its value-added tax, such as `reduced`; empty for the standard one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_class: String,
    /// The markets that sell it; without it, every market in whose currency it has a price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markets: Option<MarketsDocument>,
    /// Words that the rules of collections refer to.
    #[serde(default)]
    pub tags: Vec<Slug>,
    /// The rank in lists by popularity; the highest comes first.
    #[serde(default)]
    pub popularity: u32,
    /// The time in which it is public; without it, it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Window>,
    /// True if it is no longer public, whatever `published` says.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
    /// The target of its addresses while it is archived; without it, they answer 410.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<TargetDocument>,
    /// The values that all its variants share, by attribute code.
    #[serde(default)]
    pub attributes: BTreeMap<Slug, Vec<Slug>>,
    /// The number, or yes or no, that all its variants share, by the code of an attribute of such a kind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<Slug, FactDocument>,
    /// The attributes that a buyer chooses by, in the order of the page.
    #[serde(default)]
    pub options: Vec<OptionDocument>,
    /// The variants on sale: one value of each option.
    pub variants: Vec<VariantDocument>,
    /// The pictures, in the order of the page.
    pub pictures: Vec<ProductPictureDocument>,
}

/// The texts of a product for search engines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeoDocument {
    /// The title; empty for the product's name.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub title: Translated,
    /// The description; empty for the product's own.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub description: Translated,
}

/// An option, with the values that this product comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionDocument {
    /// The attribute's code.
    pub attribute: Slug,
    /// The codes of the values, in order.
    pub values: Vec<Slug>,
}

/// A variant: one value of each option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantDocument {
    /// The name in the warehouse.
    pub sku: Sku,
    /// The Global Trade Item Number: EAN, UPC or ISBN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gtin: Option<Gtin>,
    /// The manufacturer's part number; empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mpn: String,
    /// The value of each option, by attribute code.
    #[serde(default)]
    pub options: BTreeMap<Slug, Slug>,
    /// The weight in grams; 0 if it is unknown.
    #[serde(default)]
    pub weight_g: u32,
    /// Length, width and height.
    #[serde(default)]
    pub dimensions_mm: Dimensions,
    /// The regular price per currency or market, in minor units, at all times.
    pub price: BTreeMap<PriceList, Amount>,
    /// The higher amount per currency or market that the regular price is compared with, if it is a reduction.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub compare_at: BTreeMap<PriceList, Amount>,
    /// Prices for a limited time, which take precedence over the regular one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scheduled_prices: Vec<ScheduledPriceDocument>,
    /// Lower prices of one unit from a number of units on, per currency or market.
    #[serde(default, skip_serializing_if = "QuantityPrices::is_empty")]
    pub quantity_prices: QuantityPrices,
    /// Units in the warehouse, or untracked.
    pub stock: Stock,
}

/// Lengths in millimetres; 0 if a length is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimensions {
    /// The longer horizontal side.
    pub length: u32,
    /// The shorter horizontal side.
    pub width: u32,
    /// The height.
    pub height: u32,
}

/// A price for a limited time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduledPriceDocument {
    /// The list that it belongs to: a currency's, or a market's.
    pub currency: PriceList,
    /// The price, in minor units.
    pub amount: Amount,
    /// The higher amount that it is compared with. Without it, a price that ends is compared with the regular price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare_at: Option<Amount>,
    /// The first moment of the price. Without `to`, it has no end.
    pub from: jiff::Timestamp,
    /// The moment at which the price ends, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<jiff::Timestamp>,
}

/// A picture of a product, or of one value of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductPictureDocument {
    /// The picture's file, as the document's `pictures` names it.
    pub file: String,
    /// The option's value that it shows, by attribute code; empty if it shows none in particular.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shows: BTreeMap<Slug, Slug>,
}

/// A list of products, by hand or by rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionDocument {
    /// The name in documents.
    pub code: Slug,
    /// The name in URLs. No category may have the same.
    pub slug: Translated<Slug>,
    /// The name shoppers read.
    pub name: Translated,
    /// A sentence or two under the name.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub description: Translated,
    /// The picture's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The time in which it is public; without it, it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Window>,
    /// True if it is no longer public, whatever `published` says.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
    /// The target of its addresses while it is archived; without it, they answer 410.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<TargetDocument>,
    /// Its products.
    pub members: MembersDocument,
}

/// The products of a collection: a list or a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MembersDocument {
    /// The products with these codes, in this order.
    Products(Vec<Slug>),
    /// Every product that matches the rule, now and later.
    Rule(Rule),
}

/// A rule: a product must meet every condition. An empty condition is met by all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The product is in one of these categories, by code, or below one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Slug>,
    /// The product has one of these tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Slug>,
    /// The product has one of the values of each attribute, by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Slug, Vec<Slug>>,
    /// A variant costs no more than this now, reductions included, per currency or market, in minor units. A market
    /// that is missing with its currency has no limit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub price_at_most: BTreeMap<PriceList, Amount>,
}

impl SeoDocument {
    /// Returns `true` if neither text is there in any language.
    pub fn is_empty(&self) -> bool {
        self.title.is_empty() && self.description.is_empty()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Swatch {
    /// Returns the colour as `#rrggbb`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Swatch {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let digits = text.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Self(text))
        } else {
            Err("a swatch is a colour written as #rrggbb")
        }
    }
}

impl From<Swatch> for String {
    fn from(swatch: Swatch) -> Self {
        swatch.0
    }
}
