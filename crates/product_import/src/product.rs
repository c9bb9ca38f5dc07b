//! A product of the file as a partial document.

use std::collections::{BTreeMap, HashSet};

use catalog::ProductDocument;
use import_export::GivenDocument;
use product_csv::{FeedAttribute, FeedFormat, FeedProduct, FeedStatus, FeedVariant};
use serde_json::{Map, Value, json};
use types::{Slug, TaxRule};

use crate::{
    attributes::AttributeUse,
    converter::Converter,
    file::CodedProduct,
    measures::{country_called, hsn, market_called},
    prices::PriceRules,
    slug::slug_of,
    variant::{self, ChosenOption},
};

/// The reason why a picture without a fault is not kept.
const NO_PICTURE: &str = "the folder has no file of this name";

/// The tag of products that the file marks as featured.
const FEATURED: &str = "featured";

/// Returns the document of a product; `None` if nothing of it can be sold, which is noted.
pub(crate) fn convert(
    converter: &mut Converter<'_>,
    format: Option<FeedFormat>,
    named: &CodedProduct<'_>,
    rules: &PriceRules<'_>,
) -> Option<GivenDocument> {
    let CodedProduct { code, feed, .. } = named;
    if feed.gift_card {
        converter.notes.add(feed.line, "gift card", &feed.title, "the shop sells no gift cards yet");
        return None;
    }
    let had = converter.known.product_document(code);
    let options = options(converter, feed);
    let mut offers = variant::convert(converter, named, &options, rules);
    if offers.variants.is_empty() {
        converter.notes.add(feed.line, "product", &feed.title, "it has no variant with a price");
        return None;
    }
    let mut fields = Map::new();
    fields.insert("code".to_owned(), json!(code));
    if had.is_none() {
        fields.insert("slug".to_owned(), json!({ converter.language.code(): code }));
    }
    category(converter, format, feed, had, &mut fields);
    texts(converter, feed, &mut fields);
    facts(converter, feed, &mut fields);
    tags(converter, format, feed, had, &mut fields);
    attributes(converter, feed, &options, &mut fields);
    publication(converter, feed, had, &mut fields);
    let list = |option: &ChosenOption| json!({ "attribute": option.code, "values": offers.values(&option.code) });
    let options: Vec<Value> = options.iter().flatten().map(list).collect();
    fields.insert("options".to_owned(), json!(options));
    pictures(converter, named, had, &offers.shown, &mut fields);
    fields.insert("variants".to_owned(), Value::Array(std::mem::take(&mut offers.variants)));
    Some(GivenDocument { value: Value::Object(fields), line: feed.line, variant_lines: offers.lines })
}

/// Returns the attribute of each option of the file; `None` for one that can't be an attribute, which is noted.
fn options(converter: &mut Converter<'_>, feed: &FeedProduct) -> Vec<Option<ChosenOption>> {
    let mut options = Vec::with_capacity(feed.options.len());
    for option in &feed.options {
        let attribute = converter.attributes.attribute(&option.name, AttributeUse::Option, feed.line);
        options.push(match attribute {
            Ok(place) => Some(ChosenOption { place, code: converter.attributes.code(place).clone() }),
            Err(reason) => {
                converter.notes.add(feed.line, "option", &option.name, reason);
                None
            }
        });
    }
    options
}

/// Sets the category of a new product. One that the shop has stays where it is.
fn category(
    converter: &mut Converter<'_>,
    format: Option<FeedFormat>,
    feed: &FeedProduct,
    had: Option<&ProductDocument>,
    fields: &mut Map<String, Value>,
) {
    if had.is_some() {
        return;
    }
    let path = home_path(format, feed).or_else(|| converter.options.category.as_ref().map(|name| vec![name.clone()]));
    match path.and_then(|path| converter.categories.at(&path, feed.line)) {
        Some(category) => drop(fields.insert("category".to_owned(), json!(category))),
        None => converter.without_category.push(feed.line),
    }
}

/// Returns the path of a product's category: in Shopify its type, which is the merchant's own word, and elsewhere the deepest of its
/// categories.
fn home_path(format: Option<FeedFormat>, feed: &FeedProduct) -> Option<Vec<String>> {
    let kind = Some(vec![feed.product_type.clone()]).filter(|_| !feed.product_type.is_empty());
    // The last of equally deep paths wins in `max_by_key`, so the order is reversed.
    let deepest = || feed.categories.iter().rev().max_by_key(|path| path.len()).cloned();
    if format == Some(FeedFormat::Shopify) { kind.or_else(deepest) } else { deepest().or(kind) }
}

fn texts(converter: &Converter<'_>, feed: &FeedProduct, fields: &mut Map<String, Value>) {
    let language = converter.language.code();
    let mut add = |field: &str, text: &str| {
        if !text.is_empty() {
            fields.insert(field.to_owned(), json!({ language: text }));
        }
    };
    add("name", &one_line(&feed.title));
    let summary = Some(feed.summary.markdown.as_str()).filter(|summary| *summary != feed.description.markdown);
    let parts = [summary.unwrap_or_default(), &feed.description.markdown];
    add("description", &parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n"));
    let seo = [("title", &feed.seo_title), ("description", &feed.seo_description)];
    let seo = seo.into_iter().filter(|(_, text)| !text.is_empty());
    let seo: Map<String, Value> =
        seo.map(|(field, text)| (field.to_owned(), json!({ language: one_line(text) }))).collect();
    if !seo.is_empty() {
        fields.insert("seo".to_owned(), Value::Object(seo));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn facts(converter: &mut Converter<'_>, feed: &FeedProduct, fields: &mut Map<String, Value>) {
    if !feed.vendor.is_empty() {
        fields.insert("brand".to_owned(), json!(one_line(&feed.vendor)));
    }
    if !feed.hs_code.is_empty() {
        match hsn(&feed.hs_code) {
            Some(code) => drop(fields.insert("hsn".to_owned(), json!(code))),
            None => converter.notes.add(feed.line, "HS code", &feed.hs_code, "it is not 4, 6 or 8 digits"),
        }
    }
    if !feed.country_of_origin.is_empty() {
        match country_called(&converter.setup, &feed.country_of_origin) {
            Some(country) => drop(fields.insert("country_of_origin".to_owned(), json!(country))),
            None => converter.notes.add(
                feed.line,
                "country of origin",
                &feed.country_of_origin,
                "it is no country's ISO code or name",
            ),
        }
    }
    tax(converter, feed, fields);
    markets(converter, feed, fields);
    for other in &feed.related {
        let reason = "products shown with it are chosen by its category";
        converter.notes.add(feed.line, "related products", &other.product, reason);
    }
}

/// Sets the tax class, which all variants of a product share.
fn tax(converter: &mut Converter<'_>, feed: &FeedProduct, fields: &mut Map<String, Value>) {
    let mut of_product: Option<Option<String>> = None;
    for variant in &feed.variants {
        let Ok(class) = tax_class(converter, variant) else {
            let (value, reason) = match variant.taxable {
                Some(false) => ("not taxed", "the tax of no market has a class with 0 percent"),
                _ => (variant.tax_class.as_str(), "the tax of no market has a class of this name"),
            };
            converter.notes.add(variant.line, "tax class", value, reason);
            continue;
        };
        match &of_product {
            None => of_product = Some(class),
            Some(first) if *first == class => {}
            Some(_) => {
                let value = class.unwrap_or_else(|| TaxRule::STANDARD.to_owned());
                converter.notes.add(variant.line, "tax class", &value, "the variants of a product share one");
            }
        }
    }
    if let Some(class) = of_product.flatten() {
        fields.insert("tax_class".to_owned(), json!(class));
    }
}

/// Returns the class of a variant's tax; `None` for the standard one.
fn tax_class(converter: &Converter<'_>, variant: &FeedVariant) -> Result<Option<String>, ()> {
    let rules = || converter.setup.markets().iter().map(|market| market.tax());
    if variant.taxable == Some(false) {
        let is_free = |rule: &TaxRule, class: &str| rule.rate(class).is_some_and(|rate| rate.parse() == Ok(0.0));
        let free = rules().find_map(|rule| rule.classes().find(|class| is_free(rule, class)));
        return free.map(|class| Some(class.to_owned())).ok_or(());
    }
    let name = variant.tax_class.to_lowercase();
    let name = name.strip_suffix("-rate").unwrap_or(&name);
    if matches!(name, "" | TaxRule::STANDARD | "parent" | "taxable") {
        return Ok(None);
    }
    let is_known = rules().any(|rule| rule.classes().any(|class| class == name));
    if is_known { Ok(Some(name.to_owned())) } else { Err(()) }
}

/// Sets the markets that don't sell the product.
fn markets(converter: &mut Converter<'_>, feed: &FeedProduct, fields: &mut Map<String, Value>) {
    let mut not_in = Vec::new();
    for (region, is_sold) in &feed.regions {
        match market_called(&converter.setup, region) {
            Some(market) if !is_sold => not_in.push(market.code()),
            Some(_) => {}
            None => {
                let value = if *is_sold { "sold" } else { "not sold" };
                let reason = "no market of the shop has this name";
                converter.notes.add(feed.line, &format!("region {region}"), value, reason);
            }
        }
    }
    if !not_in.is_empty() {
        fields.insert("markets".to_owned(), json!({ "not": not_in }));
    }
}

/// Sets the tags: those of the file, those by which it joins collections, and those that the shop has given it.
fn tags(
    converter: &mut Converter<'_>,
    format: Option<FeedFormat>,
    feed: &FeedProduct,
    had: Option<&ProductDocument>,
    fields: &mut Map<String, Value>,
) {
    let mut tags: Vec<Slug> = had.map(|had| had.tags.clone()).unwrap_or_default();
    let mut add = |tag: Slug| {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    };
    let featured = feed.featured.then(|| FEATURED.to_owned());
    for name in feed.tags.iter().chain(featured.iter()) {
        match slug_of(name) {
            Some(tag) => add(tag),
            None => converter.notes.add(feed.line, "tag", name, "it has no letter or digit to make a tag of"),
        }
    }
    let home = home_path(format, feed).unwrap_or_default();
    let names = feed.collections.iter().chain(feed.categories.iter().filter_map(|path| {
        let is_part_of_home = home.starts_with(path);
        path.last().filter(|_| !is_part_of_home && format != Some(FeedFormat::Shopify))
    }));
    for name in names {
        match converter.collections.tag(name, feed.line) {
            Some(tag) => add(tag),
            None => converter.notes.add(feed.line, "collection", name, "it has no letter or digit for an address"),
        }
    }
    if format == Some(FeedFormat::Shopify) && !feed.product_type.is_empty() {
        for path in &feed.categories {
            let reason = "the product's type is its category; this is Shopify's own classification";
            converter.notes.add(feed.line, "product category", &path.join(" > "), reason);
        }
    }
    if home.last() != Some(&feed.product_type)
        && let Some(tag) = slug_of(&feed.product_type)
    {
        add(tag);
    }
    if !tags.is_empty() {
        fields.insert("tags".to_owned(), json!(tags));
    }
}

/// Sets the attributes: the product's facts, and those that all of its variants share.
fn attributes(
    converter: &mut Converter<'_>,
    feed: &FeedProduct,
    options: &[Option<ChosenOption>],
    fields: &mut Map<String, Value>,
) {
    let mut values: BTreeMap<usize, Vec<Slug>> = BTreeMap::new();
    let (shared, own) = shared_facts(feed);
    for (line, fact) in feed.attributes.iter().chain(shared).map(|fact| (feed.line, fact)) {
        let of = AttributeUse::Fact { is_shown: fact.visible };
        let attribute = match converter.attributes.attribute(&fact.name, of, line) {
            Ok(attribute) => attribute,
            Err(reason) => {
                converter.notes.add(line, &fact.name, &fact.values.join(", "), reason);
                continue;
            }
        };
        if options.iter().flatten().any(|option| option.place == attribute) {
            let reason = "buyers choose by this attribute, so each variant has a value of its own";
            converter.notes.add(line, &fact.name, &fact.values.join(", "), reason);
            continue;
        }
        for value in &fact.values {
            match converter.attributes.value(attribute, value) {
                Ok(code) => values.entry(attribute).or_default().push(code),
                Err(reason) => converter.notes.add(line, &fact.name, value, reason),
            }
        }
    }
    for (line, fact) in own {
        let reason = "only products have facts; make it an option, or give all variants the same";
        converter.notes.add(line, &fact.name, &fact.values.join(", "), reason);
    }
    if values.is_empty() {
        return;
    }
    let mut by_code = Map::new();
    for (attribute, mut of) in values {
        converter.attributes.sort(attribute, &mut of);
        by_code.insert(converter.attributes.code(attribute).to_string(), json!(of));
    }
    fields.insert("attributes".to_owned(), Value::Object(by_code));
}

/// Returns the facts that all variants share, and those that differ, with their lines.
fn shared_facts(feed: &FeedProduct) -> (Vec<&FeedAttribute>, Vec<(u64, &FeedAttribute)>) {
    let is_shared = |fact: &FeedAttribute| feed.variants.iter().all(|variant| variant.attributes.contains(fact));
    let shared = feed.variants.first().map(|first| first.attributes.iter().filter(|fact| is_shared(fact)).collect());
    let own = feed.variants.iter().flat_map(|variant| variant.attributes.iter().map(|fact| (variant.line, fact)));
    (shared.unwrap_or_default(), own.filter(|(_, fact)| !is_shared(fact)).collect())
}

/// Sets or removes the period in which the product is public, if the file differs from the shop in that.
fn publication(
    converter: &mut Converter<'_>,
    feed: &FeedProduct,
    had: Option<&ProductDocument>,
    fields: &mut Map<String, Value>,
) {
    let is_public = had.is_some_and(|had| had.published.is_some());
    let is_meant_public = feed.status == FeedStatus::Published;
    if is_meant_public != is_public {
        let period = if is_meant_public { json!({ "from": converter.options.now }) } else { Value::Null };
        fields.insert("published".to_owned(), period);
    }
    if feed.status == FeedStatus::Unlisted {
        let reason = "a public product is in listings; it is imported as a draft";
        converter.notes.add(feed.line, "visibility", "unlisted", reason);
    }
}

/// Sets the pictures, and adds their documents. A picture that is neither in the folder nor in the shop is noted.
fn pictures(
    converter: &mut Converter<'_>,
    named: &CodedProduct<'_>,
    had: Option<&ProductDocument>,
    shown: &BTreeMap<String, (Slug, Slug)>,
    fields: &mut Map<String, Value>,
) {
    let mut pictures = Vec::new();
    let mut files = HashSet::new();
    for (image, file) in named.feed.images.iter().zip(named.picture_files) {
        let is_in_shop = converter.known.pictures.contains(file);
        let source = converter.pictures.files.get(file);
        if converter.pictures.awaited.contains(file) {
            continue;
        }
        if source.is_none() && !is_in_shop {
            let reason = converter.pictures.faults.get(file).map_or(NO_PICTURE, String::as_str);
            converter.notes.add(image.line, "picture", &image.source, reason);
            continue;
        }
        if !files.insert(file) {
            continue;
        }
        let mut picture = json!({ "file": file });
        if let Some(source) = source.filter(|source| *source != file) {
            picture["from"] = json!(source);
        }
        if !image.alt.is_empty() || !is_in_shop {
            let alt = if image.alt.is_empty() { &named.feed.title } else { &image.alt };
            picture["alt"] = json!({ converter.language.code(): alt });
        }
        if source.is_some() || !image.alt.is_empty() {
            converter.given_pictures.push(GivenDocument::new(picture, image.line));
        }
        let mut of_product = json!({ "file": file });
        if let Some((attribute, value)) = shown.get(&image.source) {
            of_product["shows"] = json!({ attribute.as_str(): value });
        }
        pictures.push(of_product);
    }
    if had.is_none() || !pictures.is_empty() {
        fields.insert("pictures".to_owned(), json!(pictures));
    }
}
