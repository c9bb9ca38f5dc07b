//! Products as a flat file: a row a variant, the product's own columns filled in its first row.

mod cells;
mod columns;
mod product;
mod sheet;
mod variant;
mod write;

use types::Slug;

use crate::{Known, Refusals, ShopDocument, check, refusal::Collected};
use product::Rows;
use sheet::Sheet;

pub use write::write_csv;

/// Reads products, given what the shop has already; `file` is how refusals name it.
pub fn read_csv(file: &str, bytes: &[u8], known: &Known) -> Result<ShopDocument, Refusals> {
    let sheet = Sheet::of(file, bytes)?;
    let groups = sheet.rows_by_product();
    let mut refused = Collected::default();
    let products = groups.iter().filter_map(|rows| Rows::new(&sheet, rows, &mut refused).product()).collect();
    refused.none_or_refused()?;
    let document = ShopDocument { products, ..ShopDocument::default() };
    check::findings(&document, known).refused(|finding| sheet.refusal(&groups, &document.products, finding))?;
    Ok(document)
}

/// The name of an option's column.
fn option_column(place: usize) -> String {
    format!("option_{}", place + 1)
}

/// The name of the column with a variant's value of an option.
fn value_column(place: usize) -> String {
    format!("option_{}_value", place + 1)
}

fn joined<'a>(codes: impl IntoIterator<Item = &'a Slug>) -> String {
    codes.into_iter().map(Slug::as_str).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests;
