//! From rows to a shelf, whole or what changed.

use std::{collections::HashMap, sync::Arc};

use database::{Error, Reader, Version};
use types::{Market, ProductId, VariantId};

use super::{Shelf, ShelfEntry, Slots, tree::CategoryTree};
use crate::{price, store};

/// Products a statement asks for at once.
const CHUNK: usize = 500;
/// From this share of changed products on, a new shelf costs less than following.
const FOLLOW_AT_MOST: usize = 4;

/// The whole shop at the reader's moment.
pub(super) async fn load(reader: &mut Reader, version: Version) -> Result<Shelf, Error> {
    let mut shelf = Shelf::empty(version, reader.at);
    let mut after = ProductId(0);
    loop {
        let ids = store::product_ids_after(reader, after, CHUNK as i64).await?;
        let Some(last) = ids.last() else { break };
        after = *last;
        put(reader, &mut shelf, &ids).await?;
    }
    finish(reader, &mut shelf).await?;
    Ok(shelf)
}

/// `known`, with what writes have changed since, and what is otherwise at the reader's moment, before or after; none
/// where it costs less to load the whole shop.
pub(super) async fn follow(reader: &mut Reader, version: Version, known: &Shelf) -> Result<Option<Shelf>, Error> {
    let Some(changes) = reader.changes_since(&known.version).await? else { return Ok(None) };
    let mut changed = store::products_of(reader, &changes).await?;
    let (earlier, later) = (known.at.min(reader.at), known.at.max(reader.at));
    changed.extend(store::products_changing_between(reader, earlier, later).await?);
    changed.sort_unstable();
    changed.dedup();
    let holes = known.entries.len().saturating_sub(known.of_product.values().map(ExactSizeIterator::len).sum());
    if changed.len() + holes > known.of_product.len() / FOLLOW_AT_MOST + CHUNK {
        return Ok(None);
    }
    let mut shelf =
        Shelf { version, at: reader.at, newest: Default::default(), popular: Default::default(), ..known.clone() };
    for ids in changed.chunks(CHUNK) {
        take_off(&mut shelf, ids);
        put(reader, &mut shelf, ids).await?;
    }
    finish(reader, &mut shelf).await?;
    Ok(Some(shelf))
}

async fn finish(reader: &mut Reader, shelf: &mut Shelf) -> Result<(), Error> {
    let at = reader.at;
    shelf.last_change = store::last_change(reader, at).await?;
    shelf.next_change = store::next_change(reader, at).await?;
    shelf.vocabulary = Arc::new(store::vocabulary(reader).await?);
    shelf.categories = Arc::new(CategoryTree::new(store::category_parents(reader).await?));
    Ok(())
}

/// Makes holes of these products' slots.
fn take_off(shelf: &mut Shelf, ids: &[ProductId]) {
    for range in ids.iter().filter_map(|id| shelf.of_product.remove(id)) {
        for slot in range {
            for slots in [&mut shelf.public, &mut shelf.available] {
                if slot < slots.len() {
                    slots.remove(slot);
                }
            }
        }
    }
}

async fn put(reader: &mut Reader, shelf: &mut Shelf, ids: &[ProductId]) -> Result<(), Error> {
    let rows = store::shelf_rows(reader, ids).await?;
    let prices =
        grouped(store::shelf_prices(reader, ids).await?.into_iter().map(|(id, market, window)| (id, (market, window))));
    let values = grouped(store::shelf_values(reader, ids).await?.into_iter());
    for row in rows {
        let slot = shelf.entries.len();
        let mut entry = ShelfEntry::new(&row);
        for market in Market::ALL {
            let own = prices.get(&row.variant).into_iter().flatten();
            let windows: Vec<_> = own.filter(|(of, _)| *of == market).map(|(_, window)| *window).collect();
            if let Some(price) = price::holding(&windows, shelf.at) {
                entry.set_price(market, price.amount);
                set(&mut shelf.sold_in[market as usize], slot);
            }
        }
        if entry.published_from <= shelf.at && row.window[1].is_none_or(|to| to > shelf.at) {
            set(&mut shelf.public, slot);
        }
        if row.stock.is_available() {
            set(&mut shelf.available, slot);
        }
        set(shelf.by_category.entry(row.category).or_default(), slot);
        for value in values.get(&row.variant).into_iter().flatten() {
            set(shelf.by_value.entry(*value).or_default(), slot);
        }
        for tag in row.tags.split_whitespace() {
            set(shelf.by_tag.entry(tag.to_owned()).or_default(), slot);
        }
        shelf.of_product.entry(row.product).or_insert(slot..slot).end = slot + 1;
        shelf.entries.push(entry);
    }
    Ok(())
}

fn grouped<T>(rows: impl Iterator<Item = (VariantId, T)>) -> HashMap<VariantId, Vec<T>> {
    let mut grouped: HashMap<VariantId, Vec<T>> = HashMap::new();
    for (variant, row) in rows {
        grouped.entry(variant).or_default().push(row);
    }
    grouped
}

/// Doubling, because the set grows slot by slot.
fn set(slots: &mut Slots, slot: usize) {
    if slot >= slots.len() {
        slots.grow((slot + 1).next_power_of_two());
    }
    slots.insert(slot);
}
