use std::{collections::BTreeMap, path::Path};

use database::{IfWritten, Rebuild, Revision, Value};
use futures::{Stream, TryStreamExt as _, stream};
use pictures::{ContentHash, Storage};
use types::Timestamp;

use crate::{
    BackupContents, BackupEntry, RestoreError,
    archive::{self, Entry},
    check::check,
    format::{MANIFEST, MEZZANINES, SOURCES, TABLES},
};

/// Number of pictures that are written concurrently.
const AT_ONCE: usize = 4;

/// A backup that has been restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The contents of the backup.
    pub contents: BackupContents,
    /// The revision of the restored shop.
    pub revision: Revision,
}

/// Makes the database at this address, and fills the storage, from a backup. The database is as it was until it is whole;
/// pictures that nothing refers to yet do no harm.
pub async fn restore(
    file: &Path,
    address: &str,
    storage: &Storage,
    if_written: IfWritten,
    now: Timestamp,
) -> Result<Restored, RestoreError> {
    let contents = check(file).await?;
    let mut rebuild = Rebuild::begin(address, contents.header.schema, &contents.header.tables, if_written).await?;
    load(file, &contents, &mut rebuild).await?;
    store_pictures(file, &contents, storage).await?;
    let revision = rebuild.finish(Revision(contents.header.revision), now).await?;
    Ok(Restored { contents, revision })
}

async fn load(file: &Path, contents: &BackupContents, rebuild: &mut Rebuild) -> Result<(), RestoreError> {
    let mut loaded = BTreeMap::<String, u64>::new();
    let mut entries = verify_entries(file, contents);
    while let Some((path, bytes)) = entries.try_next().await? {
        let Some(table) = table_of(&path) else { continue };
        let rows = parse_rows(&path, &bytes)?;
        rebuild.load(table, &rows).await?;
        *loaded.entry(table.to_owned()).or_default() += rows.len() as u64;
    }
    let differs = contents.rows.iter().find(|(table, rows)| loaded.get(*table).copied().unwrap_or_default() != **rows);
    match differs {
        None => Ok(()),
        Some((table, _)) => Err(RestoreError::Damaged(format!("{table} has not as many rows as it lists"))),
    }
}

fn table_of(path: &str) -> Option<&str> {
    let (table, _) = path.strip_prefix(TABLES)?.strip_prefix('/')?.split_once('/')?;
    Some(table)
}

fn parse_rows(path: &str, bytes: &[u8]) -> Result<Vec<Vec<Value>>, RestoreError> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let rows: Result<_, _> = lines.map(serde_json::from_slice).collect();
    rows.map_err(|error| RestoreError::Damaged(format!("{path}: {error}")))
}

async fn store_pictures(file: &Path, contents: &BackupContents, storage: &Storage) -> Result<(), RestoreError> {
    let kept = verify_entries(file, contents)
        .try_filter(|(path, _)| std::future::ready(path.starts_with(SOURCES) || path.starts_with(MEZZANINES)));
    kept.try_for_each_concurrent(AT_ONCE, |entry| store_picture(storage, entry)).await
}

async fn store_picture(storage: &Storage, (path, bytes): Entry) -> Result<(), RestoreError> {
    let name = path.rsplit('/').next().and_then(ContentHash::parse);
    let address = name.ok_or_else(|| RestoreError::Damaged(format!("{path} names no picture")))?;
    if path.starts_with(SOURCES) {
        storage.keep_source(&address, bytes.into()).await?;
    } else {
        storage.keep_mezzanine(&address, bytes.into()).await?;
    }
    Ok(())
}

/// Returns the entries of a backup. Each is verified a second time, since the file may have been replaced after the check.
fn verify_entries<'a>(
    file: &Path,
    contents: &'a BackupContents,
) -> impl Stream<Item = Result<Entry, RestoreError>> + Unpin + 'a {
    let archive = archive::entries(file);
    let entries = stream::unfold((archive, contents.entries.iter()), |(mut archive, mut listed)| async move {
        let entry = match archive.recv().await? {
            Ok((path, _)) if path == MANIFEST => return None,
            entry => entry.and_then(|entry| verify_entry(entry, listed.next())),
        };
        Some((entry, (archive, listed)))
    });
    Box::pin(entries)
}

fn verify_entry(entry: Entry, listed: Option<&BackupEntry>) -> Result<Entry, RestoreError> {
    let (path, bytes) = &entry;
    let is_it = listed.is_some_and(|listed| *listed == BackupEntry::of(path, bytes));
    if is_it { Ok(entry) } else { Err(RestoreError::Damaged(format!("{path} was changed while it was read"))) }
}
