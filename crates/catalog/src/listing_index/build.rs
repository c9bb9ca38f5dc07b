//! Builds an index from the database: whole, or from another index and the changes between them.

use std::{collections::HashMap, sync::Arc};

use database::{BaseReader, Error, Version};
use types::{ProductId, VariantId};

use super::{CategoryTree, IndexedVariant, ListingIndex, VariantSet};
use crate::store;

/// Products that one statement reads.
const CHUNK: usize = 500;
/// An update may change one product of so many; above that, loading the whole catalogue costs less.
const UPDATE_AT_MOST_ONE_OF: usize = 4;

/// Loads the whole catalogue at the reader's moment.
pub(crate) async fn load(reader: &mut BaseReader, version: Version) -> Result<ListingIndex, Error> {
    let mut index = ListingIndex::empty(version, reader.at);
    let mut after = ProductId(0);
    loop {
        let ids = store::product_ids_after(reader, after, CHUNK as i64).await?;
        let Some(last) = ids.last() else { break };
        after = *last;
        add(reader, &mut index, &ids).await?;
    }
    finish(reader, &mut index).await?;
    Ok(index)
}

/// Returns a copy of `known` with the products that writes have changed since, and those that are different at the
/// reader's moment, be it earlier or later. Returns none where loading the whole catalogue costs less.
pub(crate) async fn update(
    reader: &mut BaseReader,
    version: Version,
    known: &ListingIndex,
) -> Result<Option<ListingIndex>, Error> {
    let Some(changes) = reader.changes_since(&known.version).await? else { return Ok(None) };
    let mut changed = store::products_of(reader, &changes).await?;
    let (earlier, later) = (known.at.min(reader.at), known.at.max(reader.at));
    changed.extend(store::products_changing_between(reader, earlier, later).await?);
    changed.sort_unstable();
    changed.dedup();
    let holes = known.entries.len().saturating_sub(known.of_product.values().map(ExactSizeIterator::len).sum());
    if changed.len() + holes > known.of_product.len() / UPDATE_AT_MOST_ONE_OF + CHUNK {
        return Ok(None);
    }
    let mut index = ListingIndex { version, at: reader.at, markets: Arc::default(), ..known.clone() };
    for ids in changed.chunks(CHUNK) {
        remove(&mut index, ids);
        add(reader, &mut index, ids).await?;
    }
    finish(reader, &mut index).await?;
    Ok(Some(index))
}

async fn finish(reader: &mut BaseReader, index: &mut ListingIndex) -> Result<(), Error> {
    let at = reader.at;
    index.last_change = store::last_change(reader, at).await?;
    index.next_change = store::next_change(reader, at).await?;
    index.vocabulary = Arc::new(store::vocabulary(reader).await?);
    index.categories = Arc::new(CategoryTree::new(store::category_parents(reader).await?));
    Ok(())
}

/// Turns the slots of these products into holes.
fn remove(index: &mut ListingIndex, ids: &[ProductId]) {
    for range in ids.iter().filter_map(|id| index.of_product.remove(id)) {
        for slot in range {
            for slots in [&mut index.public, &mut index.available] {
                if slot < slots.len() {
                    slots.remove(slot);
                }
            }
        }
    }
}

async fn add(reader: &mut BaseReader, index: &mut ListingIndex, ids: &[ProductId]) -> Result<(), Error> {
    let rows = store::indexed_variants(reader, ids).await?;
    let prices = group_by_variant(store::indexed_prices(reader, ids).await?.into_iter());
    let values = group_by_variant(store::indexed_values(reader, ids).await?.into_iter());
    let facts = group_by_variant(store::indexed_facts(reader, ids).await?.into_iter());
    for row in rows {
        let slot = index.entries.len();
        let own = prices.get(&row.variant).map(Vec::as_slice).unwrap_or_default();
        let entry = IndexedVariant::new(&row, own, index.at);
        if entry.published_from <= index.at && row.window[1].is_none_or(|to| to > index.at) {
            set(&mut index.public, slot);
        }
        if row.stock.is_available() {
            set(&mut index.available, slot);
        }
        set(index.by_category.entry(row.category).or_default(), slot);
        for value in values.get(&row.variant).into_iter().flatten() {
            set(index.by_value.entry(*value).or_default(), slot);
        }
        for (attribute, thousandths) in facts.get(&row.variant).into_iter().flatten() {
            index.by_fact.entry(*attribute).or_default().push((slot, *thousandths));
        }
        for tag in row.tags.split_whitespace() {
            set(index.by_tag.entry(tag.to_owned()).or_default(), slot);
        }
        index.of_product.entry(row.product).or_insert(slot..slot).end = slot + 1;
        index.entries.push(entry);
    }
    Ok(())
}

fn group_by_variant<T>(rows: impl Iterator<Item = (VariantId, T)>) -> HashMap<VariantId, Vec<T>> {
    let mut grouped: HashMap<VariantId, Vec<T>> = HashMap::new();
    for (variant, row) in rows {
        grouped.entry(variant).or_default().push(row);
    }
    grouped
}

/// Adds a slot. The capacity doubles, because the set grows slot by slot.
fn set(slots: &mut VariantSet, slot: usize) {
    if slot >= slots.len() {
        slots.grow((slot + 1).next_power_of_two());
    }
    slots.insert(slot);
}
