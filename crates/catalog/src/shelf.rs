//! The index in memory behind listings: every variant of the shop as a bit, so that a facet is counted by looking at
//! words of 64 products' bits instead of rows.
//!
//! A [`Shelf`] is made from the database alone and is never changed. A reader that none fits, because the database has a
//! newer revision, or because a scheduled price or publication begins or ends between its moment and theirs, makes the
//! next one from the nearest: it takes over what is the same and puts the products that differ on anew, whether their
//! moment lies after or before.

mod index;
mod kept;
mod loading;
mod row;
mod tree;

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use database::{Error, Reader, Version};
use types::{ProductId, Timestamp};

use crate::{Product, ProductCard, cards, keys};
pub(crate) use index::{Shelf, Slots};
use kept::Kept;
pub(crate) use row::ShelfEntry;

/// The shelves of a process, shared by all its requests.
#[derive(Clone, Default)]
pub struct Shelves {
    kept: Arc<RwLock<Kept>>,
    /// Held by the reader that makes a shelf; the others wait for it and use what it made.
    making: Arc<tokio::sync::Mutex<()>>,
    loads: Arc<AtomicU64>,
    follows: Arc<AtomicU64>,
}

/// How often a process has made a shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShelfStatistics {
    /// From the whole catalogue.
    pub loads: u64,
    /// From another shelf and what changed between them.
    pub follows: u64,
}

impl Shelves {
    /// None yet: the first listing fills it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills the shelf before anyone waits for it.
    pub async fn fill(&self, reader: &mut Reader) -> Result<(), Error> {
        self.shelf(reader).await.map(|_| ())
    }

    /// How often shelves were made so far.
    pub fn statistics(&self) -> ShelfStatistics {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        ShelfStatistics { loads: count(&self.loads), follows: count(&self.follows) }
    }

    /// The shelf as `reader` must see it: its moment, and no older than its revision.
    pub(crate) async fn shelf(&self, reader: &mut Reader) -> Result<Arc<Shelf>, Error> {
        let version = reader.version().await?;
        if let Some(shelf) = self.fitting(&version, reader.at) {
            return Ok(shelf);
        }
        let _turn = self.making.lock().await;
        if let Some(shelf) = self.fitting(&version, reader.at) {
            return Ok(shelf);
        }
        let shelf = Arc::new(self.make(reader, version).await?);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.keep(shelf.clone(), reader.is_preview());
        Ok(shelf)
    }

    fn fitting(&self, version: &Version, at: Timestamp) -> Option<Arc<Shelf>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).fitting(version, at)
    }

    async fn make(&self, reader: &mut Reader, version: Version) -> Result<Shelf, Error> {
        let nearest = self.kept.read().unwrap_or_else(PoisonError::into_inner).nearest(&version, reader.at);
        if let Some(nearest) = nearest
            && let Some(shelf) = loading::follow(reader, version.clone(), &nearest).await?
        {
            self.follows.fetch_add(1, Ordering::Relaxed);
            return Ok(shelf);
        }
        self.loads.fetch_add(1, Ordering::Relaxed);
        loading::load(reader, version).await
    }
}

/// The shelf, with the reader told what it depends on.
pub(crate) async fn watched(reader: &mut Reader, shelves: &Shelves) -> Result<Arc<Shelf>, Error> {
    let shelf = shelves.shelf(reader).await?;
    reader.changes_at([shelf.next_change, None]);
    Ok(shelf)
}

/// The products that became public last.
pub async fn newest(reader: &mut Reader, shelves: &Shelves, limit: usize) -> Result<Vec<Arc<ProductCard>>, Error> {
    reader.touch(keys::assortment());
    let shelf = watched(reader, shelves).await?;
    let ids: Vec<ProductId> = shelf.newest(reader.market()).take(limit).collect();
    cards(reader, &ids).await
}

/// The products with the highest popularity.
pub async fn popular(reader: &mut Reader, shelves: &Shelves, limit: usize) -> Result<Vec<Arc<ProductCard>>, Error> {
    reader.touch(keys::assortment());
    let shelf = watched(reader, shelves).await?;
    let ids: Vec<ProductId> = shelf.popular(reader.market()).take(limit).collect();
    cards(reader, &ids).await
}

/// Others of the product's category: those that share most attribute values first, then the more popular.
pub async fn related(
    reader: &mut Reader,
    shelves: &Shelves,
    product: &Product,
    limit: usize,
) -> Result<Vec<Arc<ProductCard>>, Error> {
    let Some(category) = product.path.last() else { return Ok(Vec::new()) };
    reader.touch(keys::members(category.id));
    let shelf = watched(reader, shelves).await?;
    let ids = shelf.related(product.id, category.id, reader.market(), limit);
    cards(reader, &ids).await
}
