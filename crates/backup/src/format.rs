use std::collections::BTreeMap;

use database::Table;
use serde::{Deserialize, Serialize};

/// The name and version of the format.
pub const FORMAT: &str = "vitrine-backup/1";

/// The first entry of the archive.
pub(crate) const HEADER: &str = "backup.json";
/// The last entry of the archive.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The folder with a folder for each table, which holds the rows in parts.
pub(crate) const TABLES: &str = "tables";
/// The folder with a file for each picture's source.
pub(crate) const SOURCES: &str = "pictures/sources";
/// The folder with a file for each mezzanine, the smaller copy of a source.
pub(crate) const MEZZANINES: &str = "pictures/mezzanines";

/// The first entry of the archive: the format, the schema and the state of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHeader {
    /// [`FORMAT`].
    pub format: String,
    /// The number of the newest migration of the database.
    pub schema: i64,
    /// The newest revision that the backup contains.
    pub revision: i64,
    /// The start of the backup, in milliseconds since 1970.
    pub made_at: i64,
    /// The tables, with their columns in the order of each row's values.
    pub tables: Vec<Table>,
}

/// The last entry of the archive. It lists all others, so that a missing or changed one is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BackupManifest {
    /// All entries before the manifest, in order.
    pub(crate) entries: Vec<BackupEntry>,
    /// The number of rows by table.
    pub(crate) rows: BTreeMap<String, u64>,
    /// The pictures whose sources were missing from the storage or damaged there.
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

/// The contents of a backup that has been verified.
#[derive(Clone, Debug)]
pub struct BackupContents {
    /// Its first entry.
    pub header: BackupHeader,
    /// All entries except the manifest.
    pub entries: Vec<BackupEntry>,
    /// The number of rows by table.
    pub rows: BTreeMap<String, u64>,
    /// The pictures whose sources were already lost at the time of the backup.
    pub missing_pictures: Vec<String>,
}

impl BackupEntry {
    pub(crate) fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), bytes: bytes.len() as u64, hash: blake3::hash(bytes).to_hex().to_string() }
    }
}

impl BackupContents {
    /// Returns the number of pictures' sources.
    pub fn pictures(&self) -> usize {
        self.entries.iter().filter(|entry| entry.path.starts_with(SOURCES)).count()
    }

    /// Returns the number of rows in all tables.
    pub fn rows(&self) -> u64 {
        self.rows.values().sum()
    }
}
