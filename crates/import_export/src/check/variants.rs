use std::collections::{HashMap, HashSet};

use catalog::{Amount, Dimensions, OptionDocument, ProductDocument, ScheduledPriceDocument, VariantDocument};
use types::{
    Market, Slug,
    bounds::{MAX_LENGTH, MAX_SCHEDULED_PRICES, MAX_VARIANTS, MAX_WEIGHT},
};

use super::Check;
use crate::field::PathCursor;

/// Number of values that a diagnostic names.
const VALUES_TOLD: usize = 20;

/// An option with its values.
struct Offered<'a> {
    attribute: &'a Slug,
    values: HashSet<&'a Slug>,
    /// The first values, as diagnostics name them.
    named: String,
}

impl<'a> Offered<'a> {
    fn of(option: &'a OptionDocument) -> Self {
        let first: Vec<&str> = option.values.iter().take(VALUES_TOLD).map(Slug::as_str).collect();
        let rest = if option.values.len() > VALUES_TOLD { ", …" } else { "" };
        Self {
            attribute: &option.attribute,
            values: option.values.iter().collect(),
            named: format!("{}{rest}", first.join(", ")),
        }
    }
}

impl Check<'_> {
    pub(crate) fn variants(&mut self, list: PathCursor<'_>, product: &ProductDocument) {
        self.rule(list, !product.variants.is_empty(), || "a product has at least one variant; add it".to_owned());
        self.at_most(list, product.variants.len(), MAX_VARIANTS, "variants");
        for (index, variant) in product.variants.iter().enumerate() {
            let at = list.index(index);
            self.sku(at.field("sku"), &product.code, variant);
            self.measures(at, variant);
            self.prices(at.field("price"), variant);
            self.compared(at.field("compare_at"), variant);
            self.scheduled_prices(at.field("scheduled_prices"), &variant.scheduled_prices);
        }
    }

    /// Checks that no two variants choose the same values of the product's options.
    pub(crate) fn choices(&mut self, list: PathCursor<'_>, product: &ProductDocument) {
        let offered: Vec<_> = product.options.iter().map(Offered::of).collect();
        let mut met = HashMap::new();
        for (index, variant) in product.variants.iter().enumerate() {
            let element = list.index(index);
            let at = element.field("options");
            self.choice(at, &offered, variant);
            if let Some(twin) = met.insert(&variant.options, &variant.sku) {
                self.broken(at, || format!("the variant \"{twin}\" has the same options; tell them apart"));
            }
        }
    }

    fn sku(&mut self, at: PathCursor<'_>, product: &Slug, variant: &VariantDocument) {
        let sku = &variant.sku;
        let key = sku.key();
        if let Some(other) = self.skus.get(&key).or_else(|| self.shop.keeper_of_sku(&key)) {
            let message = format!("the product \"{other}\" has the SKU \"{sku}\"; give each variant its own");
            self.broken(at, || message);
            return;
        }
        self.skus.insert(key, product.clone());
    }

    fn measures(&mut self, at: PathCursor<'_>, variant: &VariantDocument) {
        self.number(at.field("weight_g"), variant.weight_g, MAX_WEIGHT);
        let Dimensions { length, width, height } = variant.dimensions_mm;
        let dimensions = at.field("dimensions_mm");
        for (name, side) in [("length", length), ("width", width), ("height", height)] {
            self.number(dimensions.field(name), side, MAX_LENGTH);
        }
    }

    /// Checks that a variant has exactly one value of each option.
    fn choice(&mut self, at: PathCursor<'_>, options: &[Offered<'_>], variant: &VariantDocument) {
        for option in options {
            self.chosen(at, option, variant.options.get(option.attribute));
        }
        for attribute in variant.options.keys() {
            let kept = options.iter().any(|option| option.attribute == attribute);
            self.rule(at.field(attribute.as_str()), kept, || {
                format!("the product has no option \"{attribute}\"; add it to \"options\" or leave it out")
            });
        }
    }

    fn chosen(&mut self, at: PathCursor<'_>, option: &Offered<'_>, value: Option<&Slug>) {
        let attribute = option.attribute;
        match value {
            None => self.broken(at.field(attribute.as_str()), || {
                format!("the variant has no value for the option \"{attribute}\"; write one of {}", option.named)
            }),
            Some(value) => self.rule(at.field(attribute.as_str()), option.values.contains(value), || {
                format!("the option \"{attribute}\" has no value \"{value}\"; write one of {}", option.named)
            }),
        }
    }

    fn prices(&mut self, at: PathCursor<'_>, variant: &VariantDocument) {
        for currency in Market::ALL.map(Market::currency) {
            let code = currency.code();
            self.rule(at.field(code), variant.price.contains_key(&currency), || {
                format!("the price in {code} is missing; write one in minor units")
            });
        }
    }

    /// Checks that each price is below its compare-at price.
    fn compared(&mut self, at: PathCursor<'_>, variant: &VariantDocument) {
        for (currency, compare_at) in &variant.compare_at {
            if let Some(amount) = variant.price.get(currency) {
                self.compares_upwards(at.field(currency.code()), *amount, *compare_at);
            }
        }
    }

    fn compares_upwards(&mut self, at: PathCursor<'_>, amount: Amount, compare_at: Amount) {
        self.rule(at, compare_at > amount, || {
            format!("this is not above the price, {}; write a higher amount or leave it out", amount.minor())
        });
    }

    fn scheduled_prices(&mut self, list: PathCursor<'_>, prices: &[ScheduledPriceDocument]) {
        self.at_most(list, prices.len(), MAX_SCHEDULED_PRICES, "scheduled prices");
        let mut starts = HashSet::new();
        for (index, price) in prices.iter().enumerate() {
            let at = list.index(index);
            self.moments(at, price.from, price.to);
            if let Some(compare_at) = price.compare_at {
                self.compares_upwards(at.field("compare_at"), price.amount, compare_at);
            }
            let is_later = price.from.as_millisecond() > 0;
            self.rule(at.field("from"), is_later, || "write a moment after 1970, when \"price\" begins".to_owned());
            let is_new = starts.insert((price.currency, price.from.as_millisecond()));
            self.rule(at.field("from"), is_new, || {
                format!("another price in {} starts at this moment; leave one out", price.currency.code())
            });
        }
    }
}
