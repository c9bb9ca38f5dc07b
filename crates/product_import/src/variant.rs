//! The variants of a product.

use std::collections::{BTreeMap, HashSet};

use catalog::{ProductDocument, VariantDocument};
use product_csv::{FeedProduct, FeedStock, FeedVariant};
use serde_json::{Map, Value, json};
use types::{Gtin, Sku, Slug};

use crate::{
    converter::{Converter, MadeSku},
    file::CodedProduct,
    measures::add_dimensions,
    prices::{PriceRules, Prices},
    slug::slug_of,
};

/// Maximum number of characters of a SKU.
const LONGEST_SKU: usize = 64;

/// An option of a product as an attribute.
pub(crate) struct ChosenOption {
    /// The place among the attributes.
    pub(crate) place: usize,
    pub(crate) code: Slug,
}

/// The variants of a product that can be sold.
#[derive(Default)]
pub(crate) struct Offers {
    pub(crate) variants: Vec<Value>,
    pub(crate) lines: Vec<u64>,
    /// The value that each picture shows, by its source.
    pub(crate) shown: BTreeMap<String, (Slug, Slug)>,
    choices: Vec<BTreeMap<Slug, Slug>>,
}

impl Offers {
    /// Returns the values of an option in the order of the variants.
    pub(crate) fn values(&self, option: &Slug) -> Vec<&Slug> {
        let mut met = HashSet::new();
        self.choices.iter().filter_map(|choice| choice.get(option)).filter(|value| met.insert(*value)).collect()
    }
}

/// Returns the variants of a product. One that can't be sold is noted.
pub(crate) fn convert(
    converter: &mut Converter<'_>,
    named: &CodedProduct<'_>,
    options: &[Option<ChosenOption>],
    rules: &PriceRules<'_>,
) -> Offers {
    let had = converter.known.product_document(&named.code);
    let mut offers = Offers::default();
    let mut kept = Vec::new();
    for feed in &named.feed.variants {
        let prices = rules.prices(feed, &mut converter.notes);
        converter.lacks_currency |= prices.lacks_currency;
        if !is_sold(converter, feed, &prices) {
            continue;
        }
        let Some(choice) = choice(converter, feed, options) else { continue };
        let sku = sku(converter, named, feed, &choice, had);
        let known = had.and_then(|had| had.variants.iter().find(|variant| variant.sku.key() == sku.key()));
        offers.variants.push(document(converter, feed, (&sku, &choice), prices, known));
        offers.lines.push(feed.line);
        offers.choices.push(choice);
        kept.push(feed);
    }
    offers.shown = shown(named.feed, &kept, &offers.choices, options);
    offers
}

/// Returns whether a variant can be sold; the reason why not is noted.
fn is_sold(converter: &mut Converter<'_>, feed: &FeedVariant, prices: &Prices) -> bool {
    if feed.enabled == Some(false) {
        converter.notes.add(feed.line, "variant", &name(feed), "it is switched off, so it is not imported");
        return false;
    }
    if prices.price.is_empty() {
        if !prices.lacks_currency {
            converter.notes.add(feed.line, "variant", &name(feed), "it has no price, so it can't be sold");
        }
        return false;
    }
    true
}

/// Returns a variant's name in reports.
fn name(feed: &FeedVariant) -> String {
    if feed.sku.is_empty() { feed.options.join(" / ") } else { feed.sku.clone() }
}

/// Returns the value of each option; `None` if one can't be a value, which is noted.
fn choice(
    converter: &mut Converter<'_>,
    feed: &FeedVariant,
    options: &[Option<ChosenOption>],
) -> Option<BTreeMap<Slug, Slug>> {
    let mut choice = BTreeMap::new();
    for (option, label) in options.iter().zip(&feed.options) {
        let Some(option) = option else { continue };
        match converter.attributes.value(option.place, label) {
            Ok(value) => drop(choice.insert(option.code.clone(), value)),
            Err(reason) => {
                converter.notes.add(feed.line, "option", label, reason);
                return None;
            }
        }
    }
    Some(choice)
}

/// Returns the SKU of a variant. One is made where the file has none, unless the shop has the variant already.
fn sku(
    converter: &mut Converter<'_>,
    named: &CodedProduct<'_>,
    feed: &FeedVariant,
    choice: &BTreeMap<Slug, Slug>,
    had: Option<&ProductDocument>,
) -> Sku {
    if let Some(sku) = stated_sku(converter, feed) {
        converter.skus.insert(sku.key(), feed.line);
        return sku;
    }
    let same =
        |variant: &&VariantDocument| variant.options == *choice && !converter.skus.contains_key(&variant.sku.key());
    if let Some(variant) = had.and_then(|had| had.variants.iter().find(same)) {
        converter.skus.insert(variant.sku.key(), feed.line);
        return variant.sku.clone();
    }
    let values: Vec<String> =
        feed.options.iter().filter_map(|value| slug_of(value)).map(|value| value.to_string()).collect();
    let parts = std::iter::once(named.code.to_string()).chain(values).collect::<Vec<_>>().join("-");
    let Converter { known, skus, numbering, .. } = converter;
    let is_taken = |sku: &Sku| {
        skus.contains_key(&sku.key()) || known.skus.get(&sku.key()).is_some_and(|owner| *owner != named.code)
    };
    let sku = numbering.first(&parts, |number| Some(made(&parts, number)).filter(|sku| !is_taken(sku)));
    converter.skus.insert(sku.key(), feed.line);
    converter.made_skus.push(MadeSku { line: feed.line, sku: sku.clone() });
    sku
}

/// Returns the SKU that the file states, if it can be one and no row above has it.
fn stated_sku(converter: &mut Converter<'_>, feed: &FeedVariant) -> Option<Sku> {
    if feed.sku.is_empty() {
        return None;
    }
    let sku = match Sku::new(&feed.sku) {
        Ok(sku) => sku,
        Err(error) => {
            converter.notes.add(feed.line, "SKU", &feed.sku, &format!("{error}; another one is made"));
            return None;
        }
    };
    if let Some(line) = converter.skus.get(&sku.key()) {
        let reason = format!("the variant of line {line} has this SKU; another one is made");
        converter.notes.add(feed.line, "SKU", &feed.sku, &reason);
        return None;
    }
    Some(sku)
}

/// Returns the SKU `name`, or from the second on `name-2`, `name-3` …
fn made(name: &str, number: u32) -> Sku {
    let ending = if number == 1 { String::new() } else { format!("-{number}") };
    let start: String = name.chars().take(LONGEST_SKU - ending.len()).collect();
    Sku::new(format!("{}{ending}", start.trim_end_matches('-'))).expect("slugs are letters and digits")
}

fn document(
    converter: &mut Converter<'_>,
    feed: &FeedVariant,
    (sku, choice): (&Sku, &BTreeMap<Slug, Slug>),
    mut prices: Prices,
    had: Option<&VariantDocument>,
) -> Value {
    for list in prices.ended.iter().filter(|list| had.is_some_and(|had| had.compare_at.contains_key(list))) {
        prices.compare_at.entry(list.to_string()).or_insert(Value::Null);
    }
    let ends_sales = prices.states_sales && had.is_some_and(|had| !had.scheduled_prices.is_empty());
    let mut fields = Map::new();
    let mut put = |field: &str, value: Value| drop(fields.insert(field.to_owned(), value));
    put("sku", json!(sku));
    put("options", json!(choice));
    put("price", Value::Object(prices.price));
    if !prices.compare_at.is_empty() {
        put("compare_at", Value::Object(prices.compare_at));
    }
    if !prices.scheduled.is_empty() || ends_sales {
        put("scheduled_prices", json!(prices.scheduled));
    }
    if let Some(weight) = feed.weight_g {
        put("weight_g", json!(weight));
    }
    if !feed.mpn.is_empty() {
        put("mpn", json!(feed.mpn));
    }
    if !feed.barcode.is_empty() {
        match Gtin::new(&feed.barcode) {
            Ok(gtin) => put("gtin", json!(gtin)),
            Err(error) => converter.notes.add(feed.line, "barcode", &feed.barcode, &error.to_string()),
        }
    }
    // The stock of a variant that the shop has may have been sold since the file was made.
    if had.is_none() {
        put("stock", stock(feed.stock));
    }
    add_dimensions(&mut fields, [feed.length_mm, feed.width_mm, feed.height_mm]);
    note_terms(converter, feed);
    Value::Object(fields)
}

fn stock(stock: FeedStock) -> Value {
    match stock {
        FeedStock::Units(units) => json!(units),
        FeedStock::OutOfStock => json!(0),
        FeedStock::Unknown | FeedStock::Untracked => json!("untracked"),
    }
}

/// Notes the terms of sale that the shop does not have.
fn note_terms(converter: &mut Converter<'_>, feed: &FeedVariant) {
    if feed.backorder && matches!(feed.stock, FeedStock::Units(_) | FeedStock::OutOfStock) {
        let reason = "the shop sells what is in stock; write \"untracked\" as its stock to sell it without counting";
        converter.notes.add(feed.line, "orders without stock", "allowed", reason);
    }
    if feed.requires_shipping == Some(false) {
        converter.notes.add(feed.line, "shipping", "not needed", "the shop ships everything that it sells");
    }
}

/// Returns the value that each picture of variants shows: that of the first option of which all its variants have the same.
fn shown(
    feed: &FeedProduct,
    variants: &[&FeedVariant],
    choices: &[BTreeMap<Slug, Slug>],
    options: &[Option<ChosenOption>],
) -> BTreeMap<String, (Slug, Slug)> {
    let mut shown = BTreeMap::new();
    for image in &feed.images {
        let of: Vec<_> = variants.iter().zip(choices).filter(|(of, _)| of.images.contains(&image.source)).collect();
        let Some((_, first)) = of.first().filter(|_| of.len() < variants.len() || variants.len() == 1) else {
            continue;
        };
        for option in options.iter().flatten() {
            let Some(value) = first.get(&option.code) else { continue };
            if of.iter().all(|(_, choice)| choice.get(&option.code) == Some(value)) {
                shown.insert(image.source.clone(), (option.code.clone(), value.clone()));
                break;
            }
        }
    }
    shown
}
