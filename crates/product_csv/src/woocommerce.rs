//! WooCommerce's product export.
//!
//! The columns are those of
//! <https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema> and of the exporter itself, under their
//! English names. A product without a choice has one row (`simple`). A product with variants has a row of its own
//! (`variable`), and its variants have rows (`variation`) anywhere in the file, whose `Parent` is its SKU or `id:` and
//! its number. The exporter writes decimals as the shop shows them, often with a comma, and never groups thousands.

mod attributes;
mod columns;

pub(crate) use columns::{columns, recognise};

use crate::{
    FeedProduct, FeedStatus, FeedStock, FeedVariant,
    cells::{self, Style, Texts},
    columns::{Columns, Role, View},
    measure::DecimalMark,
    notes::{Notes, row_error},
    product::{self, Group, add_image},
    table::Row,
};
use attributes::Attributes;

/// Returns the spelling of cells.
pub(crate) fn style() -> Style {
    Style { decimal: DecimalMark::Either, list: ',', escapes: true, path: ">".to_owned(), texts: Texts::EscapedHtml }
}

/// The part that a row plays.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A product with one row.
    Single,
    /// A product with variants in other rows, and the names that these may give it.
    Parent(Vec<String>),
    /// A variant, and the name it gives its product.
    Variant(String),
}

/// Returns the part that a row plays.
pub(crate) fn part(columns: &Columns, row: &Row) -> Part {
    let row = View { columns, row };
    match kind(&row).as_str() {
        "variation" | "subscription_variation" => Part::Variant(unescape(row.get(&Role::Parent)).to_owned()),
        "variable" | "variable-subscription" => {
            let (sku, id) = (unescape(row.get(&Role::Sku)), row.get(&Role::Id));
            let sku = (!sku.is_empty()).then(|| sku.to_owned());
            Part::Parent(sku.into_iter().chain((!id.is_empty()).then(|| format!("id:{id}"))).collect())
        }
        _ => Part::Single,
    }
}

/// Returns the first word of the type, such as `simple` of `simple, virtual`.
fn kind(row: &View<'_>) -> String {
    row.get(&Role::Kind).split(',').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn has_kind(row: &View<'_>, kind: &str) -> bool {
    row.get(&Role::Kind).split(',').any(|word| word.trim().eq_ignore_ascii_case(kind))
}

/// Removes the apostrophe that the exporter writes before cells that a spreadsheet would calculate.
fn unescape(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

/// Removes the exporter's apostrophes from a row.
pub(crate) fn unescape_row(row: Row) -> Row {
    if row.cells.iter().any(|cell| unescape(cell).len() < cell.len()) {
        return Row { cells: row.cells.iter().map(unescape).collect(), ..row };
    }
    row
}

/// Builds a product from its row and those of its variants.
pub(crate) fn build(columns: &Columns, group: &Group, style: &Style, notes: &mut Notes) -> Option<FeedProduct> {
    let rows: Vec<View<'_>> = group.rows.iter().map(|row| View { columns, row }).collect();
    let (first, variations) = rows.split_first()?;
    rows.iter().for_each(|row| cells::report_dropped(row, notes));
    let kind = kind(first);
    if matches!(kind.as_str(), "grouped" | "external") {
        notes.not_kept(first, &Role::Kind, format!("a product of the type {kind} is not sold by itself"));
        return None;
    }
    let mut product = product::product(first, style, notes);
    product.status = status(first, notes);
    for source in cells::list(first.get(&Role::Images), style) {
        add_image(&mut product.images, first.line(), &source, "");
    }
    let attributes = Attributes::read(first, style, notes);
    if matches!(part(columns, first.row), Part::Single) {
        product.variants.push(single(first, style, notes));
        product.attributes.extend(attributes.facts(&[]));
        return product::finish(product, notes);
    }
    let names = attributes.chosen(variations);
    product.attributes.extend(attributes.facts(&names));
    let parent = offer(first, style, notes);
    for row in variations {
        let variant = variation(&mut product, (first, &parent), row, style, notes);
        let options = attributes.options(row, &names, notes);
        product.variants.extend(options.map(|options| FeedVariant { options, ..variant }));
    }
    if variations.is_empty() {
        notes.errors.push(row_error(first.line(), "the file has no variation of this product"));
        return None;
    }
    attributes.sort(&mut product.variants, &names);
    product::set_options(&mut product, &names);
    attributes.report_unused(&product.options, first, notes);
    product::finish(product, notes)
}

/// Reads the only variant of a product.
fn single(row: &View<'_>, style: &Style, notes: &mut Notes) -> FeedVariant {
    let mut variant = offer(row, style, notes);
    variant.stock = stock(row, notes);
    variant
}

/// Reads a variation. Fields that it does not state are those of its product, `inherited`.
fn variation(
    product: &mut FeedProduct,
    (parent, inherited): (&View<'_>, &FeedVariant),
    row: &View<'_>,
    style: &Style,
    notes: &mut Notes,
) -> FeedVariant {
    let mut variant = offer(row, style, notes);
    variant.weight_g = variant.weight_g.or(inherited.weight_g);
    variant.length_mm = variant.length_mm.or(inherited.length_mm);
    variant.width_mm = variant.width_mm.or(inherited.width_mm);
    variant.height_mm = variant.height_mm.or(inherited.height_mm);
    if variant.tax_class.eq_ignore_ascii_case("parent") {
        variant.tax_class.clone_from(&inherited.tax_class);
    }
    variant.taxable = variant.taxable.or(inherited.taxable);
    variant.stock = if row.get(&Role::Stock).eq_ignore_ascii_case("parent") {
        notes.not_kept(row, &Role::Stock, "the variants of a product do not share stock; it counts as unknown");
        FeedStock::Unknown
    } else {
        stock(row, notes)
    };
    let published = row.get(&Role::Published);
    variant.enabled = (!published.is_empty()).then_some(published == "1" || published.eq_ignore_ascii_case("true"));
    if parent.get(&Role::Published) == published {
        variant.enabled = None;
    }
    for source in cells::list(row.get(&Role::Images), style) {
        add_image(&mut product.images, row.line(), &source, "");
        variant.images.push(source);
    }
    report_texts(row, notes);
    variant
}

/// Reports texts of a variation: only products have them.
fn report_texts(row: &View<'_>, notes: &mut Notes) {
    for role in [Role::Description, Role::Summary].iter().filter(|role| row.has(role)) {
        notes.not_kept(row, role, "only products have texts, not their variants");
    }
}

/// Reads what products and variations have in common.
fn offer(row: &View<'_>, style: &Style, notes: &mut Notes) -> FeedVariant {
    let mut tax = Notes::default();
    let mut variant = product::variant(row, style, &mut tax);
    // The tax status is a word, not yes or no.
    tax.errors.retain(|error| error.column != row.name(&Role::Taxable));
    notes.errors.append(&mut tax.errors);
    notes.not_kept.append(&mut tax.not_kept);
    variant.taxable = match row.get(&Role::Taxable).to_ascii_lowercase().as_str() {
        "taxable" | "true" | "1" => Some(true),
        "none" | "false" | "0" => Some(false),
        "" => None,
        _ => {
            notes.not_kept(row, &Role::Taxable, "tax is charged for the product or not at all");
            None
        }
    };
    variant.backorder = matches!(row.get(&Role::Backorder), "1" | "notify") || row.get(&Role::InStock) == "backorder";
    let is_virtual = has_kind(row, "virtual") || has_kind(row, "downloadable");
    variant.requires_shipping = row.has(&Role::Kind).then_some(!is_virtual);
    variant
}

/// Reads the stock: without a number nobody counts it.
fn stock(row: &View<'_>, notes: &mut Notes) -> FeedStock {
    if let Some(units) = cells::units(row, &Role::Stock, notes) {
        return FeedStock::Units(units);
    }
    match row.get(&Role::InStock) {
        "0" => FeedStock::OutOfStock,
        "" => FeedStock::Unknown,
        _ => FeedStock::Untracked,
    }
}

fn status(row: &View<'_>, notes: &mut Notes) -> FeedStatus {
    let visibility = row.get(&Role::Visibility);
    match (row.get(&Role::Published).to_ascii_lowercase().as_str(), visibility) {
        ("1" | "true" | "", "hidden") => FeedStatus::Unlisted,
        ("1" | "true" | "", "catalog" | "search") => {
            notes.not_kept(row, &Role::Visibility, "a product is in listings and in search, or in neither");
            FeedStatus::Published
        }
        ("1" | "true" | "", _) => FeedStatus::Published,
        ("0", _) => FeedStatus::Hidden,
        ("-1" | "2" | "false", _) => FeedStatus::Draft,
        (other, _) => {
            notes.error(row, &Role::Published, format!("{other:?} is not 1, 0 or -1"));
            FeedStatus::Draft
        }
    }
}
