//! The index in memory behind listings: every variant of the shop as a bit, so that a facet is counted by looking at
//! words of 64 products' bits instead of rows.
//!
//! A [`Shelf`] is made from the database alone and is never changed; when the database has a newer revision, or a
//! scheduled price or publication has begun or ended, the next reader to notice makes the following one from it.

mod index;
mod loading;
mod row;

use std::sync::{Arc, PoisonError, RwLock};

use database::{Error, Reader, Version};
use types::ProductId;

use crate::{Product, ProductCard, cards, keys};
pub(crate) use index::{Shelf, Slots};
pub(crate) use row::ShelfEntry;

/// The newest shelf of a process, shared by all its requests.
#[derive(Clone, Default)]
pub struct Shelves {
    current: Arc<RwLock<Option<Arc<Shelf>>>>,
    filling: Arc<tokio::sync::Mutex<()>>,
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

    /// The shelf as `reader` must see it: its moment, and no older than its revision.
    pub(crate) async fn shelf(&self, reader: &mut Reader) -> Result<Arc<Shelf>, Error> {
        let version = reader.version().await?;
        let fits = |shelf: &Arc<Shelf>| shelf.version.includes(&version) && shelf.holds_at(reader.at);
        if let Some(shelf) = self.newest().filter(fits) {
            return Ok(shelf);
        }
        let _turn = self.filling.lock().await;
        match self.newest() {
            Some(shelf) if fits(&shelf) => Ok(shelf),
            // A preview of another moment must not push out what the public sees; nor must a clock that went back.
            Some(shelf) if reader.is_preview() || reader.at < shelf.at => {
                loading::load(reader, version).await.map(Arc::new)
            }
            known => self.advance(reader, version, known).await,
        }
    }

    async fn advance(
        &self,
        reader: &mut Reader,
        version: Version,
        known: Option<Arc<Shelf>>,
    ) -> Result<Arc<Shelf>, Error> {
        let shelf = Arc::new(match &known {
            Some(known) => loading::follow(reader, version, known).await?,
            None => loading::load(reader, version).await?,
        });
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(shelf.clone());
        Ok(shelf)
    }

    fn newest(&self) -> Option<Arc<Shelf>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
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
