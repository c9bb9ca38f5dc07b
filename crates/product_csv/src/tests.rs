mod files;
mod mapped;
mod shopify;
mod vendure;
mod woocommerce;

use std::io::Cursor;

use crate::{ColumnMap, FeedError, FeedOptions, FeedProduct, ProductFeed};

/// Reads a file of a known format.
fn read(file: impl AsRef<[u8]>) -> ProductFeed {
    try_read(file).unwrap()
}

fn try_read(file: impl AsRef<[u8]>) -> Result<ProductFeed, FeedError> {
    ProductFeed::read(Cursor::new(file.as_ref()), FeedOptions::default())
}

/// Reads a file with a column map.
fn read_mapped(file: impl AsRef<[u8]>, map: &str) -> Result<ProductFeed, FeedError> {
    let map = Some(ColumnMap::parse(map).unwrap());
    ProductFeed::read(Cursor::new(file.as_ref()), FeedOptions { map, language: None })
}

/// Returns the faults as `line column: message`.
fn errors(feed: &ProductFeed) -> Vec<String> {
    feed.errors.iter().map(|error| format!("{} {}: {}", error.line, error.column, error.message)).collect()
}

/// Returns the values without a place as `line column=value: reason`.
fn not_kept(feed: &ProductFeed) -> Vec<String> {
    feed.not_kept.iter().map(|n| format!("{} {}={}: {}", n.line, n.column, n.value, n.reason)).collect()
}

fn product<'a>(feed: &'a ProductFeed, title: &str) -> &'a FeedProduct {
    feed.products.iter().find(|product| product.title == title).unwrap()
}

/// Returns a variant's amounts as `region kind amount`.
fn prices(product: &FeedProduct, variant: usize) -> Vec<String> {
    let price = |price: &crate::FeedPrice| {
        let place = price.region.as_deref().or(price.currency.as_deref()).unwrap_or("-");
        format!("{place} {:?} {}", price.kind, price.amount)
    };
    product.variants[variant].prices.iter().map(price).collect()
}

/// Returns facts as `key (name): values`.
fn facts(attributes: &[crate::FeedAttribute]) -> Vec<String> {
    attributes.iter().map(|fact| format!("{} ({}): {}", fact.key, fact.name, fact.values.join("|"))).collect()
}
