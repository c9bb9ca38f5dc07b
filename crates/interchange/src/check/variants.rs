use std::collections::HashMap;

use catalog::{Amount, OptionDocument, ProductDocument, ScheduledPriceDocument, VariantDocument};
use types::{Market, Slug};

use super::Check;
use crate::field::At;

impl Check<'_> {
    pub(crate) fn variants(&mut self, list: At<'_>, product: &ProductDocument) {
        self.rule(list, !product.variants.is_empty(), || "a product has at least one variant; add it".to_owned());
        for (index, variant) in product.variants.iter().enumerate() {
            let at = list.index(index);
            self.sku(at.field("sku"), &product.code, variant);
            self.prices(at.field("price"), variant);
            self.compared(at.field("compare_at"), variant);
            self.scheduled_prices(at.field("scheduled_prices"), &variant.scheduled_prices);
        }
    }

    /// Each variant is another choice of the product's options.
    pub(crate) fn choices(&mut self, list: At<'_>, product: &ProductDocument) {
        let mut met = HashMap::new();
        for (index, variant) in product.variants.iter().enumerate() {
            let element = list.index(index);
            let at = element.field("options");
            self.choice(at, &product.options, variant);
            if let Some(twin) = met.insert(&variant.options, &variant.sku) {
                self.broken(at, || format!("the variant \"{twin}\" has the same options; tell them apart"));
            }
        }
    }

    fn sku(&mut self, at: At<'_>, product: &Slug, variant: &VariantDocument) {
        let sku = &variant.sku;
        let key = sku.key();
        if let Some(other) = self.skus.get(&key).or_else(|| self.shop.keeper_of_sku(&key)) {
            let message = format!("the product \"{other}\" has the SKU \"{sku}\"; give each variant its own");
            self.broken(at, || message);
            return;
        }
        self.skus.insert(key, product.clone());
    }

    /// Exactly one value of each option.
    fn choice(&mut self, at: At<'_>, options: &[OptionDocument], variant: &VariantDocument) {
        for option in options {
            self.chosen(at, option, variant.options.get(&option.attribute));
        }
        for attribute in variant.options.keys() {
            let kept = options.iter().any(|option| option.attribute == *attribute);
            self.rule(at.field(attribute.as_str()), kept, || {
                format!("the product has no option \"{attribute}\"; add it to \"options\" or leave it out")
            });
        }
    }

    fn chosen(&mut self, at: At<'_>, option: &OptionDocument, value: Option<&Slug>) {
        let attribute = &option.attribute;
        let offered = || option.values.iter().map(Slug::as_str).collect::<Vec<_>>().join(", ");
        match value {
            None => self.broken(at.field(attribute.as_str()), || {
                format!("the variant has no value for the option \"{attribute}\"; write one of {}", offered())
            }),
            Some(value) => self.rule(at.field(attribute.as_str()), option.values.contains(value), || {
                format!("the option \"{attribute}\" has no value \"{value}\"; write one of {}", offered())
            }),
        }
    }

    fn prices(&mut self, at: At<'_>, variant: &VariantDocument) {
        for currency in Market::ALL.map(Market::currency) {
            let code = currency.code();
            self.rule(at.field(code), variant.price.contains_key(&currency), || {
                format!("the price in {code} is missing; write one in minor units")
            });
        }
    }

    /// A reduction is below what it is compared with.
    fn compared(&mut self, at: At<'_>, variant: &VariantDocument) {
        for (currency, compare_at) in &variant.compare_at {
            if let Some(amount) = variant.price.get(currency) {
                self.compares_upwards(at.field(currency.code()), *amount, *compare_at);
            }
        }
    }

    fn compares_upwards(&mut self, at: At<'_>, amount: Amount, compare_at: Amount) {
        self.rule(at, compare_at > amount, || {
            format!("this is not above the price, {}; write a higher amount or leave it out", amount.minor())
        });
    }

    fn scheduled_prices(&mut self, list: At<'_>, prices: &[ScheduledPriceDocument]) {
        for (index, price) in prices.iter().enumerate() {
            let at = list.index(index);
            self.forwards(at.field("to"), price.from, price.to);
            if let Some(compare_at) = price.compare_at {
                self.compares_upwards(at.field("compare_at"), price.amount, compare_at);
            }
            let is_later = price.from.as_millisecond() > 0;
            self.rule(at.field("from"), is_later, || "write a moment after 1970, when \"price\" begins".to_owned());
            let starts = |other: &ScheduledPriceDocument| (other.currency, other.from.as_millisecond());
            let is_new = prices[..index].iter().all(|other| starts(other) != starts(price));
            self.rule(at.field("from"), is_new, || {
                format!("another price in {} starts at this moment; leave one out", price.currency.code())
            });
        }
    }
}
