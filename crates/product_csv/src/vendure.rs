//! Vendure's product CSV.
//!
//! The columns are those of <https://docs.vendure.io/current/core/developer-guide/importing-data>: `name`, `slug`,
//! `description`, `assets`, `facets`, `optionGroups`, `optionValues`, `sku`, `price`, `taxCategory`, `stockOnHand`,
//! `trackInventory`, `variantAssets` and `variantFacets`, and custom fields as `product:field` and `variant:field`. Lists
//! are separated by `|`. Rows without a name are further variants of the product above. A column of a text in several
//! languages ends in `:` and the language's code.

use crate::{
    FeedProduct, FeedStock,
    cells::{self, Style, Texts},
    columns::{Amount, Columns, Level, Role, View},
    description::Breaks,
    measure::DecimalMark,
    notes::Notes,
    product::{self, Group, add_image},
    table::Row,
};

/// The columns whose texts may be in several languages.
const TRANSLATED: [&str; 7] =
    ["name", "slug", "description", "facets", "optionGroups", "optionValues", "variantFacets"];

/// Returns whether a header is Vendure's.
pub(crate) fn recognise(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|column| column.split(':').next() == Some(name));
    ["name", "optionGroups", "optionValues", "sku", "price"].iter().all(|name| has(name))
}

/// Returns the spelling of cells.
pub(crate) fn style() -> Style {
    Style {
        decimal: DecimalMark::Point,
        list: '|',
        escapes: false,
        path: ">".to_owned(),
        texts: Texts::Html(Breaks::Spaces),
    }
}

/// Returns the languages of the texts, in the order of the header; none if they are in one that is not named.
fn languages(header: &[String]) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for (_, language) in header.iter().filter_map(|name| translated(name)) {
        if !languages.iter().any(|other| other == language) {
            languages.push(language.to_owned());
        }
    }
    languages
}

fn translated(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once(':').filter(|(base, _)| TRANSLATED.contains(base))
}

/// Gives each column its role. Of texts in several languages, `language` is read, or else the first.
pub(crate) fn columns(header: &[String], language: Option<&str>) -> Columns {
    let languages = languages(header);
    let language = language.filter(|language| languages.iter().any(|other| other == language));
    let language = language.or(languages.first().map(String::as_str));
    Columns::new(header, |_, name| match translated(name) {
        Some((base, of)) if Some(of) == language => role(base),
        Some(_) => {
            Role::Dropped { usual: &[], reason: "one language is read at a time; read the file again for this one" }
        }
        None => role(name),
    })
}

fn role(name: &str) -> Role {
    match name {
        "name" => Role::Title,
        "slug" => Role::Handle,
        "description" => Role::Description,
        "assets" => Role::Images,
        "facets" => Role::Facets,
        "optionGroups" => Role::OptionNames,
        "optionValues" => Role::OptionValues,
        "sku" => Role::Sku,
        "price" => Role::price(Amount::Base),
        "taxCategory" => Role::TaxClass,
        "stockOnHand" => Role::Stock,
        "trackInventory" => Role::Tracked,
        "variantAssets" => Role::VariantImages,
        "variantFacets" => Role::VariantFacets,
        "enabled" => Role::Published,
        _ => custom_field(name),
    }
}

fn custom_field(name: &str) -> Role {
    let (level, key) = match name.split_once(':') {
        Some(("product", key)) => (Level::Product, key),
        Some(("variant", key)) => (Level::Variant, key),
        _ => return Role::Unknown,
    };
    Role::Fact { level, key: key.to_owned(), name: key.to_owned(), list: None, visible: true }
}

/// Returns whether a row begins a product.
pub(crate) fn begins(columns: &Columns, row: &Row) -> bool {
    View { columns, row }.has(&Role::Title)
}

/// Builds a product from its rows.
pub(crate) fn build(columns: &Columns, group: &Group, style: &Style, notes: &mut Notes) -> Option<FeedProduct> {
    let rows: Vec<View<'_>> = group.rows.iter().map(|row| View { columns, row }).collect();
    let first = rows.first()?;
    let mut product = product::product(first, style, notes);
    product.attributes.extend(cells::named_facts(first, &Role::Facets, style, notes));
    if cells::flag(first, &Role::Published, notes) == Some(false) {
        product.status = crate::FeedStatus::Hidden;
    }
    for source in cells::list(first.get(&Role::Images), style) {
        add_image(&mut product.images, first.line(), &source, "");
    }
    product::report_differences(&rows, notes);
    for row in &rows {
        cells::report_dropped(row, notes);
        add_variant(&mut product, row, style, notes);
    }
    // A group may have a code behind its name, which joins groups of products.
    let groups = names(first.get(&Role::OptionNames));
    let names: Vec<String> = groups.iter().map(|name| name.split(':').next().unwrap_or(name).to_owned()).collect();
    product::set_options(&mut product, &names);
    product::finish(product, notes)
}

fn add_variant(product: &mut FeedProduct, row: &View<'_>, style: &Style, notes: &mut Notes) {
    let mut variant = product::variant(row, style, notes);
    variant.options = names(row.get(&Role::OptionValues));
    variant.attributes.extend(cells::named_facts(row, &Role::VariantFacets, style, notes));
    for source in cells::list(row.get(&Role::VariantImages), style) {
        add_image(&mut product.images, row.line(), &source, "");
        variant.images.push(source);
    }
    let units = cells::units(row, &Role::Stock, notes);
    variant.stock = match cells::flag(row, &Role::Tracked, notes) {
        Some(false) => FeedStock::Untracked,
        _ => units.map_or(FeedStock::Unknown, FeedStock::Units),
    };
    product.variants.push(variant);
}

/// Splits names, of which two may be equal.
fn names(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
