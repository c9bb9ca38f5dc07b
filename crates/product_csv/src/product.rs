//! The parts of products and variants that formats share.

use std::collections::HashMap;

use crate::{
    FeedImage, FeedOption, FeedProduct, FeedReference, FeedVariant,
    cells::{self, Style},
    columns::{Level, Role, Side, View},
    notes::{Notes, row_error},
    table::Row,
};

/// The rows of one product.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) rows: Vec<Row>,
}

/// The fields of a product that have one value, in the first row with one.
const ONCE: [Role; 9] = [
    Role::Title,
    Role::Description,
    Role::Vendor,
    Role::ProductType,
    Role::Categories,
    Role::Tags,
    Role::Status,
    Role::SeoTitle,
    Role::SeoDescription,
];

/// Reads the fields of a product from its first row.
pub(crate) fn product(row: &View<'_>, style: &Style, notes: &mut Notes) -> FeedProduct {
    let get = |role: Role| row.get(&role).to_owned();
    FeedProduct {
        line: row.line(),
        handle: get(Role::Handle),
        title: get(Role::Title),
        description: cells::text(row, &Role::Description, style, notes),
        summary: cells::text(row, &Role::Summary, style, notes),
        vendor: get(Role::Vendor),
        product_type: get(Role::ProductType),
        categories: cells::categories(row.get(&Role::Categories), style),
        collections: cells::list(row.get(&Role::Collections), style),
        tags: cells::list(row.get(&Role::Tags), style),
        featured: cells::flag(row, &Role::Featured, notes) == Some(true),
        gift_card: cells::flag(row, &Role::GiftCard, notes) == Some(true),
        regions: regions(row, notes),
        attributes: cells::facts(row, Level::Product),
        seo_title: get(Role::SeoTitle),
        seo_description: get(Role::SeoDescription),
        hs_code: get(Role::HsCode),
        country_of_origin: get(Role::CountryOfOrigin),
        related: related(row, style),
        ..FeedProduct::default()
    }
}

fn regions(row: &View<'_>, notes: &mut Notes) -> Vec<(String, bool)> {
    let mut regions = Vec::new();
    for role in row.columns.roles() {
        let Role::Region(region) = role else { continue };
        regions.extend(cells::flag(row, role, notes).map(|is_sold| (region.clone(), is_sold)));
    }
    regions
}

fn related(row: &View<'_>, style: &Style) -> Vec<FeedReference> {
    let of = |role, with_cart| {
        let products = cells::list(row.get(&role), style).into_iter();
        products.map(move |product| FeedReference { product, with_cart })
    };
    of(Role::Upsells, false).chain(of(Role::CrossSells, true)).collect()
}

/// Reads the fields of a variant, but for its options, stock and pictures.
pub(crate) fn variant(row: &View<'_>, style: &Style, notes: &mut Notes) -> FeedVariant {
    let get = |role: Role| row.get(&role).to_owned();
    let [prices, ended_prices] = cells::prices(row, style, notes);
    FeedVariant {
        line: row.line(),
        sku: get(Role::Sku),
        barcode: barcode(row.get(&Role::Barcode)),
        mpn: get(Role::Mpn),
        prices,
        ended_prices,
        weight_g: cells::measure(row, Side::Weight, style, notes),
        length_mm: cells::measure(row, Side::Length, style, notes),
        width_mm: cells::measure(row, Side::Width, style, notes),
        height_mm: cells::measure(row, Side::Height, style, notes),
        tax_class: get(Role::TaxClass),
        taxable: cells::flag(row, &Role::Taxable, notes),
        requires_shipping: cells::flag(row, &Role::RequiresShipping, notes),
        attributes: cells::facts(row, Level::Variant),
        ..FeedVariant::default()
    }
}

/// Spreadsheets keep long numbers as text by a leading apostrophe.
fn barcode(text: &str) -> String {
    text.strip_prefix('\'').unwrap_or(text).to_owned()
}

/// Reports fields of a product that a later row states differently.
pub(crate) fn report_differences(rows: &[View<'_>], notes: &mut Notes) {
    let Some((first, later)) = rows.split_first() else { return };
    for row in later {
        for role in ONCE.iter().filter(|role| row.has(role) && row.get(role) != first.get(role)) {
            notes.not_kept(row, role, format!("the product's first row, line {}, decides", first.line()));
        }
    }
}

/// Adds a picture, unless it is there. A later row may bring its alternative text.
pub(crate) fn add_image(images: &mut Vec<FeedImage>, line: u64, source: &str, alt: &str) {
    match images.iter_mut().find(|image| image.source == source) {
        Some(image) if image.alt.is_empty() => alt.clone_into(&mut image.alt),
        Some(_) => {}
        None => images.push(FeedImage { line, source: source.to_owned(), alt: alt.to_owned() }),
    }
}

/// Sets options of these names and the values that the variants have, in their order.
pub(crate) fn set_options(product: &mut FeedProduct, names: &[String]) {
    product.options = names.iter().map(|name| FeedOption { name: name.clone(), values: Vec::new() }).collect();
    for (place, option) in product.options.iter_mut().enumerate() {
        for value in product.variants.iter().filter_map(|variant| variant.options.get(place)) {
            if !option.values.contains(value) {
                option.values.push(value.clone());
            }
        }
    }
}

/// Completes a product: it has a title, and each variant a value of each option that no other has.
pub(crate) fn finish(mut product: FeedProduct, notes: &mut Notes) -> Option<FeedProduct> {
    if product.title.is_empty() {
        notes.errors.push(row_error(product.line, "the product has no title"));
        return None;
    }
    let mut lines: HashMap<Vec<String>, u64> = HashMap::new();
    let count = product.options.len();
    product.variants.retain(|variant| {
        if variant.options.len() != count || variant.options.iter().any(String::is_empty) {
            let message = format!("the variant needs a value of each of the {count} options of the product");
            notes.errors.push(row_error(variant.line, message));
            return false;
        }
        let first = *lines.entry(variant.options.clone()).or_insert(variant.line);
        if first != variant.line {
            let message = format!("the variant has the same options as that of line {first}");
            notes.errors.push(row_error(variant.line, message));
        }
        first == variant.line
    });
    let options = std::mem::take(&mut product.options);
    let names: Vec<String> = options.into_iter().map(|option| option.name).collect();
    set_options(&mut product, &names);
    if product.variants.is_empty() {
        notes.errors.push(row_error(product.line, "the product has no variant that can be read"));
        return None;
    }
    Some(product)
}
