//! Walks the boxes of an AVIF: ISO/IEC 14496-12 and 23008-12, as far as one still picture and its alpha need them.

mod boxes;

use self::boxes::{Location, Property, Reference, next_box};
use super::{Probe, reader::Reader};
use crate::{format::SourceFormat, orient::Orientation, refusal::Refusal};

/// The facts in the boxes of a file.
pub(crate) struct Layout<'a> {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    pub(crate) colour: Colour<'a>,
    /// The picture's AV1 stream.
    pub(crate) picture: Vec<u8>,
    /// Its alpha's AV1 stream.
    pub(crate) alpha: Option<Vec<u8>>,
    /// True if the colours are premultiplied by the alpha.
    pub(crate) premultiplied: bool,
}

/// The declaration of the colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Colour<'a> {
    /// No declaration; the stream has one.
    Undeclared,
    /// Code points of ITU-T H.273.
    CodePoints { primaries: u8, transfer: u8, matrix: u8, full_range: bool },
    /// A profile. The stream declares matrix and range.
    Icc(&'a [u8]),
}

/// Distinguishes AVIF from its relatives, by the compatible brands.
pub(super) fn brand(bytes: &[u8]) -> Result<SourceFormat, Refusal> {
    let (_, body) = next_box(&mut Reader::new(bytes))?;
    let brands = || body.chunks_exact(4);
    if brands().any(|brand| brand == b"avif" || brand == b"avis") {
        return Ok(SourceFormat::Avif);
    }
    if brands().any(|brand| [b"heic", b"heix", b"heim", b"hevc", b"mif1"].iter().any(|heif| brand == *heif)) {
        return Err(Refusal::Heif);
    }
    Err(Refusal::NotAPicture)
}

pub(super) fn probe(bytes: &[u8]) -> Result<Probe, Refusal> {
    let Layout { width, height, orientation, .. } = layout(bytes)?;
    Ok(Probe { format: SourceFormat::Avif, width, height, orientation, frames: 1, scans: 1 })
}

/// Finds the parts of a file.
pub(crate) fn layout(bytes: &[u8]) -> Result<Layout<'_>, Refusal> {
    let mut reader = Reader::new(bytes);
    let mut meta = None;
    while !reader.is_empty() {
        match next_box(&mut reader)? {
            (b"meta", _) if meta.is_some() => return Err(Refusal::Damaged),
            (b"meta", body) => meta = Some(Meta::read(body)?),
            (kind, _) if kind.iter().all(|byte| (0x20..0x7F).contains(byte)) => {}
            _ => return Err(Refusal::Polyglot),
        }
    }
    meta.ok_or(Refusal::Damaged)?.layout(bytes)
}

/// The `meta` box, parsed but not resolved.
#[derive(Default)]
struct Meta<'a> {
    primary: u32,
    /// Items and their types.
    items: Vec<(u32, [u8; 4])>,
    locations: Vec<Location>,
    references: Vec<Reference>,
    properties: Vec<Property<'a>>,
    /// An item and the one-based indexes of its properties.
    associations: Vec<(u32, Vec<usize>)>,
    idat: &'a [u8],
}

impl<'a> Meta<'a> {
    fn read(body: &'a [u8]) -> Result<Self, Refusal> {
        let mut reader = Reader::new(body);
        reader.take(4)?;
        let mut meta = Self::default();
        while !reader.is_empty() {
            let (kind, body) = next_box(&mut reader)?;
            match kind {
                b"pitm" => meta.primary = boxes::primary(body)?,
                b"iinf" => meta.items = boxes::items(body)?,
                b"iloc" => meta.locations = boxes::locations(body)?,
                b"iref" => meta.references = boxes::references(body)?,
                b"iprp" => (meta.properties, meta.associations) = boxes::properties(body)?,
                b"idat" => meta.idat = body,
                _ => {}
            }
        }
        Ok(meta)
    }

    /// Resolves the picture and its alpha.
    fn layout(&self, file: &'a [u8]) -> Result<Layout<'a>, Refusal> {
        self.is_av1(self.primary)?;
        let (width, height) = self.size(self.primary)?;
        let alpha = self.alpha_of_primary();
        if let Some(alpha) = alpha {
            self.is_av1(alpha)?;
        }
        Ok(Layout {
            width,
            height,
            orientation: self.orientation(),
            colour: self.colour(),
            picture: self.bytes_of(self.primary, file)?,
            alpha: alpha.map(|alpha| self.bytes_of(alpha, file)).transpose()?,
            premultiplied: self.references.iter().any(|reference| &reference.kind == b"prem"),
        })
    }

    fn is_av1(&self, item: u32) -> Result<(), Refusal> {
        let (_, kind) = self.items.iter().find(|(id, _)| *id == item).ok_or(Refusal::Damaged)?;
        if kind == b"av01" { Ok(()) } else { Err(Refusal::Unsupported("an AVIF put together from tiles")) }
    }

    fn properties_of(&self, item: u32) -> impl Iterator<Item = Property<'a>> {
        let places = self.associations.iter().filter(move |(id, _)| *id == item).flat_map(|(_, places)| places);
        places.filter_map(|place| self.properties.get(place.checked_sub(1)?).copied())
    }

    fn size(&self, item: u32) -> Result<(u32, u32), Refusal> {
        let mut sizes = self.properties_of(item).filter_map(|property| match property {
            Property::Size(width, height) => Some((width, height)),
            _ => None,
        });
        sizes.next().ok_or(Refusal::Damaged)
    }

    fn orientation(&self) -> Orientation {
        let (mut turns, mut mirror) = (0, None);
        for property in self.properties_of(self.primary) {
            match property {
                Property::Turns(quarters) => turns = quarters,
                Property::Mirror(axis) => mirror = Some(axis),
                _ => {}
            }
        }
        Orientation::from_turns(turns, mirror)
    }

    fn colour(&self) -> Colour<'a> {
        let mut colours = self.properties_of(self.primary).filter_map(|property| match property {
            Property::Colour(colour) => Some(colour),
            _ => None,
        });
        colours.next().unwrap_or(Colour::Undeclared)
    }

    fn alpha_of_primary(&self) -> Option<u32> {
        let auxiliaries = self.references.iter().filter(|reference| &reference.kind == b"auxl");
        let mut of_primary = auxiliaries.filter(|reference| reference.to.contains(&self.primary));
        let is_alpha = |item| self.properties_of(item).any(|property| matches!(property, Property::Alpha));
        of_primary.find(|reference| is_alpha(reference.from)).map(|reference| reference.from)
    }

    /// Returns an item's bytes. Extents may not add up to more than the file, or a few of them could repeat it many
    /// times.
    fn bytes_of(&self, item: u32, file: &[u8]) -> Result<Vec<u8>, Refusal> {
        let location = self.locations.iter().find(|location| location.item == item).ok_or(Refusal::Damaged)?;
        let within = if location.in_idat { self.idat } else { file };
        let mut bytes = Vec::new();
        for (offset, length) in &location.extents {
            bytes.extend_from_slice(extent(within, *offset, *length)?);
            if bytes.len() > file.len() {
                return Err(Refusal::Damaged);
            }
        }
        Ok(bytes)
    }
}

/// Returns a stretch of a file; a length of zero means the rest.
fn extent(bytes: &[u8], offset: u64, length: u64) -> Result<&[u8], Refusal> {
    let offset = usize::try_from(offset).map_err(|_| Refusal::Damaged)?;
    let length = usize::try_from(length).map_err(|_| Refusal::Damaged)?;
    let rest = bytes.get(offset..).ok_or(Refusal::Truncated)?;
    if length == 0 { Ok(rest) } else { rest.get(..length).ok_or(Refusal::Truncated) }
}
