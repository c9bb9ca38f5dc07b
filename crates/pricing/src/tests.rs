mod vectors;
mod reports;
mod properties;
mod explanations;
mod limits;
mod refunds;
mod promotion_documents;
mod tax_documents;
mod delivery_documents;

use crate::{Quote, QuoteRow, RowKey};

/// Returns the amounts of all lines after discounts.
fn amounts(quote: &Quote) -> Vec<i64> {
    lines(quote).map(|row| row.amount).collect()
}

/// Returns the discounts of all lines.
fn discounts(quote: &Quote) -> Vec<i64> {
    lines(quote).map(|row| row.discount).collect()
}

/// Returns the taxes of all lines.
fn taxes(quote: &Quote) -> Vec<i64> {
    lines(quote).map(|row| row.tax).collect()
}

fn lines(quote: &Quote) -> impl Iterator<Item = &QuoteRow> {
    quote.rows.iter().filter(|row| matches!(row.key, RowKey::Line(_)))
}

/// Returns the row with this name.
fn row<'a>(quote: &'a Quote, key: &RowKey) -> &'a QuoteRow {
    quote.rows.iter().find(|row| row.key == *key).unwrap()
}

/// Returns the taxes of a row by component.
fn parts(row: &QuoteRow) -> Vec<(&str, i64)> {
    row.shares.iter().flat_map(|share| &share.parts).map(|part| (part.name.as_str(), part.tax)).collect()
}

/// Returns the sum of a component over all rows.
fn component(quote: &Quote, name: &str) -> i64 {
    quote.rows.iter().flat_map(parts).filter(|(other, _)| *other == name).map(|(_, tax)| tax).sum()
}
