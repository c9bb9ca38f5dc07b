//! Products and their variations where these may stand apart.
//!
//! A first pass counts the variations of each product. In the second, a product is complete when that many have come,
//! so memory holds only products between their first and their last row.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    io::{Read, Seek},
};

use super::GroupResult;
use crate::{
    FeedError,
    columns::Columns,
    notes::row_error,
    table::{Row, Table},
    woocommerce::{Part, part},
};

/// The products that wait for variations.
pub(super) struct Variations {
    /// The product of each name that variations use, by the name's hash.
    products: HashMap<u64, Waiting>,
    /// Variations before their product.
    early: HashMap<u64, Vec<Row>>,
    open: HashMap<u64, GroupResult>,
}

/// A product in the file and the number of its variations.
#[derive(Clone, Copy)]
struct Waiting {
    /// The hash of its first name.
    product: u64,
    left: u32,
}

impl Variations {
    /// Counts the variations of each product.
    pub(super) fn count<R: Read + Seek>(table: &mut Table<R>, columns: &Columns) -> Result<Self, FeedError> {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let mut names: Vec<(u64, u64)> = Vec::new();
        while let Some(row) = table.next_row()? {
            match part(columns, &row) {
                Part::Single => {}
                Part::Variant(parent) => *counts.entry(hash(&parent)).or_default() += 1,
                Part::Parent(own) => {
                    let own: Vec<u64> = own.iter().map(|name| hash(name)).collect();
                    names.extend(own.first().into_iter().flat_map(|first| own.iter().map(|name| (*name, *first))));
                }
            }
        }
        let mut products: HashMap<u64, Waiting> = HashMap::new();
        for (name, product) in names {
            let count = counts.remove(&name).unwrap_or_default();
            if name == product || (count > 0 && !products.contains_key(&name)) {
                products.entry(name).or_insert(Waiting { product, left: 0 });
            }
            // The first name of a product comes before the others.
            if let Some(waiting) = products.get_mut(&product) {
                waiting.left += count;
            }
        }
        Ok(Self { products, early: HashMap::new(), open: HashMap::new() })
    }

    /// Adds a row, and returns the product that it completes.
    pub(super) fn add(&mut self, row: Row, columns: &Columns) -> Option<GroupResult> {
        match part(columns, &row) {
            Part::Single => Some(result(row, columns)),
            Part::Parent(names) => self.add_product(names.first().map(|name| hash(name)), row, columns),
            Part::Variant(parent) => self.add_variation(&parent, row, columns),
        }
    }

    fn add_product(&mut self, product: Option<u64>, row: Row, columns: &Columns) -> Option<GroupResult> {
        let line = row.line;
        let mut group = result(row, columns);
        let Some(product) = product else { return Some(group) };
        let is_known = self.products.get(&product).is_some_and(|waiting| waiting.product == product);
        if !is_known || self.open.contains_key(&product) {
            group.errors.push(row_error(line, "another product has the same SKU or ID"));
            return Some(group);
        }
        for early in self.early.remove(&product).unwrap_or_default() {
            self.take_one(product);
            group.add(early, columns.len());
        }
        self.open.insert(product, group);
        self.complete(product)
    }

    fn add_variation(&mut self, parent: &str, row: Row, columns: &Columns) -> Option<GroupResult> {
        let Some(Waiting { product, .. }) = self.products.get(&hash(parent)).copied() else {
            let message = format!("the file has no row of the variation's parent {parent:?}");
            return Some(GroupResult { errors: vec![row_error(row.line, message)], ..GroupResult::default() });
        };
        match self.open.get_mut(&product) {
            Some(group) => {
                group.add(row, columns.len());
                self.take_one(product);
                self.complete(product)
            }
            None => {
                self.early.entry(product).or_default().push(row);
                None
            }
        }
    }

    fn take_one(&mut self, product: u64) {
        if let Some(waiting) = self.products.get_mut(&product) {
            waiting.left = waiting.left.saturating_sub(1);
        }
    }

    fn complete(&mut self, product: u64) -> Option<GroupResult> {
        let is_complete = self.products.get(&product).is_some_and(|waiting| waiting.left == 0);
        if is_complete { self.open.remove(&product) } else { None }
    }

    /// Returns a product that is not complete at the end of the file. There is none, unless the file changed meanwhile.
    pub(super) fn next_incomplete(&mut self) -> Option<GroupResult> {
        let product = self.open.keys().next().copied()?;
        self.open.remove(&product)
    }
}

fn result(row: Row, columns: &Columns) -> GroupResult {
    let mut result = GroupResult::default();
    result.add(row, columns.len());
    result
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
