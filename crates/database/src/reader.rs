use types::{Language, Locale, Market, Timestamp};

use crate::{CacheKey, Connected, Connection, Error, Footprint, sql};

/// How many writes had committed when something was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub i64);

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
}

impl Reader {
    pub(crate) fn new(connection: Connection, locale: Locale, at: Timestamp) -> Self {
        Self { connection, locale, at, sight: Sight::Public, footprint: Footprint::default() }
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
        Ok(Revision(sql("SELECT value FROM revision").one(self).await?.column(0)?))
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
