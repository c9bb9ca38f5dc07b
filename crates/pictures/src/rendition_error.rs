use std::sync::Arc;

use media::{EncodeError, Refusal};

use crate::{ContentHash, StorageError};

/// The reason why a rendition cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum RenditionError {
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The database has a source that the storage does not have.
    #[error("the source {} is not in the picture storage; restore it from a backup", .0.as_str())]
    Lost(ContentHash),
    /// A stored source no longer decodes.
    #[error("the source can't be decoded: {0}")]
    Source(#[from] Refusal),
    /// The encoder failed.
    #[error("the rendition can't be encoded: {0}")]
    Encode(#[from] EncodeError),
    /// Decoding the picture takes more memory than all picture work together may take.
    #[error("decoding the picture takes {needed} bytes of memory, and all picture work together may take {allowed}")]
    TooMuchMemory {
        /// Bytes that decoding takes.
        needed: u64,
        /// Bytes that all picture work together may take.
        allowed: u64,
    },
    /// The ladder is not made, because the storage takes no writes at present.
    #[error("the picture storage takes no writes at present")]
    NotStored,
    /// The thread that made the rendition panicked.
    #[error("the rendition was not finished: its thread panicked, and the log has the panic")]
    Unfinished,
    /// The queue of waiting requests is full.
    #[error("too many requests wait for renditions")]
    Busy,
    /// The error of another request that waited for the same rendition.
    #[error("{0}")]
    Shared(#[source] Arc<RenditionError>),
}

impl RenditionError {
    /// Returns true if another attempt may succeed: too many requests wait, or the storage is unreachable.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Busy | Self::Storage(_) => true,
            Self::Shared(error) => error.may_pass(),
            _ => false,
        }
    }
}
