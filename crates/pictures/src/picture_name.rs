use media::{Aspect, Crop, Format, Width};
use types::{Focus, ListingPictures, Shape};

use crate::content_hash::ContentHash;

/// A source, whole or cut: the first part of a rendition's URL, `{source}` or `{source}-{shape}-{x}-{y}`. The focus is
/// part of it, so that the pixels under a URL never change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PictureName {
    /// The hash of the source.
    pub source: ContentHash,
    /// The shape that the source is cut to, and the focus that the cut keeps.
    pub cut: Option<(Shape, Focus)>,
}

impl PictureName {
    /// Names all of a source.
    pub const fn whole(source: ContentHash) -> Self {
        Self { source, cut: None }
    }

    /// Returns the pictures that are made of a source of this size before any request: the whole, which product pages
    /// show, and the cut that listings show, if they show another.
    pub(crate) fn pregenerated(
        source: &ContentHash,
        (width, height): (u32, u32),
        focus: Focus,
        listing: ListingPictures,
    ) -> Vec<Self> {
        let cut = listing.cut_of(width, height).map(|shape| Self { source: source.clone(), cut: Some((shape, focus)) });
        [Self::whole(source.clone())].into_iter().chain(cut).collect()
    }

    /// Parses the first part of a URL.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let source = ContentHash::parse(parts.next()?)?;
        let Some(shape) = parts.next() else { return Some(Self::whole(source)) };
        let focus = Focus { x: thousandths(parts.next()?)?, y: thousandths(parts.next()?)? };
        let cut = Some((Shape::from_name(shape)?, focus));
        parts.next().is_none().then_some(Self { source, cut })
    }

    /// Returns the width and height in pixels of the part of a source of this size that is shown. Returns `None` if
    /// the cut removes nothing, and so is another name for the whole.
    pub(crate) fn seen(&self, width: u32, height: u32) -> Option<(u32, u32)> {
        self.cut.map_or(Some((width, height)), |(shape, _)| shape.cut_size(width, height))
    }

    /// Returns the crop for the pipeline.
    pub(crate) fn crop(&self) -> Option<Crop> {
        let (shape, focus) = self.cut?;
        let (width, height) = shape.sides();
        Some(Crop { aspect: Aspect::new(width, height)?, focus: media::FocalPoint::new(focus.x, focus.y)? })
    }
}

impl std::fmt::Display for PictureName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.source.as_str())?;
        match self.cut {
            Some((shape, Focus { x, y })) => write!(f, "-{}-{x}-{y}", shape.name()),
            None => Ok(()),
        }
    }
}

/// One size and format of a picture: `{picture}/{width}.{extension}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RenditionName {
    /// The picture.
    pub picture: PictureName,
    /// The width on the closed list.
    pub width: Width,
    /// The format of the file.
    pub format: Format,
}

impl RenditionName {
    /// Parses the two parts of a URL. The width and the format have to be on the closed lists.
    pub fn parse(picture: &str, file: &str) -> Option<Self> {
        let picture = PictureName::parse(picture)?;
        let (width, extension) = file.split_once('.')?;
        Some(Self { picture, width: Width::new(number(width)?)?, format: Format::from_extension(extension)? })
    }

    /// Returns the name of the same rendition in another format.
    pub(crate) fn with_format(&self, format: Format) -> Self {
        Self { format, ..self.clone() }
    }

    /// Returns the last part of the URL.
    pub fn file(&self) -> String {
        format!("{}.{}", self.width.get(), self.format.extension())
    }
}

impl std::fmt::Display for RenditionName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.picture, self.file())
    }
}

fn thousandths(text: &str) -> Option<u16> {
    number(text).and_then(|number| u16::try_from(number).ok()).filter(|number| *number <= 1000)
}

/// Parses a number in its canonical form: no sign, no leading zero.
fn number(text: &str) -> Option<u32> {
    let canonical = text == "0" || !text.starts_with('0');
    (canonical && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use types::{Fit, ImageRef};

    use super::*;

    /// A bicycle, a sofa, a lamp, a packshot, an icon, and what has no shape to speak of.
    const SIZES: [(u32, u32); 7] =
        [(1800, 1200), (1500, 1000), (1000, 1500), (1200, 1200), (120, 120), (1200, 1500), (3000, 10)];

    fn image(address: &str, (width, height): (u32, u32), focus: Focus) -> ImageRef {
        let address = address.to_owned();
        ImageRef { address, width, height, colour: String::new(), alt: String::new(), focus }
    }

    #[test]
    fn only_names_we_give_are_names() {
        let hash = ContentHash::of(b"pixels");
        let hash = hash.as_str();

        for picture in [hash.to_owned(), format!("{hash}-16x9-500-0"), format!("{hash}-4x5-0-1000")] {
            let name = RenditionName::parse(&picture, "640.avif").unwrap();
            assert_eq!(name.to_string(), format!("{picture}/640.avif"));
        }
        let odd_cuts =
            ["-16x9", "-16x9-500", "-16x9-500-1001", "-16x9-05-5", "-16x9-5-5-5", "-3x3-5-5", "-", "-16X9-5-5"];
        let cuts = odd_cuts.map(|cut| format!("{hash}{cut}"));
        let others = ["", "..", "../../etc/passwd", "ABCDEF00112233445566778899AABBCC", "abc"].map(str::to_owned);
        for odd in cuts.into_iter().chain(others) {
            assert_eq!(PictureName::parse(&odd), None, "{odd}");
        }
        for odd in ["641.avif", "0640.avif", "+640.avif", "640.AVIF", "640.png", "640", "640.avif.webp", ""] {
            assert_eq!(RenditionName::parse(hash, odd), None, "{odd}");
        }
    }

    #[test]
    fn a_cut_has_the_size_that_the_pipeline_gives_it() {
        let source = media::Source::decode(&crate::testing::png(200, 113)).unwrap();
        for shape in Shape::ALL {
            let name = PictureName { source: ContentHash::of(b""), cut: Some((shape, Focus { x: 990, y: 10 })) };
            let raster = source.render(Width::ALL[7], name.crop());
            let seen = name.seen(200, 113).unwrap_or((200, 113));
            let near = |a: u32, b: u32| a.abs_diff(b) <= 2;
            assert!(near(raster.width(), seen.0) && near(raster.height(), seen.1), "{shape:?} {seen:?}");
        }
    }

    #[test]
    fn what_listings_show_is_made_ahead() {
        let (source, focus) = (ContentHash::of(b""), Focus { x: 990, y: 10 });
        let listings =
            Shape::ALL.into_iter().flat_map(|shape| [Fit::Cut, Fit::Whole].map(|fit| ListingPictures { shape, fit }));
        for (listing, size) in listings.flat_map(|listing| SIZES.map(|size| (listing, size))) {
            let made = PictureName::pregenerated(&source, size, focus, listing);

            let whole = image(source.as_str(), size, focus);
            let made: Vec<String> = made.iter().map(ToString::to_string).collect();
            assert!(made.contains(&whole.address), "{listing:?} {size:?}");
            assert!(made.contains(&listing.view_of(&whole).address), "{listing:?} {size:?}");
            assert!(made.len() <= 2, "{listing:?} {size:?}");
        }
    }
}
