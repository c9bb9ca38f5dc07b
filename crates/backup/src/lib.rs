//! Backup and restore of a shop as one file: every row that a page or a merchant depends on, and every picture's source.
//!
//! [`write()`] reads a snapshot of the database, while others write to it, and puts the rows and then the pictures into a
//! tar archive that is compressed with zstd. [`check`] verifies such a file. [`restore`] creates a database of either engine
//! from it; a restore that fails leaves nothing. `docs/how-to/back-up-and-restore.md` describes the format.

mod archive;
mod check;
mod error;
mod format;
mod restore;
mod write;
#[cfg(test)]
mod tests;

pub use check::check;
pub use error::{BackupError, RestoreError};
pub use format::{BackupContents, BackupEntry, BackupHeader, FORMAT};
pub use restore::{Restored, restore};
pub use write::{BackedUp, write};
