//! Groups of columns that several queries read.

use coherence::Version;
use types::{Focus, Timestamp};

use crate::{Error, FromRow, NamedColumns};

/// The window in which a row is public: the columns `published_from` and `published_to`.
impl FromRow for [Option<Timestamp>; 2] {
    fn from_row(row: &mut NamedColumns<'_>) -> Result<Self, Error> {
        Ok([row.get("published_from")?, row.get("published_to")?])
    }
}

/// The columns of the view `shop_version`.
impl FromRow for Version {
    fn from_row(row: &mut NamedColumns<'_>) -> Result<Self, Error> {
        Ok(Self { revision: row.get("revision")?, epoch: row.get("epoch")? })
    }
}

impl FromRow for Focus {
    fn from_row(row: &mut NamedColumns<'_>) -> Result<Self, Error> {
        Ok(Self { x: row.get("focal_x")?, y: row.get("focal_y")? })
    }
}
