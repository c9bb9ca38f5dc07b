//! Why a file is not taken, said so that the person who sent it knows what to do.

/// A file this crate won't turn into pictures. The message is written for the uploader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// More bytes than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error("the file is larger than 20 MB: save it with stronger compression or fewer pixels")]
    TooManyBytes,
    /// More pixels than [`MAX_PIXELS`](crate::MAX_PIXELS), or a side longer than [`MAX_SIDE`](crate::MAX_SIDE).
    #[error("{width} × {height} px is too large: scale it to at most 12,000 px a side and 40 megapixels")]
    TooManyPixels {
        /// Declared width in pixels.
        width: u32,
        /// Declared height in pixels.
        height: u32,
    },
    /// A GIF of more pixels than a screen has.
    #[error("{width} × {height} px is too large for a GIF: save it as PNG, or scale it to at most 8 megapixels")]
    LargeGif {
        /// Declared width in pixels.
        width: u32,
        /// Declared height in pixels.
        height: u32,
    },
    /// An animation that goes on and on.
    #[error("the animation has too many frames: send its first frame as a picture of its own")]
    TooManyFrames,
    /// A progressive JPEG whose scans cost more than they show.
    #[error("the JPEG has too many scans for its size: save it again from an image editor")]
    TooManyScans,
    /// The header promises a picture that these few bytes can't hold: a decompression bomb, or a lie.
    #[error("{width} × {height} px can't be described by so few bytes: save it again from an image editor")]
    DecompressionBomb {
        /// Declared width in pixels.
        width: u32,
        /// Declared height in pixels.
        height: u32,
    },
    /// The file ends before its picture does.
    #[error("the file is cut off: send it again")]
    Truncated,
    /// Something inside contradicts itself.
    #[error("the file is damaged: save it again from an image editor")]
    Damaged,
    /// The picture also is, or carries, a document, an archive or a script.
    #[error("the file holds something besides a picture: save only the picture from an image editor")]
    Polyglot,
    /// A drawing that is a program: browsers run what an SVG contains.
    #[error("SVG is not taken: export it as PNG at twice the size you want to show")]
    Vector,
    /// HEIC and its kin, whose codec may not be shipped freely.
    #[error("HEIC is not taken: export it as JPEG or AVIF")]
    Heif,
    /// The right format, but a corner of it that no web browser shows either.
    #[error("{0} is not taken: save it as an ordinary JPEG or PNG")]
    Unsupported(&'static str),
    /// None of the formats that are taken.
    #[error("this is not a JPEG, PNG, WebP, AVIF or GIF")]
    NotAPicture,
}

impl Refusal {
    /// What counters and programs call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooManyBytes => "too-many-bytes",
            Self::TooManyPixels { .. } | Self::LargeGif { .. } => "too-many-pixels",
            Self::TooManyFrames => "too-many-frames",
            Self::TooManyScans => "too-many-scans",
            Self::DecompressionBomb { .. } => "hollow",
            Self::Truncated => "truncated",
            Self::Damaged => "damaged",
            Self::Polyglot => "polyglot",
            Self::Vector => "vector",
            Self::Heif => "heif",
            Self::Unsupported(_) => "unsupported",
            Self::NotAPicture => "not-a-picture",
        }
    }
}
