use std::collections::{BTreeSet, HashMap, HashSet};

use catalog::{Amount, Dimensions, OptionDocument, ProductDocument, ScheduledPriceDocument, VariantDocument};
use types::{
    PriceList, Slug,
    bounds::{MAX_LENGTH, MAX_SCHEDULED_PRICES, MAX_VARIANTS, MAX_WEIGHT},
};

use super::Check;
use crate::{field::PathCursor, nearest::one_of};

/// Maximum number of characters of a part number, that of Google's product data specification.
const LONGEST_MPN: usize = 70;

/// Number of values that a diagnostic names.
const MAX_VALUES: usize = 20;

/// An option with its values.
struct Offered<'a> {
    attribute: &'a Slug,
    values: HashSet<&'a Slug>,
    /// The first values, as diagnostics name them.
    named: String,
}

impl<'a> Offered<'a> {
    fn of(option: &'a OptionDocument) -> Self {
        let first: Vec<&str> = option.values.iter().take(MAX_VALUES).map(Slug::as_str).collect();
        let rest = if option.values.len() > MAX_VALUES { ", …" } else { "" };
        Self {
            attribute: &option.attribute,
            values: option.values.iter().collect(),
            named: format!("{}{rest}", first.join(", ")),
        }
    }
}

impl Check<'_> {
    pub(crate) fn check_variants(&mut self, list: PathCursor<'_>, product: &ProductDocument) {
        self.require(list, !product.variants.is_empty(), || "a product has at least one variant; add it".to_owned());
        self.check_count(list, product.variants.len(), MAX_VARIANTS, "variants");
        for (index, variant) in product.variants.iter().enumerate() {
            let at = list.index(index);
            self.check_sku(at.field("sku"), &product.code, variant);
            self.check_mpn(at.field("mpn"), &variant.mpn);
            self.check_measures(at, variant);
            self.check_prices(at.field("price"), variant);
            self.check_compare_at(at.field("compare_at"), variant);
            self.check_scheduled_prices(at.field("scheduled_prices"), &variant.scheduled_prices);
            self.check_quantity_prices(at.field("quantity_prices"), variant);
        }
    }

    /// Checks that no two variants choose the same values of the product's options.
    pub(crate) fn check_choices(&mut self, list: PathCursor<'_>, product: &ProductDocument) {
        let offered: Vec<_> = product.options.iter().map(Offered::of).collect();
        let mut met = HashMap::new();
        for (index, variant) in product.variants.iter().enumerate() {
            let element = list.index(index);
            let at = element.field("options");
            self.check_choice(at, &offered, variant);
            if let Some(twin) = met.insert(&variant.options, &variant.sku) {
                self.report_broken(at, || format!("the variant \"{twin}\" has the same options; tell them apart"));
            }
        }
    }

    fn check_sku(&mut self, at: PathCursor<'_>, product: &Slug, variant: &VariantDocument) {
        let sku = &variant.sku;
        let key = sku.key();
        if let Some(other) = self.skus.get(&key).or_else(|| self.shop.other_owner_of_sku(&key)) {
            let message = format!("the product \"{other}\" has the SKU \"{sku}\"; give each variant its own");
            self.report_broken(at, || message);
            return;
        }
        self.skus.insert(key, product.clone());
    }

    fn check_mpn(&mut self, at: PathCursor<'_>, mpn: &str) {
        let kept = mpn.chars().count() <= LONGEST_MPN && !mpn.contains(char::is_control);
        self.require(at, kept, || {
            format!("a part number is one line of at most {LONGEST_MPN} characters, not {mpn:?}")
        });
    }

    fn check_measures(&mut self, at: PathCursor<'_>, variant: &VariantDocument) {
        self.check_number(at.field("weight_g"), variant.weight_g, MAX_WEIGHT);
        let Dimensions { length, width, height } = variant.dimensions_mm;
        let dimensions = at.field("dimensions_mm");
        for (name, side) in [("length", length), ("width", width), ("height", height)] {
            self.check_number(dimensions.field(name), side, MAX_LENGTH);
        }
    }

    /// Checks that a variant has exactly one value of each option.
    fn check_choice(&mut self, at: PathCursor<'_>, options: &[Offered<'_>], variant: &VariantDocument) {
        for option in options {
            self.check_chosen_values(at, option, variant.options.get(option.attribute));
        }
        for attribute in variant.options.keys() {
            let kept = options.iter().any(|option| option.attribute == attribute);
            self.require(at.field(attribute.as_str()), kept, || {
                format!("the product has no option \"{attribute}\"; add it to \"options\" or leave it out")
            });
        }
    }

    fn check_chosen_values(&mut self, at: PathCursor<'_>, option: &Offered<'_>, value: Option<&Slug>) {
        let attribute = option.attribute;
        match value {
            None => self.report_broken(at.field(attribute.as_str()), || {
                format!("the variant has no value for the option \"{attribute}\"; write one of {}", option.named)
            }),
            Some(value) => self.require(at.field(attribute.as_str()), option.values.contains(value), || {
                format!("the option \"{attribute}\" has no value \"{value}\"; write one of {}", option.named)
            }),
        }
    }

    /// Checks that a variant has a price. Where it has none in a market's list or currency, the market does not sell it.
    fn check_prices(&mut self, at: PathCursor<'_>, variant: &VariantDocument) {
        self.require(at, !variant.price.is_empty(), || {
            "a variant has a price; write one in minor units, such as {\"EUR\": 2900}".to_owned()
        });
        self.check_price_lists(at, variant.price.keys());
    }

    /// Checks that each of the price lists, which are fields of the object at `at`, is one of the shop's.
    pub(crate) fn check_price_lists<'c>(&mut self, at: PathCursor<'_>, lists: impl Iterator<Item = &'c PriceList>) {
        for list in lists {
            self.check_price_list(at.field(&list.to_string()), *list);
        }
    }

    fn check_price_list(&mut self, at: PathCursor<'_>, list: PriceList) {
        let setup = self.setup;
        self.require(at, setup.uses_list(list), || {
            let currencies = setup.markets().iter().map(|market| market.currency().code());
            let codes: BTreeSet<&str> = currencies.collect();
            format!("no market has the price list \"{list}\"; write {}", one_of(codes.into_iter()))
        });
    }

    /// Checks that each price is below its compare-at price.
    fn check_compare_at(&mut self, at: PathCursor<'_>, variant: &VariantDocument) {
        self.check_price_lists(at, variant.compare_at.keys());
        for (list, compare_at) in &variant.compare_at {
            if let Some(amount) = variant.price.get(list) {
                self.check_is_higher(at.field(&list.to_string()), *amount, *compare_at);
            }
        }
    }

    fn check_is_higher(&mut self, at: PathCursor<'_>, amount: Amount, compare_at: Amount) {
        self.require(at, compare_at > amount, || {
            format!(
                "this is not above the price, {}; write a higher amount, or remove it: null in JSON, an empty cell in CSV",
                amount.minor()
            )
        });
    }

    /// Checks that prices by quantity rise in quantity, fall in price, and stand beside a price of one unit.
    fn check_quantity_prices(&mut self, at: PathCursor<'_>, variant: &VariantDocument) {
        let prices = &variant.quantity_prices.0;
        self.check_price_lists(at, prices.keys());
        for (list, tiers) in prices {
            let name = list.to_string();
            let of_list = at.field(&name);
            self.check_count(of_list, tiers.len(), MAX_SCHEDULED_PRICES, "prices by quantity");
            let single = variant.price.get(list);
            self.require(of_list, single.is_some(), || format!("write the price of one unit in \"price.{name}\", too"));
            let mut before = (1, single.copied());
            for (index, tier) in tiers.iter().enumerate() {
                let is_more = tier.from > before.0 && before.1.is_none_or(|amount| tier.amount < amount);
                self.require(of_list.index(index), is_more, || {
                    "from more units on, the price of one is lower: write 2 or more, in rising order, with falling amounts"
                        .to_owned()
                });
                before = (tier.from, Some(tier.amount));
            }
        }
    }

    fn check_scheduled_prices(&mut self, list: PathCursor<'_>, prices: &[ScheduledPriceDocument]) {
        self.check_count(list, prices.len(), MAX_SCHEDULED_PRICES, "scheduled prices");
        let mut starts = HashSet::new();
        for (index, price) in prices.iter().enumerate() {
            let at = list.index(index);
            self.check_moments(at, price.from, price.to);
            self.check_price_list(at.field("currency"), price.currency);
            if let Some(compare_at) = price.compare_at {
                self.check_is_higher(at.field("compare_at"), price.amount, compare_at);
            }
            let is_later = price.from.as_millisecond() > 0;
            self.require(at.field("from"), is_later, || "write a moment after 1970, when \"price\" begins".to_owned());
            let is_new = starts.insert((price.currency, price.from.as_millisecond()));
            self.require(at.field("from"), is_new, || {
                format!("another price in {} starts at this moment; leave one out", price.currency)
            });
        }
    }
}
