//! Shopify's product export.
//!
//! The columns are those of <https://help.shopify.com/en/manual/products/import-export/using-csv>, under the names from
//! before 2025 (`Handle`, `Body (HTML)`, `Variant Price`, `Image Src`) and after (`URL handle`, `Description`, `Price`,
//! `Product image URL`). The rows of a product stand together and repeat its handle: the first has its fields, and each
//! has a variant, a picture, or both.

mod columns;

pub(crate) use columns::{columns, recognise};

use crate::{
    FeedProduct, FeedStatus, FeedStock,
    cells::{self, Style, Texts},
    columns::{Amount, Columns, Role, View},
    description::Breaks,
    measure::DecimalMark,
    notes::Notes,
    product::{self, Group, add_image},
    table::Row,
};

/// The most options that a product has.
const OPTIONS: usize = 3;

/// Returns the spelling of cells.
pub(crate) fn style() -> Style {
    Style {
        decimal: DecimalMark::Point,
        list: ',',
        escapes: false,
        path: ">".to_owned(),
        texts: Texts::Html(Breaks::Spaces),
    }
}

/// Returns the handle of the product that a row belongs to; `None` if it continues the one before.
pub(crate) fn begins(columns: &Columns, row: &Row, current: &str) -> bool {
    let row = View { columns, row };
    let handle = row.get(&Role::Handle);
    if handle.is_empty() { row.has(&Role::Title) } else { handle != current }
}

/// Builds a product from its rows.
pub(crate) fn build(columns: &Columns, group: &Group, style: &Style, notes: &mut Notes) -> Option<FeedProduct> {
    let rows: Vec<View<'_>> = group.rows.iter().map(|row| View { columns, row }).collect();
    let first = rows.first()?;
    let mut product = product::product(first, style, notes);
    let taxonomy = cells::path(first.get(&Role::Categories), style);
    product.categories = if taxonomy.is_empty() { Vec::new() } else { vec![taxonomy] };
    product.status = status(first, notes);
    product::report_differences(&rows, notes);
    rows.iter().for_each(|row| cells::report_dropped(row, notes));
    add_images(&mut product, &rows, notes);
    let mut with_variant: Vec<&View<'_>> = rows.iter().filter(|row| has_variant(row)).collect();
    if with_variant.is_empty() {
        with_variant.push(first);
    }
    let names = option_names(&rows);
    for row in with_variant {
        add_variant(&mut product, row, names.len(), style, notes);
    }
    set_options(&mut product, &names);
    product::finish(product, notes)
}

/// Adds the pictures in the order of their positions.
fn add_images(product: &mut FeedProduct, rows: &[View<'_>], notes: &mut Notes) {
    let mut placed: Vec<(u64, &View<'_>)> = Vec::new();
    for row in rows.iter().filter(|row| row.has(&Role::Images)) {
        let position = row.get(&Role::ImagePosition);
        let place = position.parse().unwrap_or_else(|_| {
            if !position.is_empty() {
                notes.not_kept(
                    row,
                    &Role::ImagePosition,
                    "it is not a whole number; the picture keeps its row's place",
                );
            }
            placed.last().map_or(1, |(place, _)| *place)
        });
        placed.push((place, row));
    }
    placed.sort_by_key(|(place, _)| *place);
    for (_, row) in placed {
        add_image(&mut product.images, row.line(), row.get(&Role::Images), row.get(&Role::ImageAlt));
    }
}

/// Returns whether a row has a variant, and not only a picture. Tools that write such files repeat other columns.
fn has_variant(row: &View<'_>) -> bool {
    let base = Role::price(Amount::Base);
    (0..OPTIONS).any(|place| row.has(&Role::OptionValue(place)))
        || [Role::Sku, Role::Barcode, base].iter().any(|role| row.has(role))
}

/// Returns the names of the options, from the first row that names each.
fn option_names(rows: &[View<'_>]) -> Vec<String> {
    let named = (0..OPTIONS).map_while(|place| {
        let role = Role::OptionName(place);
        rows.iter().map(|row| row.get(&role)).find(|name| !name.is_empty())
    });
    named.map(str::to_owned).collect()
}

fn add_variant(product: &mut FeedProduct, row: &View<'_>, options: usize, style: &Style, notes: &mut Notes) {
    let mut variant = product::variant(row, style, notes);
    variant.options = (0..options).map(|place| row.get(&Role::OptionValue(place)).to_owned()).collect();
    variant.stock = stock(row, notes);
    variant.backorder = backorder(row, notes);
    let image = row.get(&Role::VariantImages);
    if !image.is_empty() {
        add_image(&mut product.images, row.line(), image, "");
        variant.images.push(image.to_owned());
    }
    product.variants.push(variant);
}

/// Sets the options, unless the only one is `Title` with the value `Default Title`: then there is no choice.
fn set_options(product: &mut FeedProduct, names: &[String]) {
    let is_default = |value: &String| value == "Default Title" || value.is_empty();
    let has_choice = match names {
        [] => false,
        [only] => only != "Title" || !product.variants.iter().all(|variant| variant.options.iter().all(is_default)),
        _ => true,
    };
    if !has_choice {
        product.variants.iter_mut().for_each(|variant| variant.options.clear());
    }
    product::set_options(product, if has_choice { names } else { &[] });
}

/// Reads the stock: without a tracker nobody counts it.
fn stock(row: &View<'_>, notes: &mut Notes) -> FeedStock {
    let units = cells::units(row, &Role::Stock, notes);
    if row.columns.has(&Role::Tracked) && !row.has(&Role::Tracked) {
        return FeedStock::Untracked;
    }
    units.map_or(FeedStock::Unknown, FeedStock::Units)
}

fn backorder(row: &View<'_>, notes: &mut Notes) -> bool {
    match row.get(&Role::Backorder).to_ascii_lowercase().as_str() {
        "continue" => true,
        "deny" => false,
        _ => cells::flag(row, &Role::Backorder, notes) == Some(true),
    }
}

fn status(row: &View<'_>, notes: &mut Notes) -> FeedStatus {
    let published = cells::flag(row, &Role::Published, notes) != Some(false);
    match row.get(&Role::Status).to_ascii_lowercase().as_str() {
        "draft" => FeedStatus::Draft,
        "archived" => FeedStatus::Archived,
        "" | "active" | "unlisted" if !published => FeedStatus::Hidden,
        "" | "active" => FeedStatus::Published,
        "unlisted" => FeedStatus::Unlisted,
        other => {
            notes.error(row, &Role::Status, format!("{other:?} is not active, draft, archived or unlisted"));
            FeedStatus::Draft
        }
    }
}
