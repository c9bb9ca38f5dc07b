//! What a merchant writes of the catalogue, and reads back: the catalogue's part of the import and export format.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use types::{Currency, Sku, Slug, Stock, Translated, Window, bounds::MAX_PRICE};

/// A node of the category tree; its position is its place in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryDocument {
    /// The name it has in documents, whatever its slugs are.
    pub code: Slug,
    /// The code of the category it belongs under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Slug>,
    /// The name it has in URLs.
    pub slug: Translated<Slug>,
    /// The name shoppers read.
    pub name: Translated,
    /// A sentence or two under the name.
    pub description: Translated,
    /// The file of its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

/// A thing products can be told apart by, with its values in the order shoppers see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeDocument {
    /// The name it has in documents and in query strings: `colour`.
    pub code: Slug,
    /// The name shoppers read.
    pub name: Translated,
    /// Whether listings offer to filter by it.
    pub facet: bool,
    /// Its values.
    pub values: Vec<AttributeValueDocument>,
}

/// One value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeValueDocument {
    /// The name it has in documents and in query strings: `clay`.
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

/// A product with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductDocument {
    /// The name it has in documents, whatever its slugs are.
    pub code: Slug,
    /// The code of its home category.
    pub category: Slug,
    /// The name it has in URLs.
    pub slug: Translated<Slug>,
    /// The name shoppers read.
    pub name: Translated,
    /// What it is, in a paragraph.
    pub description: Translated,
    /// What it is made of, in words.
    pub material: Translated,
    /// How to look after it.
    pub care: Translated,
    /// The name of its maker, the same in every language; empty where there is none to tell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub brand: String,
    /// The Harmonised System code that customs and Indian GST go by: 4, 6 or 8 digits.
    pub hsn: String,
    /// Words that rules of collections can ask for.
    #[serde(default)]
    pub tags: Vec<Slug>,
    /// Higher comes first under "popular".
    #[serde(default)]
    pub popularity: u32,
    /// When it is public from and to; without it, it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Window>,
    /// What all its variants share, by attribute code.
    #[serde(default)]
    pub attributes: BTreeMap<Slug, Vec<Slug>>,
    /// The attributes a buyer chooses by, in the order they are asked.
    #[serde(default)]
    pub options: Vec<OptionDocument>,
    /// What is sold: one choice of each option.
    pub variants: Vec<VariantDocument>,
    /// Its pictures, the first one first.
    pub pictures: Vec<ProductPictureDocument>,
}

/// An option and the values this product comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionDocument {
    /// The code of the attribute chosen by.
    pub attribute: Slug,
    /// The codes of the values on offer, in order.
    pub values: Vec<Slug>,
}

/// One choice of each option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantDocument {
    /// The name it has in the warehouse.
    pub sku: Sku,
    /// The chosen value of each option, by attribute code.
    #[serde(default)]
    pub options: BTreeMap<Slug, Slug>,
    /// Grams.
    pub weight_g: u32,
    /// Length, width, height.
    pub dimensions_mm: Dimensions,
    /// The regular price, which has no beginning and no end, per currency, in minor units.
    pub price: BTreeMap<Currency, Amount>,
    /// The higher amount that the regular price is compared with, where it is a reduction, per currency.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub compare_at: BTreeMap<Currency, Amount>,
    /// Prices that hold for a while and beat the one above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scheduled_prices: Vec<ScheduledPriceDocument>,
    /// Units on the shelf, or that nobody counts them.
    pub stock: Stock,
}

/// Millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimensions {
    /// Along the longer side, lying.
    pub length: u32,
    /// Along the shorter side, lying.
    pub width: u32,
    /// Upwards.
    pub height: u32,
}

/// An amount to be paid, in minor units: from 1 to [`MAX_PRICE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Amount(i64);

/// A price that holds from a moment to a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduledPriceDocument {
    /// In what.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount: Amount,
    /// The higher amount that it is compared with; if left out, and the price ends, the regular price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare_at: Option<Amount>,
    /// From when, for ever if `to` is left out.
    pub from: jiff::Timestamp,
    /// To when; at that very moment it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<jiff::Timestamp>,
}

/// A picture of a product, perhaps of one value of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductPictureDocument {
    /// The picture's file, as the document's `pictures` names it.
    pub file: String,
    /// The value it shows, by attribute code, where it shows one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shows: BTreeMap<Slug, Slug>,
}

/// A list of products, by hand or by rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionDocument {
    /// The name it has in documents.
    pub code: Slug,
    /// The name it has in URLs, which it shares a space with categories in.
    pub slug: Translated<Slug>,
    /// The name shoppers read.
    pub name: Translated,
    /// A sentence or two under the name.
    pub description: Translated,
    /// The file of its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// When it is public from and to; without it, it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Window>,
    /// What is in it.
    pub members: MembersDocument,
}

/// What decides which products a collection holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MembersDocument {
    /// These product codes, in this order.
    Products(Vec<Slug>),
    /// Whatever fits, now and later.
    Rule(Rule),
}

/// All of these must fit; what is left out asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// In one of these categories, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Slug>,
    /// With one of these tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Slug>,
    /// With one of the values of each attribute, by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<Slug, Vec<Slug>>,
    /// With a variant that costs no more than this at the moment, sales included, per currency, in minor units; a market
    /// that is not named has no limit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub price_at_most: BTreeMap<Currency, Amount>,
}

impl Amount {
    /// `minor` units, if that is from 1 to [`MAX_PRICE`].
    pub fn new(minor: i64) -> Result<Self, &'static str> {
        if (1..=MAX_PRICE).contains(&minor) {
            Ok(Self(minor))
        } else {
            Err("a price is a whole number of minor units from 1 to 1000000000000")
        }
    }

    /// `minor` units as the database has them: a shop may hold amounts that were written before there was a bound, and
    /// an export writes what is there.
    pub(crate) const fn stored(minor: i64) -> Self {
        Self(minor)
    }

    /// Minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Amount {
    type Error = &'static str;

    fn try_from(minor: i64) -> Result<Self, &'static str> {
        Self::new(minor)
    }
}

impl From<Amount> for i64 {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

impl Swatch {
    /// As `#rrggbb`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_above_nothing_and_within_the_bound_that_its_refusal_names() {
        for minor in [1, MAX_PRICE] {
            assert_eq!(Amount::new(minor).map(Amount::minor), Ok(minor));
        }
        for minor in [i64::MIN, 0, MAX_PRICE + 1, i64::MAX] {
            let refused = Amount::new(minor).unwrap_err();

            assert!(refused.ends_with(&format!("from 1 to {MAX_PRICE}")), "{refused}");
        }
    }
}
