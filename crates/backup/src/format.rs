use std::collections::BTreeMap;

use database::Table;
use serde::{Deserialize, Serialize};

/// The name and version of the format.
pub const FORMAT: &str = "vitrine-backup/1";

/// The first entry of the archive.
pub(crate) const HEADER: &str = "backup.json";
/// The last entry of the archive.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Below it, a folder for each table with parts of its rows.
pub(crate) const TABLES: &str = "tables";
/// Below it, a file for each picture's source.
pub(crate) const SOURCES: &str = "pictures/sources";
/// Below it, a file for each smaller copy of a source.
pub(crate) const MEZZANINES: &str = "pictures/mezzanines";

/// The first entry: what follows, and of which shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHeader {
    /// [`FORMAT`].
    pub format: String,
    /// The number of the newest migration of the database.
    pub schema: i64,
    /// The newest write that the backup has.
    pub revision: i64,
    /// Milliseconds since 1970 when it was begun.
    pub made_at: i64,
    /// The tables, with the columns that each row has a value for.
    pub tables: Vec<Table>,
}

/// The last entry: every other one, so that none can be missing or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BackupManifest {
    /// The entries before this one, in their order.
    pub(crate) entries: Vec<BackupEntry>,
    /// The number of rows by table.
    pub(crate) rows: BTreeMap<String, u64>,
    /// The pictures whose sources the storage did not have, or not as they were.
    pub(crate) missing_pictures: Vec<String>,
}

/// An entry of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupEntry {
    /// Its path.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The BLAKE3 hash of its bytes, as hexadecimal digits.
    pub hash: String,
}

/// A backup that has been proven whole.
#[derive(Clone, Debug)]
pub struct BackupContents {
    /// Its first entry.
    pub header: BackupHeader,
    /// Its entries, but for the last one.
    pub entries: Vec<BackupEntry>,
    /// The number of rows by table.
    pub rows: BTreeMap<String, u64>,
    /// The pictures whose sources were lost when it was made.
    pub missing_pictures: Vec<String>,
}

impl BackupEntry {
    pub(crate) fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), bytes: bytes.len() as u64, hash: blake3::hash(bytes).to_hex().to_string() }
    }
}

impl BackupContents {
    /// How many pictures' sources it has.
    pub fn pictures(&self) -> usize {
        self.entries.iter().filter(|entry| entry.path.starts_with(SOURCES)).count()
    }

    /// How many rows it has.
    pub fn rows(&self) -> u64 {
        self.rows.values().sum()
    }
}
