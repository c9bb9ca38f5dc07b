use std::{
    collections::{BTreeSet, HashSet},
    fs::{self, File, OpenOptions},
    io::{self, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use serde::{Deserialize, Serialize};

use super::ExportError;
use crate::export_json::pretty_json;

/// The name of the list of an export's files. A folder with such a list is an export.
pub(crate) const LIST: &str = "vitrine-export.json";
/// The name and version of the list's format.
const FORMAT: &str = "vitrine-export/1";

/// The files that an export has written.
#[derive(Debug, Default, Serialize, Deserialize)]
struct FileList {
    format: String,
    files: Vec<String>,
}

/// A folder that is written beside another one and then takes its place.
pub(crate) struct Replacement {
    folder: PathBuf,
    beside: PathBuf,
    /// The files that an earlier export has written to the folder.
    former: Option<FileList>,
    /// The list in the new folder. Its lock shows other processes that the export is still running.
    list: File,
    written: BTreeSet<String>,
}

/// A file of the export that is being written.
pub(crate) struct NewFile {
    file: File,
    path: PathBuf,
}

impl NewFile {
    /// Appends bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.file.write_all(bytes).map_err(ExportError::of_file(&self.path))
    }

    /// Flushes the file to the disk.
    pub(crate) fn finish(self) -> Result<(), ExportError> {
        self.file.sync_all().map_err(ExportError::of_file(&self.path))
    }
}

impl Replacement {
    /// Creates the new folder beside `folder`, which is missing, empty or an export.
    pub(crate) fn begin(folder: &Path) -> Result<Self, ExportError> {
        let (folder, former) = target(folder)?;
        let beside = folder.with_added_extension("part");
        let list = make_beside(&beside)?;
        // What only its owner may read is never written where others may.
        if folder.is_dir() {
            copy_permissions(&folder, &beside).map_err(ExportError::of_file(&beside))?;
        }
        let mut begun = Self { folder, beside, former, list, written: BTreeSet::new() };
        begun.write_list()?;
        Ok(begun)
    }

    /// Writes a file of the export and flushes it to the disk.
    pub(crate) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        let mut file = self.create(name)?;
        file.write(bytes)?;
        file.finish()
    }

    /// Creates a file of the export, which is written in pieces.
    pub(crate) fn create(&mut self, name: &str) -> Result<NewFile, ExportError> {
        let path = self.beside.join(name);
        let created = make_parent(&path).and_then(|()| File::create_new(&path));
        let file = created.map_err(ExportError::of_file(&path))?;
        self.written.insert(name.to_owned());
        Ok(NewFile { file, path })
    }

    /// Puts the new folder in the place of the former one, in one step.
    pub(crate) fn take_place(mut self) -> Result<(), ExportError> {
        let placed = self.write_list().and_then(|()| self.keep_others()).and_then(|()| self.swap());
        if placed.is_err() {
            self.discard();
            return placed;
        }
        let parent = parent(&self.folder);
        sync_folder(parent).map_err(ExportError::of_file(parent))?;
        if self.former.is_some() {
            // The new folder is in its place; the next export removes a former one that is left.
            self.discard();
        }
        Ok(())
    }

    /// Removes the folder beside: the new one that failed, or the former one that was replaced.
    pub(crate) fn discard(&self) {
        // It is useless, and the next export removes it if this fails.
        let _left = remove(&self.beside);
    }

    fn write_list(&mut self) -> Result<(), ExportError> {
        let list = FileList { format: FORMAT.to_owned(), files: self.written.iter().cloned().collect() };
        let file = &mut self.list;
        let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(&pretty_json(&list)));
        written.and_then(|()| self.list.sync_all()).map_err(ExportError::of_file(&self.beside.join(LIST)))
    }

    /// Links the files that no export has written into the new folder, and flushes the folders.
    fn keep_others(&self) -> Result<(), ExportError> {
        if let Some(former) = &self.former {
            let ours: HashSet<PathBuf> =
                former.files.iter().map(String::as_str).chain([LIST]).map(|file| self.folder.join(file)).collect();
            self.keep_others_of(&self.folder, &ours)?;
        }
        sync_folders(&self.beside).map_err(ExportError::of_file(&self.beside))
    }

    fn keep_others_of(&self, folder: &Path, ours: &HashSet<PathBuf>) -> Result<(), ExportError> {
        let entries = entries(folder).map_err(ExportError::of_file(folder))?;
        let new = self.in_new(folder);
        if entries.is_empty() {
            fs::create_dir_all(&new).map_err(ExportError::of_file(&new))?;
        }
        for path in entries.into_iter().filter(|path| !ours.contains(path)) {
            let kind = path.symlink_metadata().map_err(ExportError::of_file(&path))?;
            if kind.is_dir() {
                self.keep_others_of(&path, ours)?;
            } else {
                self.keep(&path)?;
            }
        }
        if new.is_dir() {
            copy_permissions(folder, &new).map_err(ExportError::of_file(&new))?;
        }
        Ok(())
    }

    fn keep(&self, path: &Path) -> Result<(), ExportError> {
        let new = self.in_new(path);
        let linked = make_parent(&new).and_then(|()| fs::hard_link(path, &new));
        linked.map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                ExportError::Foreign(path.display().to_string())
            }
            _ => ExportError::of_file(path)(source),
        })
    }

    /// Returns the path in the new folder of a file in the former one.
    fn in_new(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.folder).map_or_else(|_| self.beside.clone(), |inside| self.beside.join(inside))
    }

    fn swap(&self) -> Result<(), ExportError> {
        let swapped = match self.former {
            Some(_) => renameat_with(CWD, &self.beside, CWD, &self.folder, RenameFlags::EXCHANGE).map_err(Into::into),
            None => fs::rename(&self.beside, &self.folder),
        };
        swapped.map_err(|source| ExportError::NotReplaceable { folder: self.folder.display().to_string(), source })
    }
}

/// Returns the folder without symbolic links, and the files that an export has written there.
fn target(folder: &Path) -> Result<(PathBuf, Option<FileList>), ExportError> {
    let failed = ExportError::of_file(folder);
    match fs::metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = std::path::absolute(folder).map_err(&failed)?;
            // The components leave out a slash at the end of the path.
            let folder: PathBuf = folder.components().collect();
            fs::create_dir_all(parent(&folder)).map_err(&failed)?;
            Ok((folder, None))
        }
        Err(error) => Err(failed(error)),
        Ok(found) if !found.is_dir() => Err(ExportError::NotAFolder(folder.display().to_string())),
        Ok(_) => {
            let folder = fs::canonicalize(folder).map_err(&failed)?;
            if entries(&folder).map_err(&failed)?.is_empty() {
                return Ok((folder, None));
            }
            match list_of(&folder) {
                Some(list) => Ok((folder, Some(list))),
                None => Err(ExportError::NotAnExport(folder.display().to_string())),
            }
        }
    }
}

/// Creates the new folder and locks its list. A left-over of a process that died is removed first.
fn make_beside(beside: &Path) -> Result<File, ExportError> {
    if beside.symlink_metadata().is_ok() {
        remove_left_over(beside)?;
    }
    fs::create_dir(beside).map_err(ExportError::of_file(beside))?;
    let path = beside.join(LIST);
    let list = OpenOptions::new().write(true).create_new(true).open(&path).map_err(ExportError::of_file(&path))?;
    list.lock().map_err(ExportError::of_file(&path))?;
    Ok(list)
}

fn remove_left_over(beside: &Path) -> Result<(), ExportError> {
    let failed = ExportError::of_file(beside);
    let is_empty = beside.is_dir() && entries(beside).map_err(&failed)?.is_empty();
    if !is_empty {
        let in_the_way = || ExportError::InTheWay(beside.display().to_string());
        let list = File::open(beside.join(LIST)).map_err(|_| in_the_way())?;
        list.try_lock().map_err(|_| ExportError::UnderWay(beside.display().to_string()))?;
    }
    remove(beside).map_err(failed)
}

fn list_of(folder: &Path) -> Option<FileList> {
    let list: FileList = serde_json::from_slice(&fs::read(folder.join(LIST)).ok()?).ok()?;
    (list.format == FORMAT).then_some(list)
}

/// Removes a folder. The list is removed last, since it marks the folder as an export.
fn remove(folder: &Path) -> io::Result<()> {
    for path in entries(folder)?.into_iter().filter(|path| !path.ends_with(LIST)) {
        if path.symlink_metadata()?.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }?;
    }
    fs::remove_dir_all(folder)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

fn copy_permissions(from: &Path, to: &Path) -> io::Result<()> {
    fs::set_permissions(to, fs::metadata(from)?.permissions())
}

fn make_parent(path: &Path) -> io::Result<()> {
    fs::create_dir_all(parent(path))
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Flushes a folder and every folder in it.
fn sync_folders(folder: &Path) -> io::Result<()> {
    for path in entries(folder)? {
        if path.symlink_metadata()?.is_dir() {
            sync_folders(&path)?;
        }
    }
    sync_folder(folder)
}
