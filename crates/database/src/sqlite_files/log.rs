use std::{fs::File, io, os::unix::fs::FileExt as _, path::Path};

use super::header::Header;

/// The bytes before the first frame, and before the page in each frame (<https://sqlite.org/walformat.html>).
const LOG_HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;
/// The first bytes of a log, but for the last bit, which is the byte order of its checksums.
const MAGIC: u32 = 0x377f_0682;

/// The committed frames of a write-ahead log, as far as they identify the database that they belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Log {
    /// No frame is committed: SQLite ignores such a log.
    Empty,
    /// No frame holds page 1, which every commit of this program writes.
    Unknown,
    /// The headers in the first and in the last frame that hold page 1.
    Commits { first: Header, last: Header },
}

impl Log {
    /// Reads a log's frames up to the last commit.
    pub(super) fn read(file: &Path) -> io::Result<Self> {
        let file = match File::open(file) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::Empty),
            Err(error) => return Err(error),
        };
        let Some(frames) = Frames::of(&file)? else { return Ok(Self::Empty) };
        let (mut committed, mut latest) = (Self::Empty, Self::Unknown);
        for frame in frames {
            let Frame { header, is_commit } = frame?;
            if let Some(header) = header {
                latest = latest.with(header);
            }
            if is_commit {
                committed = latest;
            }
        }
        Ok(committed)
    }

    const fn with(self, last: Header) -> Self {
        match self {
            Self::Commits { first, .. } => Self::Commits { first, last },
            Self::Empty | Self::Unknown => Self::Commits { first: last, last },
        }
    }
}

/// Returns `true` if replaying a log with these headers on a database file with this header gives a state that the database once had:
/// the file holds everything from before the log's first commit, and nothing from after its last.
pub(super) const fn continues(file: Header, first: Header, last: Header) -> bool {
    let is_of_it = file.id == first.id || file.id == 0;
    is_of_it && file.commits.saturating_add(1) >= first.commits && file.commits <= last.commits
}

struct Frame {
    /// Of a frame that holds page 1.
    header: Option<Header>,
    is_commit: bool,
}

/// The frames of a log's present generation: those with the salts of its header.
struct Frames<'a> {
    file: &'a File,
    page_size: u64,
    salts: [u8; 8],
    next: u64,
}

impl<'a> Frames<'a> {
    fn of(file: &'a File) -> io::Result<Option<Self>> {
        let Some(header) = read::<{ LOG_HEADER as usize }>(file, 0)? else { return Ok(None) };
        let page_size = u64::from(number(&header, 8));
        let is_log = number(&header, 0) & !1 == MAGIC && (512..=65_536).contains(&page_size);
        let salts = header[16..24].try_into().expect("eight bytes");
        Ok(is_log.then_some(Self { file, page_size, salts, next: LOG_HEADER }))
    }

    fn read(&mut self) -> io::Result<Option<Frame>> {
        let Some(frame) = read::<{ FRAME_HEADER as usize }>(self.file, self.next)? else { return Ok(None) };
        if frame[8..16] != self.salts {
            return Ok(None);
        }
        let page = if number(&frame, 0) == 1 { read(self.file, self.next + FRAME_HEADER)? } else { None };
        self.next += FRAME_HEADER + self.page_size;
        Ok(Some(Frame { header: page.as_ref().and_then(Header::parse), is_commit: number(&frame, 4) != 0 }))
    }
}

impl Iterator for Frames<'_> {
    type Item = io::Result<Frame>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Reads `N` bytes from `at`; `None` beyond the end of the file.
fn read<const N: usize>(file: &File, at: u64) -> io::Result<Option<[u8; N]>> {
    let mut bytes = [0; N];
    match file.read_exact_at(&mut bytes, at) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}
