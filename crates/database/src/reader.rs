use std::sync::Arc;

use coherence::{CacheId, CacheKey, Footprint, Lag, ReadCache, ReadPoint, Revision, Version};
use futures::future::BoxFuture;
use types::{Language, Locale, Market, Timestamp};

use crate::{Connection, Error, Executor, Row, Statement, sql};

/// That something was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// By which write.
    pub revision: Revision,
    /// What it touched.
    pub key: CacheKey,
    /// When.
    pub at: Timestamp,
}

/// Whether rows that are not public may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Only what is published at the reader's moment.
    Hidden,
    /// Everything: for a verified preview.
    Shown,
}

/// What a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visibility {
    Public,
    Preview(Drafts),
}

/// The shop as one page sees it: one consistent state, one market and language, one moment.
pub struct Reader {
    connection: Connection,
    /// For whom it reads.
    pub locale: Locale,
    /// The moment it shows: now, or the previewed one.
    pub at: Timestamp,
    visibility: Visibility,
    footprint: Footprint,
    /// Read once: it can't change within one view of the database.
    version: Option<Version>,
    cache: Arc<ReadCache>,
}

impl Reader {
    pub(crate) fn new(connection: Connection, locale: Locale, at: Timestamp, cache: Arc<ReadCache>) -> Self {
        Self {
            connection,
            locale,
            at,
            visibility: Visibility::Public,
            footprint: Footprint::default(),
            version: None,
            cache,
        }
    }

    pub(crate) fn at_version(self, version: Version) -> Self {
        Self { version: Some(version), ..self }
    }

    pub(crate) fn preview(self, drafts: Drafts) -> Self {
        Self { visibility: Visibility::Preview(drafts), ..self }
    }

    /// Whether it shows the shop as it will or might be, and not as the public sees it.
    pub fn is_preview(&self) -> bool {
        self.visibility != Visibility::Public
    }

    /// The locale's language.
    pub const fn language(&self) -> Language {
        self.locale.language()
    }

    /// The locale's market.
    pub const fn market(&self) -> Market {
        self.locale.market()
    }

    /// Records that something was read, or looked for and not found.
    pub fn touch(&mut self, key: CacheKey) {
        self.footprint.touch(key);
    }

    /// Records the bounds of a window such as a price's or a publication's: whichever lies ahead is a change to come.
    pub fn changes_at(&mut self, bounds: [Option<Timestamp>; 2]) {
        for moment in bounds.into_iter().flatten().filter(|moment| *moment > self.at) {
            self.footprint.changes_at(moment);
        }
    }

    /// Whether a window from `from` (never, if `None`) to `to` (for ever, if `None`) is open to this reader; either
    /// way its bounds are recorded.
    pub fn is_open(&mut self, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
        self.changes_at([from, to]);
        self.holds(from, to) || self.visibility == Visibility::Preview(Drafts::Shown)
    }

    /// Whether the reader's moment lies in a window, for what is no matter of publication; its bounds are recorded.
    pub fn is_within(&mut self, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
        self.changes_at([from, to]);
        self.holds(from, to)
    }

    fn holds(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
        from.is_some_and(|from| from <= self.at) && to.is_none_or(|to| to > self.at)
    }

    /// The newest write this reader sees.
    pub async fn revision(&mut self) -> Result<Revision, Error> {
        match &self.version {
            Some(version) => Ok(version.revision),
            // The table is older than the view: this also tells whether a database has any schema at all.
            None => Ok(Revision(sql("SELECT value FROM revision").one(self).await?.column(0)?)),
        }
    }

    /// The revision of the write that carries the moment `now`, if it came after the revision `before`.
    pub async fn write_after(&mut self, before: Revision, now: Timestamp) -> Result<Option<Revision>, Error> {
        let written = sql("SELECT revision FROM outbox WHERE revision > $1 AND written_at = $2 LIMIT 1");
        let row = written.bind(before.0).bind(now).optional(self).await?;
        row.map(|row| Ok(Revision(row.column(0)?))).transpose()
    }

    /// The state this reader sees.
    pub async fn version(&mut self) -> Result<Version, Error> {
        if let Some(version) = &self.version {
            return Ok(version.clone());
        }
        let version = sql("SELECT revision, epoch FROM shop_version").one(self).await?.version()?;
        self.version = Some(version.clone());
        Ok(version)
    }

    /// What `load` reads, or what another reader has remembered of it if this one would read the same. Either way all of
    /// it is recorded as read.
    pub async fn cached<T: Send + Sync + 'static>(
        &mut self,
        id: CacheId,
        load: impl for<'r> FnOnce(&'r mut Self) -> BoxFuture<'r, Result<T, Error>>,
    ) -> Result<Arc<T>, Error> {
        if let Some(value) = self.get_cached(id.clone()).await? {
            return Ok(value);
        }
        let (value, footprint) = self.loaded(load).await;
        self.put_cached(id, value?, footprint).await
    }

    /// The same for what may not be there: that it is not is not remembered, since there is no end of what is not there.
    pub async fn cached_optional<T: Send + Sync + 'static>(
        &mut self,
        id: CacheId,
        load: impl for<'r> FnOnce(&'r mut Self) -> BoxFuture<'r, Result<Option<T>, Error>>,
    ) -> Result<Option<Arc<T>>, Error> {
        if let Some(value) = self.get_cached(id.clone()).await? {
            return Ok(Some(value));
        }
        let (value, footprint) = self.loaded(load).await;
        match value? {
            Some(value) => self.put_cached(id, value, footprint).await.map(Some),
            None => {
                self.footprint.join(&footprint);
                Ok(None)
            }
        }
    }

    async fn loaded<T>(
        &mut self,
        load: impl for<'r> FnOnce(&'r mut Self) -> BoxFuture<'r, Result<T, Error>>,
    ) -> (Result<T, Error>, Footprint) {
        let before = std::mem::take(&mut self.footprint);
        let value = load(self).await;
        (value, std::mem::replace(&mut self.footprint, before))
    }

    /// What `make` makes of a remembered value and of nothing else: it is remembered for as long as that one.
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
        if let Some(point) = self.read_point().await?
            && let Some(footprint) = self.cache.footprint(from, self.locale, &point)
        {
            self.cache.insert(id, self.locale, point, value.clone(), footprint);
        }
        Ok(value)
    }

    /// What another reader has remembered, if this one would read the same; it is then recorded as read.
    pub async fn get_cached<T: Send + Sync + 'static>(&mut self, id: CacheId) -> Result<Option<Arc<T>>, Error> {
        let Some(point) = self.read_point().await? else { return Ok(None) };
        match self.cache.lag(&point.version) {
            Lag::None => {}
            Lag::Unknown => self.cache.catch_up(None, &point.version),
            Lag::Since(known) => {
                let changes = self.changes_since(&known).await?;
                self.cache.catch_up(changes, &point.version);
            }
        }
        let Some((value, footprint)) = self.cache.get(id, self.locale, &point) else { return Ok(None) };
        self.footprint.join(&footprint);
        Ok(Some(value))
    }

    /// Keeps for other readers a value that was made [apart](Self::record_separately); its footprint is recorded here as well.
    pub async fn put_cached<T: Send + Sync + 'static>(
        &mut self,
        id: CacheId,
        value: T,
        footprint: Footprint,
    ) -> Result<Arc<T>, Error> {
        let (value, footprint) = (Arc::new(value), Arc::new(footprint));
        if let Some(point) = self.read_point().await? {
            self.cache.insert(id, self.locale, point, value.clone(), footprint.clone());
        }
        self.footprint.join(&footprint);
        Ok(value)
    }

    /// What `make` answers, with what it records in a footprint of its own instead of this reader's.
    pub fn record_separately<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> (T, Footprint) {
        let before = std::mem::take(&mut self.footprint);
        let value = make(self);
        (value, std::mem::replace(&mut self.footprint, before))
    }

    /// Where it stands, if it sees what the public sees: a preview neither uses nor fills the memory.
    async fn read_point(&mut self) -> Result<Option<ReadPoint>, Error> {
        if self.is_preview() {
            return Ok(None);
        }
        Ok(Some(ReadPoint { version: self.version().await?, at: self.at }))
    }

    /// The newest writes that touched one of these keys, as far as the outbox remembers; at most `most`.
    pub async fn writes_of(&mut self, keys: &[CacheKey], most: u32) -> Result<Vec<Write>, Error> {
        let text = "SELECT revision, cache_key, written_at
            FROM outbox
            WHERE cache_key IN (?)
            ORDER BY revision DESC, cache_key
            LIMIT $1";
        let keys = keys.iter().map(CacheKey::as_str).chain(["*"]);
        let rows = Statement::with_list(text, vec![most.into()], keys).all(self).await?;
        let write = |row: &Row| {
            Ok(Write {
                revision: Revision(row.column(0)?),
                key: CacheKey::stored(row.column(1)?),
                at: Timestamp(row.column(2)?),
            })
        };
        rows.iter().map(write).collect()
    }

    /// The newest write of which the outbox no longer tells what it changed.
    async fn forgotten(&mut self) -> Result<Revision, Error> {
        Ok(Revision(sql("SELECT forgotten FROM revision").one(self).await?.column(0)?))
    }

    /// What every write after `since` changed, in the order of their commits; none if anything may have changed: the outbox no
    /// longer reaches back that far, `since` is of another epoch, or a write touched everything.
    pub async fn changes_since(&mut self, since: &Version) -> Result<Option<Vec<(Revision, CacheKey)>>, Error> {
        if since.epoch != self.version().await?.epoch || since.revision < self.forgotten().await? {
            return Ok(None);
        }
        let rows = sql("SELECT revision, cache_key FROM outbox WHERE revision > $1 ORDER BY revision, cache_key")
            .bind(since.revision.0)
            .all(self)
            .await?;
        let change = |row: &Row| Ok((Revision(row.column(0)?), CacheKey::stored(row.column(1)?)));
        let changes: Vec<_> = rows.iter().map(change).collect::<Result<_, Error>>()?;
        let everything = CacheKey::everything();
        Ok(if changes.iter().any(|(_, key)| *key == everything) { None } else { Some(changes) })
    }

    /// What has been recorded so far.
    pub const fn footprint(&self) -> &Footprint {
        &self.footprint
    }

    /// Ends the reading and hands over what was recorded.
    pub fn into_footprint(self) -> Footprint {
        self.footprint
    }
}

impl Executor for Reader {
    fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

#[cfg(test)]
mod tests;
