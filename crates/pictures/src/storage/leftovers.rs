use std::{
    fs::{self, DirEntry},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use types::Timestamp;

/// Milliseconds without a write after which a temporary file counts as a leftover.
const LEFT_BEHIND: i64 = 3_600_000;

/// A temporary file of an interrupted write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    path: PathBuf,
    /// The size in bytes.
    pub bytes: u64,
}

impl Leftover {
    /// Deletes the file. Another process may have deleted it already.
    pub(super) fn delete(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Returns the temporary files below these folders without a write for an hour. Their names are the final file's with
/// `#` and a number.
pub(super) fn find(folders: Vec<PathBuf>, now: Timestamp) -> io::Result<Vec<Leftover>> {
    let mut found = Vec::new();
    let mut folders = folders;
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if is_being_written(&entry) {
                found.extend(left_behind(&entry, now)?);
            }
        }
    }
    Ok(found)
}

fn entries(folder: &Path) -> io::Result<impl Iterator<Item = io::Result<DirEntry>>> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(Some(entries).into_iter().flatten()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None.into_iter().flatten()),
        Err(error) => Err(error),
    }
}

fn is_being_written(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let number = name.to_str().and_then(|name| name.rsplit_once('#')).map(|(_, number)| number);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
}

fn left_behind(entry: &DirEntry, now: Timestamp) -> io::Result<Option<Leftover>> {
    let about = match entry.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        about => about?,
    };
    let is_old = milliseconds(about.modified()?) < now.0 - LEFT_BEHIND;
    Ok(is_old.then(|| Leftover { path: entry.path(), bytes: about.len() }))
}

fn milliseconds(moment: SystemTime) -> i64 {
    let since: Duration = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
