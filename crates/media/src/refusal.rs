//! Refusals of files, worded so that the uploader knows what to do.

/// The reason why a file is refused. The message is written for the uploader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The file has more bytes than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error("the file is larger than 20 MB: save it with stronger compression or fewer pixels")]
    TooManyBytes,
    /// The picture has more pixels than [`MAX_PIXELS`](crate::MAX_PIXELS), or a side longer than
    /// [`MAX_SIDE`](crate::MAX_SIDE).
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
    /// The animation has too many frames.
    #[error("the animation has too many frames: send its first frame as a picture of its own")]
    TooManyFrames,
    /// The scans of a progressive JPEG cost more than they show.
    #[error("the JPEG has too many scans for its size: save it again from an image editor")]
    TooManyScans,
    /// The header declares more pixels than so few bytes can hold: a decompression bomb, or a false header.
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
    /// The file contradicts itself.
    #[error("the file is damaged: save it again from an image editor")]
    Damaged,
    /// The picture also is, or carries, a document, an archive or a script.
    #[error("the file holds something besides a picture: save only the picture from an image editor")]
    Polyglot,
    /// SVG, which is a program: browsers run its scripts.
    #[error("SVG is not taken: export it as PNG at twice the size you want to show")]
    Vector,
    /// HEIC and its relatives, whose codec may not be distributed freely.
    #[error("HEIC is not taken: export it as JPEG or AVIF")]
    Heif,
    /// A variant of a format that no web browser shows either.
    #[error("{0} is not taken: save it as an ordinary JPEG or PNG")]
    Unsupported(&'static str),
    /// A file of none of the accepted formats.
    #[error("this is not a JPEG, PNG, WebP, AVIF or GIF")]
    NotAPicture,
}

impl Refusal {
    /// Returns the name for metrics and the API.
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
