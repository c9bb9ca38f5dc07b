use serde::{Deserialize, Serialize};
use types::{Currency, MarketCode, Sku, Timestamp, Translated, Window};

use super::AmountsDocument;
use crate::{Availability, Effect, ItemSelection, Percent, PromotionRule};

/// A promotion in the import and export format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromotionDocument {
    /// The name in documents: letters, digits and hyphens.
    pub id: String,
    /// The name shoppers read.
    pub name: Translated,
    /// The markets that have it; without it, every market that its amounts are written for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markets: Vec<MarketCode>,
    /// The time in which it holds; without it, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// The code that shoppers enter; without it, it applies by itself. Case and outer spaces are ignored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The value that its items must have before any discount, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_value: Option<AmountsDocument>,
    /// The units that its items must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_quantity: Option<u32>,
    /// The items that it is for; without it, all.
    #[serde(default, skip_serializing_if = "SelectionDocument::is_empty")]
    pub items: SelectionDocument,
    /// The items that it is not for.
    #[serde(default, skip_serializing_if = "SelectionDocument::is_empty")]
    pub except: SelectionDocument,
    /// The discount.
    pub effect: EffectDocument,
    /// The most that it takes off in one cart, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<AmountsDocument>,
    /// The group of promotions of which the best one applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// True if it is never combined with another one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// The place among promotions of one stage: the lowest is calculated first.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub priority: i32,
    /// The most orders that use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The most orders of one customer that use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_per_customer: Option<u32>,
}

/// Returns a code as it is compared: trimmed, and in lower case.
pub fn fold_code(code: &str) -> String {
    code.trim().to_lowercase()
}

/// Returns a SKU as it is compared; a text that is none, as it is.
pub fn fold_sku(sku: &str) -> String {
    Sku::new(sku).map_or_else(|_| sku.to_owned(), |sku| sku.key().as_str().to_owned())
}

/// Products, variants, categories, collections and tags. An item is selected if any of them is one of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionDocument {
    /// Codes of products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// SKUs of variants, without regard to case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// Codes of categories, with everything below them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Codes of collections.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<String>,
    /// Tags of products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// The discount of a promotion. Discounts of items are calculated first, then those of the order, then those of delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum EffectDocument {
    /// A percentage off each item.
    ItemsPercent {
        /// The percentage.
        percent: Percent,
    },
    /// An amount off each unit.
    ItemsAmount {
        /// The amount per unit, in minor units.
        amount: AmountsDocument,
    },
    /// Of every `buy + get` units, the cheapest `get` are reduced.
    BuyGet {
        /// The units at the full price.
        buy: u32,
        /// The units with the discount.
        get: u32,
        /// The discount of these units; without it, they are free.
        #[serde(default = "whole", skip_serializing_if = "is_whole")]
        percent: Percent,
        /// The most times that it applies in one cart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        times: Option<u32>,
    },
    /// The cheapest units are reduced, once.
    Cheapest {
        /// The units with the discount.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        units: u32,
        /// The discount of these units; without it, they are free.
        #[serde(default = "whole", skip_serializing_if = "is_whole")]
        percent: Percent,
    },
    /// A percentage off all items together.
    OrderPercent {
        /// The percentage.
        percent: Percent,
    },
    /// An amount off all items together.
    OrderAmount {
        /// The amount, in minor units.
        amount: AmountsDocument,
    },
    /// Delivery is free.
    FreeDelivery {},
    /// A percentage off the delivery.
    DeliveryPercent {
        /// The percentage.
        percent: Percent,
    },
    /// An amount off the delivery.
    DeliveryAmount {
        /// The amount, in minor units.
        amount: AmountsDocument,
    },
}

impl PromotionDocument {
    /// Returns the rule for one market. A promotion without an amount for a market is not there.
    pub fn rule(&self, market: MarketCode, currency: Currency) -> PromotionRule {
        let amount = |amounts: &AmountsDocument| amounts.amount(market, currency);
        let effect = self.effect.resolve(market, currency);
        let [minimum_value, cap] = [&self.minimum_value, &self.cap].map(|amounts| amounts.as_ref().map(amount));
        let has_amounts = effect.is_some() && minimum_value != Some(None) && cap != Some(None);
        let is_here = has_amounts && (self.markets.is_empty() || self.markets.contains(&market));
        let [from, to] = Window::bounds(self.window.as_ref());
        PromotionRule {
            id: self.id.clone(),
            priority: self.priority,
            availability: if is_here { Availability::Usable } else { Availability::OtherMarkets },
            from,
            to,
            code: self.code.as_deref().map(fold_code),
            group: self.group.clone(),
            exclusive: self.exclusive,
            cap: cap.flatten(),
            items: self.items.resolve(),
            except: self.except.resolve(),
            minimum_value: minimum_value.flatten(),
            minimum_quantity: self.minimum_quantity,
            effect: effect.unwrap_or(Effect::OrderAmount { amount: 0 }),
        }
    }

    /// Returns true if it may apply at this moment in this market; without one, in a market that no promotion names.
    pub(super) fn is_active(&self, market: Option<MarketCode>, at: Timestamp) -> bool {
        let [from, to] = Window::bounds(self.window.as_ref());
        let is_here = self.markets.is_empty() || market.is_some_and(|market| self.markets.contains(&market));
        is_here && from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to)
    }
}

impl SelectionDocument {
    /// Returns true if it selects nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn resolve(&self) -> ItemSelection {
        let Self { products, variants, categories, collections, tags } = self.clone();
        let variants = variants.iter().map(|sku| fold_sku(sku)).collect();
        ItemSelection { products, variants, categories, collections, tags }
    }
}

impl EffectDocument {
    /// Returns the amounts that it takes off, if it is not a percentage.
    pub const fn amount(&self) -> Option<&AmountsDocument> {
        match self {
            Self::ItemsAmount { amount } | Self::OrderAmount { amount } | Self::DeliveryAmount { amount } => {
                Some(amount)
            }
            Self::ItemsPercent { .. }
            | Self::BuyGet { .. }
            | Self::Cheapest { .. }
            | Self::OrderPercent { .. }
            | Self::FreeDelivery {}
            | Self::DeliveryPercent { .. } => None,
        }
    }

    fn resolve(&self, market: MarketCode, currency: Currency) -> Option<Effect> {
        let in_market = |amounts: &AmountsDocument| amounts.amount(market, currency);
        Some(match self {
            Self::ItemsPercent { percent } => Effect::ItemsPercent { percent: *percent },
            Self::ItemsAmount { amount } => Effect::ItemsAmount { amount: in_market(amount)? },
            Self::BuyGet { buy, get, percent, times } => {
                Effect::BuyGet { buy: *buy, get: *get, percent: *percent, times: *times }
            }
            Self::Cheapest { units, percent } => Effect::Cheapest { units: *units, percent: *percent },
            Self::OrderPercent { percent } => Effect::OrderPercent { percent: *percent },
            Self::OrderAmount { amount } => Effect::OrderAmount { amount: in_market(amount)? },
            Self::FreeDelivery {} => Effect::DeliveryPercent { percent: Percent::WHOLE },
            Self::DeliveryPercent { percent } => Effect::DeliveryPercent { percent: *percent },
            Self::DeliveryAmount { amount } => Effect::DeliveryAmount { amount: in_market(amount)? },
        })
    }
}

const fn whole() -> Percent {
    Percent::WHOLE
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_whole(percent: &Percent) -> bool {
    *percent == Percent::WHOLE
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_one(units: &u32) -> bool {
    *units == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(priority: &i32) -> bool {
    *priority == 0
}
