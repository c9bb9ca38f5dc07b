use std::{
    fs::{self, File},
    io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use super::{
    beside,
    header::{self, Header},
    state::{State, StateFile},
};

/// The right to replace a database file, which no other process has open meanwhile.
pub(crate) struct Replacement {
    file: PathBuf,
    unfinished: PathBuf,
    state_file: StateFile,
}

impl Replacement {
    /// Takes the right to replace a file; `None` while another process has the database open.
    pub(crate) fn begin(file: &Path) -> io::Result<Option<Self>> {
        let state_file = StateFile::open(&StateFile::path_for(file))?;
        if state_file.take_alone().is_err() {
            return Ok(None);
        }
        // A symbolic link stays, and leads to the new file.
        let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let unfinished = beside(&file, ".unfinished");
        remove(&unfinished)?;
        Ok(Some(Self { file, unfinished, state_file }))
    }

    /// Returns the path of the database.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Returns the path of the new file until it is finished.
    pub(crate) fn unfinished(&self) -> &Path {
        &self.unfinished
    }

    /// Moves the new file to the path of the database. The present file is kept beside it, with its log: a crash in between leaves
    /// no file at the path, and that one intact.
    pub(crate) fn finish(self) -> io::Result<()> {
        File::open(&self.unfinished)?.sync_all()?;
        let aside = beside(&self.file, ".replaced");
        // A database must not lie beside the log of another one, not even for a moment.
        for ending in ["-wal", ""] {
            remove(&beside(&aside, ending))?;
        }
        for ending in ["", "-wal"] {
            rename_if_there(&beside(&self.file, ending), &beside(&aside, ending))?;
        }
        remove(&beside(&self.file, "-shm"))?;
        fs::rename(&self.unfinished, &self.file)?;
        let folder = self.file.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        let met = fs::metadata(&self.file)?;
        let commits = Header::read(header::open(&self.file)?)?.map_or(0, |header| header.commits);
        let closed = Some((&met).into());
        self.state_file.write(&State { inode: met.ino(), commits, closed, is_other: false })
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // A failed rebuild leaves no file. If it can't be removed, the next rebuild removes it.
        let _left = remove(&self.unfinished);
    }
}

fn remove(file: &Path) -> io::Result<()> {
    ignore_missing(fs::remove_file(file))
}

fn rename_if_there(file: &Path, to: &Path) -> io::Result<()> {
    ignore_missing(fs::rename(file, to))
}

fn ignore_missing(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
