//! The tar archive in a zstd stream, as an ordered list of named byte strings.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read as _, Write as _},
    path::Path,
};

use tokio::sync::mpsc::{self, Receiver, Sender};

use crate::{
    BackupEntry, RestoreError,
    format::{BackupManifest, MANIFEST},
};

/// Maximum size of an entry in bytes. A picture has at most 20 MB, a part of a table about 1.5 MB and its longest row.
const LONGEST_ENTRY: u64 = 1 << 30;
/// Number of entries that are read ahead of the consumer.
const AHEAD: usize = 2;

/// An archive that is being written.
pub(crate) struct ArchiveWriter {
    tar: tar::Builder<zstd::Encoder<'static, BufWriter<File>>>,
    entries: Vec<BackupEntry>,
    /// The modification time of every entry, in seconds since 1970.
    time: u64,
}

impl ArchiveWriter {
    pub(crate) fn new(file: File, time: u64) -> io::Result<Self> {
        let mut encoder = zstd::Encoder::new(BufWriter::new(file), zstd::DEFAULT_COMPRESSION_LEVEL)?;
        encoder.include_checksum(true)?;
        Ok(Self { tar: tar::Builder::new(encoder), entries: Vec::new(), time })
    }

    pub(crate) fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.append(path, bytes)?;
        self.entries.push(BackupEntry::of(path, bytes));
        Ok(())
    }

    /// Writes the manifest and flushes the file to the disk.
    pub(crate) fn finish(mut self, manifest: BackupManifest) -> io::Result<()> {
        let manifest = BackupManifest { entries: std::mem::take(&mut self.entries), ..manifest };
        self.append(MANIFEST, &serde_json::to_vec_pretty(&manifest)?)?;
        let mut file = self.tar.into_inner()?.finish()?;
        file.flush()?;
        file.get_ref().sync_all()
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(self.time);
        self.tar.append_data(&mut header, path, bytes)
    }
}

/// A path and the bytes of its entry.
pub(crate) type Entry = (String, Vec<u8>);

/// Reads an archive on its own thread, entry by entry, at most a few entries ahead of the consumer.
pub(crate) fn entries(file: &Path) -> Receiver<Result<Entry, RestoreError>> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    let file = file.to_owned();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = send(&file, &sender) {
            // The receiver may be gone already.
            let _unheard = sender.blocking_send(Err(error));
        }
    });
    receiver
}

fn send(file: &Path, sender: &Sender<Result<Entry, RestoreError>>) -> Result<(), RestoreError> {
    let name = || file.display().to_string();
    let opened = File::open(file).map_err(|source| RestoreError::File { file: name(), source })?;
    let decoder = zstd::Decoder::new(BufReader::new(opened)).map_err(|_| RestoreError::NotABackup(name()))?;
    let mut archive = tar::Archive::new(decoder);
    let entries = archive.entries().map_err(|_| RestoreError::NotABackup(name()))?;
    for (index, entry) in entries.enumerate() {
        let entry = entry.and_then(read).map_err(|error| match index {
            0 => RestoreError::NotABackup(name()),
            _ => RestoreError::Damaged(error.to_string()),
        })?;
        if sender.blocking_send(Ok(entry)).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn read<R: io::Read>(mut entry: tar::Entry<'_, R>) -> io::Result<Entry> {
    let path = entry.path()?.to_string_lossy().into_owned();
    if entry.size() > LONGEST_ENTRY {
        return Err(io::Error::other(format!("{path} is too long")));
    }
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes)?;
    Ok((path, bytes))
}
