//! The closed lists of formats: what comes in, what goes out.

/// A format that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// Baseline or progressive JPEG, 8 bits a channel.
    Jpeg,
    /// PNG; of an animated one, the default picture.
    Png,
    /// WebP, lossy or lossless; of an animated one, the first frame.
    Webp,
    /// AVIF still pictures.
    Avif,
    /// GIF's first frame.
    Gif,
}

impl SourceFormat {
    /// The file extension, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Gif => "gif",
        }
    }
}

/// A format that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// The smallest, and the slowest to make.
    Avif,
    /// For browsers without AVIF, and while AVIF is being made.
    Webp,
    /// For everything else. Without alpha: what was transparent becomes white.
    Jpeg,
}

impl Format {
    /// Every format that is made, the smallest first: the order of `<source>` elements.
    pub const ALL: [Self; 3] = [Self::Avif, Self::Webp, Self::Jpeg];

    /// The file extension, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }

    /// The media type for `Content-Type` and `<source type>`.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The format with this extension.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }
}
