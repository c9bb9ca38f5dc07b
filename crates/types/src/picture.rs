/// Widths in pixels that renditions are made in, √2 apart: a browser is never more than 41 % over what it needs.
pub const RENDITION_WIDTHS: [u32; 8] = [160, 226, 320, 453, 640, 905, 1280, 1810];

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
    /// The renditions this picture is offered in, narrowest first: those it fills, and one more that shows it at its own
    /// size if that is clearly more than the last. Never empty.
    pub fn rungs(&self) -> impl Iterator<Item = Rung> + Clone {
        let source = self.width;
        let filled = RENDITION_WIDTHS.iter().filter(|width| **width <= source).count();
        let widest = filled.checked_sub(1).map_or(0, |last| RENDITION_WIDTHS[last]);
        let one_more = usize::from(filled < RENDITION_WIDTHS.len() && u64::from(source) * 10 > u64::from(widest) * 11);
        let rung = move |name: u32| Rung { name, width: name.min(source) };
        RENDITION_WIDTHS.into_iter().take((filled + one_more).max(1)).map(rung)
    }
}

/// One rendition's width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// In its address, in pixels.
    pub name: u32,
    /// Of what is really sent, in pixels: nothing is ever enlarged.
    pub width: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_offered_wider_than_its_source() {
        let rungs = |width| {
            ImageRef { address: String::new(), width, height: 1, colour: String::new(), alt: String::new() }
                .rungs()
                .map(|rung| (rung.name, rung.width))
                .collect::<Vec<_>>()
        };

        assert_eq!(rungs(1), [(160, 1)]);
        assert_eq!(rungs(640), [(160, 160), (226, 226), (320, 320), (453, 453), (640, 640)]);
        assert_eq!(rungs(1200).last(), Some(&(1280, 1200)));
        assert_eq!(rungs(9000).last(), Some(&(1810, 1810)));
    }
}
