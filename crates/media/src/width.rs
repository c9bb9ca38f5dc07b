//! The closed list of rendition widths.
//!
//! Steps of √2 waste at most 41 % of the pixels sent, and with a closed list no request for 161 px makes the server encode.

use types::RENDITION_WIDTHS;

/// A width that renditions are made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Width(u32);

impl Width {
    /// Every width in pixels, narrowest first.
    pub const ALL: [Self; RENDITION_WIDTHS.len()] = {
        let mut all = [Self(0); RENDITION_WIDTHS.len()];
        let mut index = 0;
        while index < all.len() {
            all[index] = Self(RENDITION_WIDTHS[index]);
            index += 1;
        }
        all
    };

    /// Returns the width of exactly this many pixels, if it is on the list.
    #[must_use]
    pub fn new(pixels: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|width| width.0 == pixels)
    }

    /// Returns its name: the pixels of a rendition whose source is wide enough.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Returns the real width of a rendition in pixels: no picture is enlarged. This is the `w` of a `srcset`.
    #[must_use]
    pub fn pixels(self, source_width: u32) -> u32 {
        self.0.min(source_width)
    }

    /// Returns the widths worth making of a source this wide (after its crop), narrowest first. Never empty.
    pub fn ladder(source_width: u32) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        types::ladder_widths(source_width).iter().copied().map(Self)
    }

    /// Returns the index on the list.
    pub(crate) fn index(self) -> usize {
        Self::ALL.iter().take_while(|width| width.0 < self.0).count()
    }
}

#[cfg(test)]
mod tests {
    use super::Width;

    fn ladder(source: u32) -> Vec<u32> {
        Width::ladder(source).map(|width| width.pixels(source)).collect()
    }

    #[test]
    fn a_ladder_ends_at_the_sources_own_size() {
        assert_eq!(ladder(1), [1]);
        assert_eq!(ladder(160), [160]);
        assert_eq!(ladder(170), [160]);
        assert_eq!(ladder(500), [160, 226, 320, 453, 500]);
        assert_eq!(ladder(1200), [160, 226, 320, 453, 640, 905, 1200]);
        assert_eq!(ladder(12_000).last(), Some(&1810));
    }

    #[test]
    fn only_listed_widths_exist() {
        assert_eq!(Width::new(640).map(Width::get), Some(640));
        assert_eq!(Width::new(641), None);
        assert!(Width::ALL.into_iter().enumerate().all(|(place, width)| width.index() == place));
    }
}
