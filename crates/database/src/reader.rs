mod changes;
#[cfg(test)]
mod tests;

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use coherence::{CacheId, CacheKey, Footprint, Lag, ReadCache, ReadPoint, Revision, Version};
use futures::future::BoxFuture;
use types::{Language, Locale, Market, Timestamp};

use crate::{Connection, Error, Executor, sql};
pub use changes::Write;

/// The treatment of rows that are not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// The reader sees only rows that are published at its moment.
    Hidden,
    /// The reader sees all rows: for a verified preview.
    Shown,
}

/// The rows that a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visibility {
    Public,
    Preview(Drafts),
}

/// A view of the shop in no locale: one consistent state, one moment. Jobs, commands and the staff API read with it.
pub struct BaseReader {
    connection: Connection,
    /// The moment that it shows: now, or the previewed one.
    pub at: Timestamp,
    visibility: Visibility,
    footprint: Footprint,
    /// Read once, because it can't change within one view of the database.
    version: Option<Version>,
    cache: Arc<ReadCache>,
}

/// A view of the shop for one page: a [`BaseReader`] in one market and language.
pub struct Reader {
    base: BaseReader,
    /// The locale that it reads for.
    pub locale: Locale,
}

impl BaseReader {
    pub(crate) fn new(connection: Connection, at: Timestamp, cache: Arc<ReadCache>) -> Self {
        Self { connection, at, visibility: Visibility::Public, footprint: Footprint::default(), version: None, cache }
    }

    pub(crate) fn at_version(self, version: Version) -> Self {
        Self { version: Some(version), ..self }
    }

    pub(crate) fn preview(self, drafts: Drafts) -> Self {
        Self { visibility: Visibility::Preview(drafts), ..self }
    }

    /// Returns the same view in a locale.
    pub fn for_locale(self, locale: Locale) -> Reader {
        Reader { base: self, locale }
    }

    /// Returns `true` if this reader shows a preview instead of the public shop.
    pub fn is_preview(&self) -> bool {
        self.visibility != Visibility::Public
    }

    /// Records that something was read, or looked for and not found.
    pub fn touch(&mut self, key: CacheKey) {
        self.footprint.touch(key);
    }

    /// Records the bounds of a window such as a price's or a publication's: each bound in the future is a change to come.
    pub fn changes_at(&mut self, bounds: [Option<Timestamp>; 2]) {
        for moment in bounds.into_iter().flatten().filter(|moment| *moment > self.at) {
            self.footprint.changes_at(moment);
        }
    }

    /// Records the bounds of a window from `from` (`None`: never opens) to `to` (`None`: never closes). Returns `true` if the
    /// window is open to this reader.
    pub fn is_open(&mut self, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
        self.changes_at([from, to]);
        self.holds(from, to) || self.visibility == Visibility::Preview(Drafts::Shown)
    }

    /// Records the bounds of a window that has nothing to do with publication. Returns `true` if the reader's moment lies in it.
    pub fn is_within(&mut self, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
        self.changes_at([from, to]);
        self.holds(from, to)
    }

    fn holds(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
        from.is_some_and(|from| from <= self.at) && to.is_none_or(|to| to > self.at)
    }

    /// Returns the newest write that this reader sees.
    pub async fn revision(&mut self) -> Result<Revision, Error> {
        match &self.version {
            Some(version) => Ok(version.revision),
            // The table is older than the view: this query also finds out whether the database has a schema.
            None => sql("SELECT value FROM revision").scalar(self).await,
        }
    }

    /// Returns the state that this reader sees.
    pub async fn version(&mut self) -> Result<Version, Error> {
        if let Some(version) = &self.version {
            return Ok(version.clone());
        }
        let version: Version = sql("SELECT revision, epoch FROM shop_version").row(self).await?;
        self.version = Some(version.clone());
        Ok(version)
    }

    /// Returns the point at which this reader reads; `None` for a preview, which neither uses nor fills the cache.
    async fn read_point(&mut self) -> Result<Option<ReadPoint>, Error> {
        if self.is_preview() {
            return Ok(None);
        }
        Ok(Some(ReadPoint { version: self.version().await?, at: self.at }))
    }

    /// Returns the footprint recorded so far.
    pub const fn footprint(&self) -> &Footprint {
        &self.footprint
    }
}

impl Reader {
    /// Returns the locale's language.
    pub const fn language(&self) -> Language {
        self.locale.language()
    }

    /// Returns the locale's market.
    pub const fn market(&self) -> Market {
        self.locale.market()
    }

    /// Ends the reading and returns its footprint.
    pub fn into_footprint(self) -> Footprint {
        self.base.footprint
    }

    /// Returns the cached value if it is fresh for this reader, otherwise loads and caches it. Either way its footprint is
    /// recorded.
    pub async fn cached<T: Send + Sync + 'static>(
        &mut self,
        id: CacheId,
        load: impl for<'r> FnOnce(&'r mut Self) -> BoxFuture<'r, Result<T, Error>>,
    ) -> Result<Arc<T>, Error> {
        if let Some(value) = self.get_cached(id.clone()).await? {
            return Ok(value);
        }
        let (value, footprint) = self.load_separately(load).await;
        self.put_cached(id, value?, footprint).await
    }

    /// Like [`Self::cached`], for optional values. `None` is not cached: the key space of missing values is unbounded.
    pub async fn cached_optional<T: Send + Sync + 'static>(
        &mut self,
        id: CacheId,
        load: impl for<'r> FnOnce(&'r mut Self) -> BoxFuture<'r, Result<Option<T>, Error>>,
    ) -> Result<Option<Arc<T>>, Error> {
        if let Some(value) = self.get_cached(id.clone()).await? {
            return Ok(Some(value));
        }
        let (value, footprint) = self.load_separately(load).await;
        match value? {
            Some(value) => self.put_cached(id, value, footprint).await.map(Some),
            None => {
                self.base.footprint.join(&footprint);
                Ok(None)
            }
        }
    }

    async fn load_separately<T>(
        &mut self,
        load: impl for<'r> FnOnce(&'r mut Self) -> BoxFuture<'r, Result<T, Error>>,
    ) -> (Result<T, Error>, Footprint) {
        let before = std::mem::take(&mut self.base.footprint);
        let value = load(self).await;
        (value, std::mem::replace(&mut self.base.footprint, before))
    }

    /// Returns the cached value, or makes it from the cached value `from` and nothing else. It stays fresh as long as `from`.
    pub async fn derived<T: Send + Sync + 'static>(
        &mut self,
        from: CacheId,
        id: CacheId,
        make: impl FnOnce() -> T,
    ) -> Result<Arc<T>, Error> {
        if let Some(value) = self.get_cached(id.clone()).await? {
            return Ok(value);
        }
        let value = Arc::new(make());
        if let Some(point) = self.base.read_point().await?
            && let Some(footprint) = self.base.cache.footprint(from, self.locale, &point)
        {
            self.base.cache.insert(id, self.locale, point, value.clone(), footprint);
        }
        Ok(value)
    }

    /// Returns the cached value if it is fresh for this reader, and records its footprint.
    pub async fn get_cached<T: Send + Sync + 'static>(&mut self, id: CacheId) -> Result<Option<Arc<T>>, Error> {
        let Some(point) = self.base.read_point().await? else { return Ok(None) };
        match self.base.cache.lag(&point.version) {
            Lag::None => {}
            Lag::Unknown => self.base.cache.catch_up(None, &point.version),
            Lag::Since(known) => {
                let changes = self.base.changes_since(&known).await?;
                self.base.cache.catch_up(changes, &point.version);
            }
        }
        let Some((value, footprint)) = self.base.cache.get(id, self.locale, &point) else { return Ok(None) };
        self.base.footprint.join(&footprint);
        Ok(Some(value))
    }

    /// Caches a value with the footprint of [`Self::record_separately`], and records that footprint.
    pub async fn put_cached<T: Send + Sync + 'static>(
        &mut self,
        id: CacheId,
        value: T,
        footprint: Footprint,
    ) -> Result<Arc<T>, Error> {
        let (value, footprint) = (Arc::new(value), Arc::new(footprint));
        if let Some(point) = self.base.read_point().await? {
            self.base.cache.insert(id, self.locale, point, value.clone(), footprint.clone());
        }
        self.base.footprint.join(&footprint);
        Ok(value)
    }

    /// Returns the result of `make`, and the footprint that `make` recorded, which is not added to this reader's own.
    pub fn record_separately<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> (T, Footprint) {
        let before = std::mem::take(&mut self.base.footprint);
        let value = make(self);
        (value, std::mem::replace(&mut self.base.footprint, before))
    }
}

impl Deref for Reader {
    type Target = BaseReader;

    fn deref(&self) -> &BaseReader {
        &self.base
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut BaseReader {
        &mut self.base
    }
}

impl Executor for BaseReader {
    fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

impl Executor for Reader {
    fn connection(&mut self) -> &mut Connection {
        &mut self.base.connection
    }
}
