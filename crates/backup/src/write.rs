use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions, Permissions, TryLockError},
    io,
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use bytes::Bytes;
use database::{Snapshot, Table, Value};
use futures::{StreamExt as _, TryStreamExt as _};
use pictures::{ContentHash, Storage, StorageError};
use types::Timestamp;

use crate::{
    BackupError, BackupHeader, FORMAT,
    archive::ArchiveWriter,
    format::{BackupManifest, HEADER, MEZZANINES, SOURCES, TABLES},
};

/// Size in bytes after which a part of a table ends.
const PART: usize = 1 << 20;
/// Number of pictures that are read concurrently.
const AT_ONCE: usize = 4;

/// The number of things in a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackedUp {
    /// The number of rows in all tables.
    pub rows: u64,
    /// The number of pictures whose sources are in the backup.
    pub pictures: usize,
    /// The pictures whose sources are missing from the storage or damaged there.
    pub missing_pictures: Vec<String>,
}

/// Writes the shop as it is in a snapshot to a file. The file gets its name once it is complete.
pub async fn write(
    snapshot: Snapshot,
    storage: &Storage,
    file: &Path,
    now: Timestamp,
) -> Result<BackedUp, BackupError> {
    let unfinished = file.with_added_extension("part");
    // The lock on it is held until it has its name.
    let locked = create_locked(&unfinished).map_err(of_file(&unfinished))?;
    let written = write_unfinished(snapshot, storage, (&locked, &unfinished), now).await;
    let put = written.and_then(|written| put_in_place(&unfinished, file).map(|()| written).map_err(of_file(file)));
    if put.is_err() {
        // The unfinished file is useless, and the next backup replaces it if it can't be removed.
        let _left = fs::remove_file(&unfinished);
    }
    put
}

/// Creates a file that only its owner may read, and locks it. A left-over of a process that died is replaced.
fn create_locked(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)?;
    let is_taken = || io::Error::new(io::ErrorKind::ResourceBusy, "another backup is being written to this file");
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => is_taken(),
        TryLockError::Error(error) => error,
    })?;
    // Another backup may have been finished, and this file be it, since the file was opened.
    if fs::metadata(path).map(|there| there.ino()).ok() != Some(file.metadata()?.ino()) {
        return Err(is_taken());
    }
    file.set_permissions(Permissions::from_mode(0o600))?;
    file.set_len(0)?;
    Ok(file)
}

fn put_in_place(unfinished: &Path, file: &Path) -> io::Result<()> {
    fs::rename(unfinished, file)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

async fn write_unfinished(
    mut snapshot: Snapshot,
    storage: &Storage,
    (locked, file): (&File, &Path),
    now: Timestamp,
) -> Result<BackedUp, BackupError> {
    let seconds = u64::try_from(now.0 / 1000).unwrap_or_default();
    let archive = locked.try_clone().and_then(|file| ArchiveWriter::new(file, seconds)).map_err(of_file(file))?;
    let mut writer = Writer { archive, file: file.to_owned(), manifest: BackupManifest::default() };
    writer.write_header(&snapshot, now)?;
    for table in snapshot.tables().to_vec() {
        writer.write_table(&mut snapshot, &table).await?;
    }
    let pictures = pictures::source_hashes(&mut snapshot).await?;
    snapshot.end().await;
    let pictures = writer.write_pictures(storage, pictures).await?;
    let BackupManifest { rows, missing_pictures, .. } = writer.manifest.clone();
    writer.finish()?;
    Ok(BackedUp { rows: rows.values().sum(), pictures, missing_pictures })
}

struct Writer {
    archive: ArchiveWriter,
    file: PathBuf,
    manifest: BackupManifest,
}

impl Writer {
    fn write_header(&mut self, snapshot: &Snapshot, now: Timestamp) -> Result<(), BackupError> {
        let header = BackupHeader {
            format: FORMAT.to_owned(),
            schema: snapshot.schema(),
            revision: snapshot.revision().0,
            made_at: now.0,
            tables: snapshot.tables().to_vec(),
        };
        let bytes = serde_json::to_vec_pretty(&header).map_err(|error| of_file(&self.file)(error.into()))?;
        self.add(HEADER, &bytes)
    }

    async fn write_table(&mut self, snapshot: &mut Snapshot, table: &Table) -> Result<(), BackupError> {
        let mut part = Part { writer: self, table: &table.name, number: 0, bytes: Vec::with_capacity(2 * PART) };
        let rows = snapshot.each_row(table, |row| part.push(row)).await?;
        part.end()?;
        self.manifest.rows.insert(table.name.clone(), rows);
        Ok(())
    }

    /// Writes the pictures, and returns the number of those that were found.
    async fn write_pictures(
        &mut self,
        storage: &Storage,
        addresses: BTreeSet<ContentHash>,
    ) -> Result<usize, BackupError> {
        let all = addresses.len();
        let mut read = futures::stream::iter(addresses).map(|address| picture(storage, address)).buffered(AT_ONCE);
        while let Some((address, source, mezzanine)) = read.try_next().await? {
            match source.filter(|source| ContentHash::of(source) == address) {
                Some(source) => self.add(&format!("{SOURCES}/{}", address.as_str()), &source)?,
                None => self.manifest.missing_pictures.push(address.as_str().to_owned()),
            }
            if let Some(mezzanine) = mezzanine {
                self.add(&format!("{MEZZANINES}/{}", address.as_str()), &mezzanine)?;
            }
        }
        Ok(all - self.manifest.missing_pictures.len())
    }

    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), BackupError> {
        self.archive.add(path, bytes).map_err(of_file(&self.file))
    }

    fn finish(self) -> Result<(), BackupError> {
        self.archive.finish(self.manifest).map_err(of_file(&self.file))
    }
}

/// The rows of a table that are not in the archive yet. Each row is a JSON array on its own line.
struct Part<'a> {
    writer: &'a mut Writer,
    table: &'a str,
    number: u32,
    bytes: Vec<u8>,
}

impl Part<'_> {
    fn push(&mut self, row: &[Value]) -> Result<(), BackupError> {
        serde_json::to_writer(&mut self.bytes, row).map_err(|error| of_file(&self.writer.file)(error.into()))?;
        self.bytes.push(b'\n');
        if self.bytes.len() >= PART { self.end() } else { Ok(()) }
    }

    fn end(&mut self) -> Result<(), BackupError> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        self.number += 1;
        self.writer.add(&format!("{TABLES}/{}/{:06}.jsonl", self.table, self.number), &self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

type Picture = (ContentHash, Option<Bytes>, Option<Bytes>);

async fn picture(storage: &Storage, address: ContentHash) -> Result<Picture, StorageError> {
    let (source, mezzanine) = (storage.source(&address).await?, storage.mezzanine(&address).await?);
    Ok((address, source, mezzanine))
}

fn of_file(file: &Path) -> impl Fn(io::Error) -> BackupError {
    let file = file.display().to_string();
    move |source| BackupError::File { file: file.clone(), source }
}
