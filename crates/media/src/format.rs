//! The closed lists of formats: those that are accepted, and those that are made.

/// A format that is accepted.
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
    /// GIF; the first frame.
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
    /// WebP, for browsers without AVIF, and while AVIF is being made.
    Webp,
    /// JPEG, for all other browsers. It has no alpha: transparent areas become white.
    Jpeg,
}

impl Format {
    /// All formats that are made, the smallest first: the order of `<source>` elements.
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

    /// Returns the media type for `Content-Type` and `<source type>`.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// Returns the format with this extension.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }
}
