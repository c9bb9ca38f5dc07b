use std::sync::Arc;

use media::{EncodeError, Refusal};

use crate::{ContentHash, StorageError};

/// Why there is no rendition.
#[derive(Debug, thiserror::Error)]
pub enum RenditionError {
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The database knows a source that the storage does not have.
    #[error("the source {} is not in the picture storage; restore it from a backup", .0.as_str())]
    Lost(ContentHash),
    /// A source that was taken in no longer decodes.
    #[error("the source can't be decoded: {0}")]
    Source(#[from] Refusal),
    /// The encoder failed.
    #[error("the rendition can't be encoded: {0}")]
    Encode(#[from] EncodeError),
    /// Decoding it takes more memory than all that making pictures may take, so that no other work could be let in beside it.
    #[error("decoding the picture takes {needed} bytes of memory, and pictures may take {allowed} together")]
    TooMuchMemory {
        /// Bytes that decoding takes.
        needed: u64,
        /// Bytes that making pictures may take together.
        allowed: u64,
    },
    /// It would only be made to be stored, and the storage takes nothing at present.
    #[error("the picture storage takes nothing at present")]
    NotStored,
    /// The thread that made it died.
    #[error("the rendition was not finished")]
    Unfinished,
    /// So many wait for renditions that nobody else may.
    #[error("too many pictures are being made")]
    Busy,
    /// As another request that waited for the same was answered.
    #[error("{0}")]
    Shared(#[source] Arc<RenditionError>),
}

impl RenditionError {
    /// Whether another try may do: too many ask, or the storage is away.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Busy | Self::Storage(_) => true,
            Self::Shared(error) => error.may_pass(),
            _ => false,
        }
    }
}
