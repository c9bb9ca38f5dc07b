//! Products of a spreadsheet that a column map describes.

use crate::{
    FeedProduct, FeedStatus, FeedStock,
    cells::{self, Style},
    columns::{Columns, Role, View},
    notes::Notes,
    product::{self, Group, add_image},
    table::Row,
};

/// Returns whether a row begins a product: its group, or else its handle, is another one. Without both, each row does.
pub(crate) fn begins(columns: &Columns, row: &Row, before: Option<&Row>) -> bool {
    let role = if columns.has(&Role::Group) { Role::Group } else { Role::Handle };
    let key = View { columns, row }.get(&role);
    let before = before.map(|row| View { columns, row }.get(&role));
    key.is_empty() || before != Some(key)
}

/// Builds a product from its rows; `options` are the names of all options that the map has.
pub(crate) fn build(
    columns: &Columns,
    options: &[String],
    group: &Group,
    style: &Style,
    notes: &mut Notes,
) -> Option<FeedProduct> {
    let rows: Vec<View<'_>> = group.rows.iter().map(|row| View { columns, row }).collect();
    let first = rows.first()?;
    let mut product = product::product(first, style, notes);
    product.status = status(first, notes);
    let levels = columns_of(first, |role| matches!(role, Role::CategoryLevel(_)));
    if !levels.is_empty() {
        product.categories.push(levels.into_iter().map(str::to_owned).collect());
    }
    product::report_differences(&rows, notes);
    let used: Vec<usize> =
        (0..options.len()).filter(|place| rows.iter().any(|row| row.has(&Role::OptionValue(*place)))).collect();
    for row in &rows {
        cells::report_dropped(row, notes);
        add_images(&mut product, row, style);
        add_variant(&mut product, row, &used, style, notes);
    }
    let names: Vec<String> = used.iter().map(|place| options[*place].clone()).collect();
    product::set_options(&mut product, &names);
    product::finish(product, notes)
}

fn columns_of<'a>(row: &View<'a>, is_wanted: impl Fn(&Role) -> bool) -> Vec<&'a str> {
    row.cells().filter(|(_, role, _)| is_wanted(role)).map(|(_, _, value)| value).collect()
}

fn add_images(product: &mut FeedProduct, row: &View<'_>, style: &Style) {
    let listed = cells::list(row.get(&Role::Images), style);
    let own = columns_of(row, |role| matches!(role, Role::Image(_)));
    for source in listed.iter().map(String::as_str).chain(own) {
        add_image(&mut product.images, row.line(), source, "");
    }
}

fn add_variant(product: &mut FeedProduct, row: &View<'_>, used: &[usize], style: &Style, notes: &mut Notes) {
    let mut variant = product::variant(row, style, notes);
    variant.options = used.iter().map(|place| row.get(&Role::OptionValue(*place)).to_owned()).collect();
    variant.stock = cells::units(row, &Role::Stock, notes).map_or(FeedStock::Unknown, FeedStock::Units);
    variant.backorder = cells::flag(row, &Role::Backorder, notes) == Some(true);
    for source in cells::list(row.get(&Role::VariantImages), style) {
        add_image(&mut product.images, row.line(), &source, "");
        variant.images.push(source);
    }
    product.variants.push(variant);
}

fn status(row: &View<'_>, notes: &mut Notes) -> FeedStatus {
    match row.get(&Role::Status).to_ascii_lowercase().as_str() {
        "" | "published" | "active" | "true" | "1" | "yes" => FeedStatus::Published,
        "unlisted" => FeedStatus::Unlisted,
        "hidden" | "false" | "0" | "no" => FeedStatus::Hidden,
        "draft" => FeedStatus::Draft,
        "archived" => FeedStatus::Archived,
        other => {
            notes.error(row, &Role::Status, format!("{other:?} is not published, unlisted, hidden, draft or archived"));
            FeedStatus::Draft
        }
    }
}
