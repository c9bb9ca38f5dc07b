use types::{Language, Locale, Market, Timestamp};

use crate::{CacheKey, Connected, Connection, Error, Footprint, Row, Statement, sql};

/// How many writes had committed when something was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub i64);

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
enum Sight {
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
    sight: Sight,
    footprint: Footprint,
    /// Read once: it can't change within one view of the database.
    revision: Option<Revision>,
}

impl Reader {
    pub(crate) fn new(connection: Connection, locale: Locale, at: Timestamp) -> Self {
        Self { connection, locale, at, sight: Sight::Public, footprint: Footprint::default(), revision: None }
    }

    pub(crate) fn preview(self, drafts: Drafts) -> Self {
        Self { sight: Sight::Preview(drafts), ..self }
    }

    /// Whether it shows the shop as it will or might be, and not as the public sees it.
    pub fn is_preview(&self) -> bool {
        self.sight != Sight::Public
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
        self.holds(from, to) || self.sight == Sight::Preview(Drafts::Shown)
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
        if let Some(revision) = self.revision {
            return Ok(revision);
        }
        let revision = Revision(sql("SELECT value FROM revision").one(self).await?.column(0)?);
        self.revision = Some(revision);
        Ok(revision)
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

    /// What every write after `since` changed, in the order of their commits; none if the outbox no longer reaches back
    /// that far, so that anything may have changed.
    pub async fn changes_since(&mut self, since: Revision) -> Result<Option<Vec<(Revision, CacheKey)>>, Error> {
        if since < self.forgotten().await? {
            return Ok(None);
        }
        let rows = sql("SELECT revision, cache_key FROM outbox WHERE revision > $1 ORDER BY revision, cache_key")
            .bind(since.0)
            .all(self)
            .await?;
        let change = |row: &Row| Ok((Revision(row.column(0)?), CacheKey::stored(row.column(1)?)));
        rows.iter().map(change).collect::<Result<_, Error>>().map(Some)
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

impl Connected for Reader {
    fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
