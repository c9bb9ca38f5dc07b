/// Widths in pixels that renditions are made in, √2 apart: a browser is never more than 41 % over what it needs.
pub const RENDITION_WIDTHS: [u32; 8] = [160, 226, 320, 453, 640, 905, 1280, 1810];

/// A shape that a template asks a picture in; the picture's focal point stays inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crop {
    /// As it was taken.
    Original,
}

/// What a page needs to show a picture: its address, shape, colour and words, never its pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageRef {
    /// The first part of `/img/{picture}/…`: a name derived from the source's content.
    pub address: String,
    /// The source's width in pixels, after orientation.
    pub width: u32,
    /// The source's height in pixels, after orientation.
    pub height: u32,
    /// The dominant colour as `#rrggbb`: shown until the pixels come.
    pub colour: String,
    /// What it shows, in the page's language.
    pub alt: String,
}

impl ImageRef {
    /// The widths this picture is offered in: none wider than its source, and at least one.
    pub fn widths(&self) -> impl Iterator<Item = u32> + Clone {
        let widest = self.width.max(RENDITION_WIDTHS[0]);
        RENDITION_WIDTHS.into_iter().filter(move |width| *width <= widest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_offered_wider_than_its_source() {
        let widths = |width| ImageRef { address: String::new(), width, height: 1, colour: String::new(), alt: String::new() }
            .widths()
            .collect::<Vec<_>>();

        assert_eq!(widths(1), [160]);
        assert_eq!(widths(640), [160, 226, 320, 453, 640]);
        assert_eq!(widths(9000).len(), RENDITION_WIDTHS.len());
    }
}
