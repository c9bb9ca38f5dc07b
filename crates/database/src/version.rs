use std::sync::Arc;

use crate::{Error, Revision, Row, Tx, sql};

/// A history of writes. Revisions can be compared within one epoch only: a restored copy, or a replica that was promoted
/// before it had received every write, reaches the same numbers by other writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Epoch(Arc<str>);

/// A state of the shop: so many writes of this epoch had committed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version {
    /// The history of writes.
    pub epoch: Epoch,
    /// The newest of them.
    pub revision: Revision,
}

impl Epoch {
    /// The epoch as the database writes it.
    pub fn stored(text: String) -> Self {
        Self(text.into())
    }

    /// The text that the database reads.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Version {
    /// Whether every write of `other` is in this state as well.
    pub fn includes(&self, other: &Self) -> bool {
        self.epoch == other.epoch && self.revision >= other.revision
    }

    /// Reads the columns `revision` and `epoch` of the view `shop_version`.
    pub(crate) fn of_row(row: &Row) -> Result<Self, Error> {
        Ok(Self { revision: Revision(row.column(0)?), epoch: Epoch::stored(row.column(1)?) })
    }
}

impl Tx {
    /// Begins a new epoch: every process drops what it keeps, and every network in front is purged whole. A restore does
    /// this, with a number that is random and was not used before.
    pub async fn begin_epoch(&mut self, random: u128) -> Result<(), Error> {
        sql("UPDATE revision SET epoch = $1").bind(format!("{random:032x}")).execute(self).await.map(|_| ())
    }
}
