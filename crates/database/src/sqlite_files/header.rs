use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    os::unix::fs::{FileExt as _, MetadataExt as _},
    path::Path,
    sync::{Mutex, PoisonError},
};

/// The size of the header in bytes, at the start of page 1.
pub(super) const LENGTH: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The two fields of page 1 that distinguish files (<https://sqlite.org/fileformat2.html>, section 1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// A random number that the database got when it was first opened; 0 before that.
    pub(super) id: u32,
    /// The number of commits, which each commit raises by one.
    pub(super) commits: u32,
}

impl Header {
    /// Reads the first bytes of page 1; `None` if they are not those of a SQLite database.
    pub(super) fn parse(page: &[u8; LENGTH]) -> Option<Self> {
        let number = |at: usize| u32::from_be_bytes([page[at], page[at + 1], page[at + 2], page[at + 3]]);
        // `application_id` and `user_version`.
        page.starts_with(MAGIC).then(|| Self { id: number(68), commits: number(60) })
    }

    /// Reads the header in the file itself, without the commits that are in the write-ahead log only.
    pub(super) fn read(file: &File) -> io::Result<Option<Self>> {
        let mut page = [0; LENGTH];
        match file.read_exact_at(&mut page, 0) {
            Ok(()) => Ok(Self::parse(&page)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Database files by device and inode.
static OPENED: Mutex<BTreeMap<(u64, u64), &'static File>> = Mutex::new(BTreeMap::new());

/// Opens a database file for reading. The descriptor is never closed: closing it would drop the locks that SQLite holds
/// on the file for this process (POSIX). So there is one for each file.
pub(super) fn open(file: &Path) -> io::Result<&'static File> {
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    let met = fs::metadata(file)?;
    if let Some(known) = opened.get(&(met.dev(), met.ino())) {
        return Ok(known);
    }
    let new: &'static File = Box::leak(Box::new(File::open(file)?));
    let own = new.metadata()?;
    Ok(opened.entry((own.dev(), own.ino())).or_insert(new))
}
