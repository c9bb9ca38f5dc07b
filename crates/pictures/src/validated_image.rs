use bytes::Bytes;
use media::Source;
use serde::{Deserialize, Serialize};

use crate::{ContentHash, RenditionError, Renditions, Storage, StorageError, encoders::Panicked};

/// Bytes that were looked at and are a picture we show.
#[derive(Clone, Debug)]
pub struct ValidatedImage {
    /// Its name.
    pub hash: ContentHash,
    /// The file as it came.
    pub bytes: Bytes,
    /// A smaller copy for whoever waits, where the file takes long to decode.
    pub mezzanine: Option<Bytes>,
    /// Its width in pixels, as seen.
    pub width: u32,
    /// Its height in pixels, as seen.
    pub height: u32,
    /// The colour it stands on, or that covers most of it, as `#rrggbb`.
    pub colour: String,
}

/// The facts about a picture's bytes that the database keeps. The bytes lie in the storage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFacts {
    /// The hash of the bytes. Imports that are under way keep it under its former name.
    #[serde(rename = "address")]
    pub hash: ContentHash,
    /// Their number.
    pub bytes: i64,
    /// Their width in pixels, as seen.
    pub width: u32,
    /// Their height in pixels, as seen.
    pub height: u32,
    /// The colour it stands on, or that covers most of it, as `#rrggbb`.
    pub colour: String,
}

impl ValidatedImage {
    /// Returns the facts that the database keeps.
    pub fn facts(&self) -> SourceFacts {
        let Self { hash, width, height, colour, .. } = self;
        let (hash, colour) = (hash.clone(), colour.clone());
        SourceFacts { hash, bytes: self.size(), width: *width, height: *height, colour }
    }

    /// Decodes a picture once, whole: what can't be shown is refused here and not when a page asks for it. Takes the
    /// processor for up to some seconds.
    pub fn of(bytes: Bytes) -> Result<Self, RenditionError> {
        let probe = media::probe(&bytes)?;
        let source = Source::decode(&bytes)?;
        let (width, height) = (source.width(), source.height());
        let [red, green, blue] = source.placeholder().colour;
        let colour = format!("#{red:02x}{green:02x}{blue:02x}");
        let mezzanine = if probe.is_worth_a_mezzanine() { Some(source.mezzanine()?.into()) } else { None };
        Ok(Self { hash: ContentHash::of(&bytes), width, height, colour, mezzanine, bytes })
    }

    /// As the database counts bytes.
    pub(crate) fn size(&self) -> i64 {
        i64::try_from(self.bytes.len()).unwrap_or(i64::MAX)
    }
}

impl Renditions {
    /// As [`ValidatedImage::of`], in turn with the renditions that are being made. A picture that no free memory would ever be
    /// enough for is refused at once.
    pub async fn validate(&self, bytes: Bytes) -> Result<ValidatedImage, RenditionError> {
        // A file that its headers give away needs no turn.
        let memory = media::probe(&bytes)?.memory_to_decode();
        self.encoders().ensure_fits(memory)?;
        let share = self.encoders().large_share(memory).await;
        let turn = self.turn().await?;
        turn.run(share, move || ValidatedImage::of(bytes)).await.map_err(|Panicked| RenditionError::Unfinished)?
    }
}

impl Storage {
    /// Keeps a picture's source under its name, and its mezzanine; when this returns, both outlive a power cut.
    pub async fn keep(&self, picture: &ValidatedImage) -> Result<(), StorageError> {
        if let Some(mezzanine) = &picture.mezzanine {
            self.keep_mezzanine(&picture.hash, mezzanine.clone()).await?;
        }
        self.keep_source(&picture.hash, picture.bytes.clone()).await
    }
}
