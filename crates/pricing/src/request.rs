//! The request for a quote: everything resolved for one market, one destination and one moment.

use serde::{Deserialize, Serialize};
use types::{Currency, Timestamp};

use crate::Percent;

/// A cart with everything that its price depends on. Amounts are in minor units of [`Self::currency`].
///
/// The order of lines, promotions, codes and fees has no effect; that of tenders has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteRequest {
    /// The revision of the shop that prices and rules are from.
    pub revision: u64,
    /// The moment that the quote is for.
    pub at: Timestamp,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The lines.
    pub lines: Vec<CartLine>,
    /// The promotions: automatic ones, and those whose codes were entered.
    #[serde(default)]
    pub promotions: Vec<PromotionRule>,
    /// The codes that the shopper entered. The case of ASCII letters and outer spaces are ignored; callers fold other
    /// letters (`documents::fold_code`).
    #[serde(default)]
    pub codes: Vec<String>,
    /// The delivery that the shopper chose.
    #[serde(default)]
    pub delivery: Option<Charge>,
    /// Fees, such as cash on delivery or wrapping.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// The calculation of the tax.
    #[serde(default)]
    pub tax_mode: TaxMode,
    /// The step that the total is rounded to, in minor units; 0 or 1 for none.
    #[serde(default)]
    pub round_to: i64,
    /// Gift cards and credit, in the order in which they are used.
    #[serde(default)]
    pub tenders: Vec<Tender>,
}

/// A line of a cart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartLine {
    /// The stable id, by which ties are decided.
    pub key: u64,
    /// The units.
    pub quantity: u32,
    /// The price of one unit by quantity. The line has the price of the last tier that it reaches.
    pub prices: Vec<PriceTier>,
    /// The product's code.
    #[serde(default)]
    pub product: String,
    /// The variant's SKU. It is compared exactly with those of promotions; callers fold both (`documents::fold_sku`).
    #[serde(default)]
    pub variant: String,
    /// The categories, those above them included.
    #[serde(default)]
    pub categories: Vec<String>,
    /// The collections.
    #[serde(default)]
    pub collections: Vec<String>,
    /// The tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The components of its tax; none if it is exempt. A rate of zero is a component.
    #[serde(default)]
    pub tax: Vec<TaxComponent>,
}

/// The price of one unit from a quantity on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceTier {
    /// The quantity from which it holds; 1 for the first.
    pub from: u32,
    /// The price of one unit.
    pub price: i64,
}

/// A component of a tax, such as `CGST`, or a county's part of a sales tax.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxComponent {
    /// The name on papers.
    pub name: String,
    /// The rate.
    pub rate: Percent,
}

/// The calculation of tax from an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxMode {
    /// No tax.
    #[default]
    None,
    /// Prices include it: `half_up(g·r ÷ (1 + r))` by the rate of all components, which then share it.
    Included,
    /// Prices include it, and each component is rounded by itself (CGST Rules 2017, rule 35): with two halves of a rate,
    /// both are the same.
    IncludedEach,
    /// It is added: `half_up(n·r)` by the rate of all components, which then share it.
    Added,
}

/// The price of the delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// The amount.
    pub amount: i64,
    /// Its tax.
    #[serde(default)]
    pub tax: ChargeTax,
}

/// A fee. Promotions don't change fees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// The code, such as `cod`.
    pub code: String,
    /// The amount.
    pub amount: i64,
    /// Its tax.
    #[serde(default)]
    pub tax: ChargeTax,
}

/// The tax on a delivery or a fee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeTax {
    /// No tax.
    #[default]
    None,
    /// These components.
    Rate(Vec<TaxComponent>),
    /// The taxes of the goods, by their amounts.
    Goods,
    /// The tax of the goods with the highest rate.
    HighestOfGoods,
}

/// A gift card or credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tender {
    /// The id.
    pub key: String,
    /// The amount that it has.
    pub balance: i64,
}

/// A promotion, resolved for one market.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromotionRule {
    /// The id.
    pub id: String,
    /// The place among the promotions of its stage: the lowest comes first, then the lower id.
    #[serde(default)]
    pub priority: i32,
    /// The reason why it can't be used here, if there is one.
    #[serde(default)]
    pub availability: Availability,
    /// The moment from which it holds.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// The moment from which it no longer holds.
    #[serde(default)]
    pub to: Option<Timestamp>,
    /// The code that it needs.
    #[serde(default)]
    pub code: Option<String>,
    /// The group of which at most one promotion applies.
    #[serde(default)]
    pub group: Option<String>,
    /// True if it applies alone or not at all.
    #[serde(default)]
    pub exclusive: bool,
    /// The most that it takes off.
    #[serde(default)]
    pub cap: Option<i64>,
    /// The lines that it is for; all if the selection is empty.
    #[serde(default)]
    pub items: ItemSelection,
    /// The lines that it is not for.
    #[serde(default)]
    pub except: ItemSelection,
    /// The value that its lines must have, at prices before any discount.
    #[serde(default)]
    pub minimum_value: Option<i64>,
    /// The units that its lines must have.
    #[serde(default)]
    pub minimum_quantity: Option<u32>,
    /// The discount.
    pub effect: Effect,
}

/// The usability of a promotion in the market of the request, apart from its window and its conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// It can be used.
    #[default]
    Usable,
    /// It is for other markets.
    OtherMarkets,
    /// It was used as often as it may be.
    UsedUp,
}

/// Products, variants, categories, collections and tags. A line is selected if any of them is one of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemSelection {
    /// Codes of products.
    #[serde(default)]
    pub products: Vec<String>,
    /// SKUs of variants.
    #[serde(default)]
    pub variants: Vec<String>,
    /// Codes of categories.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Codes of collections.
    #[serde(default)]
    pub collections: Vec<String>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// The discount of a promotion. Its kind decides the stage: discounts of items come first, then those of the order, then
/// those of delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// A percentage off each line.
    ItemsPercent {
        /// The percentage.
        percent: Percent,
    },
    /// An amount off each unit, at most the line.
    ItemsAmount {
        /// The amount per unit.
        amount: i64,
    },
    /// Of every `buy + get` units, the cheapest `get` are reduced.
    BuyGet {
        /// The units at the full price.
        buy: u32,
        /// The units with the discount.
        get: u32,
        /// The discount of these units.
        percent: Percent,
        /// The most times that it applies in one cart.
        #[serde(default)]
        times: Option<u32>,
    },
    /// The cheapest units are reduced, once.
    Cheapest {
        /// The units with the discount.
        units: u32,
        /// The discount of these units.
        percent: Percent,
    },
    /// A percentage off all lines together.
    OrderPercent {
        /// The percentage.
        percent: Percent,
    },
    /// An amount off all lines together, at most their sum.
    OrderAmount {
        /// The amount.
        amount: i64,
    },
    /// A percentage off the delivery.
    DeliveryPercent {
        /// The percentage.
        percent: Percent,
    },
    /// An amount off the delivery, at most its price.
    DeliveryAmount {
        /// The amount.
        amount: i64,
    },
}
