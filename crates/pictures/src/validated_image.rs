use bytes::Bytes;
use media::Source;
use serde::{Deserialize, Serialize};

use crate::{ContentHash, RenditionError, Renditions, Storage, StorageError, encoders::Panicked};

/// The bytes of an image that decodes, with its facts.
#[derive(Clone, Debug)]
pub struct ValidatedImage {
    /// The hash of the bytes.
    pub hash: ContentHash,
    /// The file as it was uploaded.
    pub bytes: Bytes,
    /// A smaller copy, where the file takes long to decode.
    pub mezzanine: Option<Bytes>,
    /// The width in pixels, as seen.
    pub width: u32,
    /// The height in pixels, as seen.
    pub height: u32,
    /// The colour of the backdrop, or else the dominant colour, as `#rrggbb`.
    pub colour: String,
}

/// The facts about a picture's bytes that the database keeps. The storage keeps the bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// The hash of the bytes. Staged imports have it under the name `address`.
    #[serde(rename = "address")]
    pub hash: ContentHash,
    /// The number of bytes.
    pub bytes: i64,
    /// The width in pixels, as seen.
    pub width: u32,
    /// The height in pixels, as seen.
    pub height: u32,
    /// The colour of the backdrop, or else the dominant colour, as `#rrggbb`.
    pub colour: String,
}

impl ValidatedImage {
    /// Returns the facts that the database keeps.
    pub fn facts(&self) -> SourceFacts {
        let Self { hash, width, height, colour, .. } = self;
        let (hash, colour) = (hash.clone(), colour.clone());
        SourceFacts { hash, bytes: self.size(), width: *width, height: *height, colour }
    }

    /// Decodes an image completely, so that a file that cannot be shown is refused here and not when a page asks for
    /// it. Takes the processor for up to some seconds.
    pub fn of(bytes: Bytes) -> Result<Self, RenditionError> {
        let probe = media::probe(&bytes)?;
        let source = Source::decode(&bytes)?;
        let (width, height) = (source.width(), source.height());
        let [red, green, blue] = source.placeholder().colour;
        let colour = format!("#{red:02x}{green:02x}{blue:02x}");
        let mezzanine = if probe.is_worth_a_mezzanine() { Some(source.mezzanine()?.into()) } else { None };
        Ok(Self { hash: ContentHash::of(&bytes), width, height, colour, mezzanine, bytes })
    }

    /// Returns the number of bytes as the database counts them.
    pub(crate) fn size(&self) -> i64 {
        i64::try_from(self.bytes.len()).unwrap_or(i64::MAX)
    }
}

impl Renditions {
    /// Validates like [`ValidatedImage::of`], in turn with the renditions on demand. A picture that takes more memory
    /// than the limits allow is refused at once.
    pub async fn validate(&self, bytes: Bytes) -> Result<ValidatedImage, RenditionError> {
        // A file whose headers are refused needs no turn.
        let memory = media::probe(&bytes)?.memory_to_decode();
        self.encoders().ensure_fits(memory)?;
        let share = self.encoders().large_share(memory).await;
        let turn = self.turn().await?;
        turn.run(share, move || ValidatedImage::of(bytes)).await.map_err(|Panicked| RenditionError::Unfinished)?
    }
}

impl Storage {
    /// Stores a picture's source and its mezzanine. Both are durable when this returns.
    pub async fn keep(&self, picture: &ValidatedImage) -> Result<(), StorageError> {
        if let Some(mezzanine) = &picture.mezzanine {
            self.keep_mezzanine(&picture.hash, mezzanine.clone()).await?;
        }
        self.keep_source(&picture.hash, picture.bytes.clone()).await
    }
}
