//! AVIF's boxes: ISO/IEC 14496-12 and 23008-12, as far as one still picture and its alpha need them.

use super::{Probe, reader::Reader};
use crate::{format::SourceFormat, orient::Orientation, refusal::Refusal};

/// The most items a file may list. One picture has two or three; a phone's tiles are refused by kind, not by number.
const MAX_ITEMS: usize = 256;

/// What a file's boxes say about its picture.
pub(crate) struct Layout<'a> {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    pub(crate) colour: Colour<'a>,
    /// The picture's AV1 stream.
    pub(crate) picture: Vec<u8>,
    /// Its alpha's AV1 stream.
    pub(crate) alpha: Option<Vec<u8>>,
    /// Whether the colours have been multiplied by the alpha.
    pub(crate) premultiplied: bool,
}

/// How the file declares its colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Colour<'a> {
    /// It doesn't; the stream does.
    Undeclared,
    /// Code points of ITU-T H.273.
    CodePoints { primaries: u8, transfer: u8, matrix: u8, full_range: bool },
    /// A profile. The stream declares matrix and range.
    Icc(&'a [u8]),
}

/// Tells AVIF from its relatives, by the brands it is compatible with.
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
    Ok(Probe { format: SourceFormat::Avif, width, height, orientation, frames: 1 })
}

/// Reads where everything is.
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

/// A property of an item, of those that matter here.
#[derive(Clone, Copy)]
enum Property<'a> {
    Size(u32, u32),
    Turns(u8),
    Mirror(u8),
    Colour(Colour<'a>),
    Alpha,
    Other,
}

/// Where an item's bytes are.
struct Location {
    item: u32,
    /// Whether offsets count from the `idat` box instead of the file.
    in_idat: bool,
    extents: Vec<(u64, u64)>,
}

/// One reference from an item to others.
struct Reference {
    kind: [u8; 4],
    from: u32,
    to: Vec<u32>,
}

/// The `meta` box, read but not yet understood.
#[derive(Default)]
struct Meta<'a> {
    primary: u32,
    /// Items and their types.
    items: Vec<(u32, [u8; 4])>,
    locations: Vec<Location>,
    references: Vec<Reference>,
    properties: Vec<Property<'a>>,
    /// An item and the (one-based) places of its properties.
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
                b"pitm" => meta.primary = primary(body)?,
                b"iinf" => meta.items = items(body)?,
                b"iloc" => meta.locations = locations(body)?,
                b"iref" => meta.references = references(body)?,
                b"iprp" => (meta.properties, meta.associations) = properties(body)?,
                b"idat" => meta.idat = body,
                _ => {}
            }
        }
        Ok(meta)
    }

    /// Puts the picture and its alpha together.
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

    /// An item's bytes. Extents may not add up to more than the file, or a few of them could repeat it many times.
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

/// A stretch of a file; a length of zero means the rest.
fn extent(bytes: &[u8], offset: u64, length: u64) -> Result<&[u8], Refusal> {
    let offset = usize::try_from(offset).map_err(|_| Refusal::Damaged)?;
    let length = usize::try_from(length).map_err(|_| Refusal::Damaged)?;
    let rest = bytes.get(offset..).ok_or(Refusal::Truncated)?;
    if length == 0 { Ok(rest) } else { rest.get(..length).ok_or(Refusal::Truncated) }
}

/// The next box's kind and body.
fn next_box<'a>(reader: &mut Reader<'a>) -> Result<(&'a [u8; 4], &'a [u8]), Refusal> {
    let length = reader.big_u32()?;
    let kind = reader.take(4)?.first_chunk().ok_or(Refusal::Truncated)?;
    let body = match length {
        0 => reader.take(reader.rest().len())?,
        1 => {
            let length = reader.big(8)?.checked_sub(16).ok_or(Refusal::Damaged)?;
            reader.take(usize::try_from(length).map_err(|_| Refusal::Damaged)?)?
        }
        length => reader.take(length.checked_sub(8).ok_or(Refusal::Damaged)? as usize)?,
    };
    Ok((kind, body))
}

/// A box's version and flags.
fn version(reader: &mut Reader) -> Result<(u8, u32), Refusal> {
    let word = reader.big_u32()?;
    Ok(((word >> 24) as u8, word & 0x00FF_FFFF))
}

/// An item's number: 16 bits in old versions of a box, 32 in new ones.
fn item_id(reader: &mut Reader, wide: bool) -> Result<u32, Refusal> {
    if wide { reader.big_u32() } else { reader.big_u16().map(u32::from) }
}

/// A count of things, which must not be absurd.
fn count(number: u32) -> Result<usize, Refusal> {
    let number = number as usize;
    if number > MAX_ITEMS { Err(Refusal::Unsupported("an AVIF of so many parts")) } else { Ok(number) }
}

fn primary(body: &[u8]) -> Result<u32, Refusal> {
    let mut reader = Reader::new(body);
    let (version, _) = version(&mut reader)?;
    item_id(&mut reader, version > 0)
}

fn items(body: &[u8]) -> Result<Vec<(u32, [u8; 4])>, Refusal> {
    let mut reader = Reader::new(body);
    let (version, _) = version(&mut reader)?;
    let count = count(item_id(&mut reader, version > 0)?)?;
    (0..count).map(|_| item(&mut reader)).collect()
}

fn item(reader: &mut Reader) -> Result<(u32, [u8; 4]), Refusal> {
    let (kind, body) = next_box(reader)?;
    let mut body = Reader::new(body);
    let (version, _) = version(&mut body)?;
    if kind != b"infe" || version < 2 {
        return Err(Refusal::Damaged);
    }
    let id = item_id(&mut body, version > 2)?;
    body.take(2)?;
    Ok((id, body.array()?))
}

fn locations(body: &[u8]) -> Result<Vec<Location>, Refusal> {
    let mut reader = Reader::new(body);
    let (version, _) = version(&mut reader)?;
    let sizes = reader.big_u16()?;
    let size = |shift: u16| usize::from(sizes >> shift & 15);
    let count = count(item_id(&mut reader, version > 1)?)?;
    (0..count).map(|_| location(&mut reader, version, [size(12), size(8), size(4), size(0)])).collect()
}

/// One item's place. `sizes` are the bytes of an offset, a length, a base offset and an index.
fn location(reader: &mut Reader, version: u8, sizes: [usize; 4]) -> Result<Location, Refusal> {
    let [offset_size, length_size, base_size, index_size] = sizes;
    let item = item_id(reader, version > 1)?;
    let method = if version > 0 { reader.big_u16()? & 15 } else { 0 };
    if method > 1 {
        return Err(Refusal::Damaged);
    }
    reader.take(2)?;
    let base = reader.big(base_size)?;
    let count = count(reader.big_u16()?.into())?;
    let mut extents = Vec::with_capacity(count);
    for _ in 0..count {
        reader.take(if version > 0 { index_size } else { 0 })?;
        let offset = reader.big(offset_size)?;
        extents.push((base.checked_add(offset).ok_or(Refusal::Damaged)?, reader.big(length_size)?));
    }
    Ok(Location { item, in_idat: method == 1, extents })
}

fn references(body: &[u8]) -> Result<Vec<Reference>, Refusal> {
    let mut reader = Reader::new(body);
    let (version, _) = version(&mut reader)?;
    let wide = version > 0;
    let mut references = Vec::new();
    while !reader.is_empty() {
        let (kind, body) = next_box(&mut reader)?;
        let mut body = Reader::new(body);
        let from = item_id(&mut body, wide)?;
        let count = count(body.big_u16()?.into())?;
        let to = (0..count).map(|_| item_id(&mut body, wide)).collect::<Result<_, _>>()?;
        references.push(Reference { kind: *kind, from, to });
    }
    Ok(references)
}

type Properties<'a> = (Vec<Property<'a>>, Vec<(u32, Vec<usize>)>);

fn properties(body: &[u8]) -> Result<Properties<'_>, Refusal> {
    let mut reader = Reader::new(body);
    let (mut properties, mut associations) = (Vec::new(), Vec::new());
    while !reader.is_empty() {
        match next_box(&mut reader)? {
            (b"ipco", body) => properties = property_list(body)?,
            (b"ipma", body) => associations.extend(association_list(body)?),
            _ => {}
        }
    }
    Ok((properties, associations))
}

fn property_list(body: &[u8]) -> Result<Vec<Property<'_>>, Refusal> {
    let mut reader = Reader::new(body);
    let mut properties = Vec::new();
    while !reader.is_empty() {
        let (kind, body) = next_box(&mut reader)?;
        properties.push(property(kind, body)?);
    }
    Ok(properties)
}

fn property<'a>(kind: &[u8; 4], body: &'a [u8]) -> Result<Property<'a>, Refusal> {
    let mut reader = Reader::new(body);
    Ok(match kind {
        b"ispe" => {
            version(&mut reader)?;
            Property::Size(reader.big_u32()?, reader.big_u32()?)
        }
        b"irot" => Property::Turns(reader.byte()? & 3),
        b"imir" => Property::Mirror(reader.byte()? & 1),
        b"colr" => Property::Colour(colour(&mut reader)?),
        b"auxC"
            if body.get(4..).is_some_and(|name| name.starts_with(b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha")) =>
        {
            Property::Alpha
        }
        _ => Property::Other,
    })
}

fn colour<'a>(reader: &mut Reader<'a>) -> Result<Colour<'a>, Refusal> {
    Ok(match &reader.array()? {
        b"nclx" => {
            let (primaries, transfer, matrix) = (reader.big_u16()?, reader.big_u16()?, reader.big_u16()?);
            let full_range = reader.byte()? & 0x80 != 0;
            Colour::CodePoints {
                primaries: primaries as u8,
                transfer: transfer as u8,
                matrix: matrix as u8,
                full_range,
            }
        }
        b"prof" | b"rICC" => Colour::Icc(reader.rest()),
        _ => Colour::Undeclared,
    })
}

fn association_list(body: &[u8]) -> Result<Vec<(u32, Vec<usize>)>, Refusal> {
    let mut reader = Reader::new(body);
    let (version, flags) = version(&mut reader)?;
    let count = count(reader.big_u32()?)?;
    (0..count).map(|_| association(&mut reader, version > 0, flags & 1 == 1)).collect()
}

fn association(reader: &mut Reader, wide_id: bool, wide_place: bool) -> Result<(u32, Vec<usize>), Refusal> {
    let item = item_id(reader, wide_id)?;
    let count = reader.byte()?;
    let place = |reader: &mut Reader| {
        if wide_place { Ok(usize::from(reader.big_u16()? & 0x7FFF)) } else { Ok(usize::from(reader.byte()? & 0x7F)) }
    };
    Ok((item, (0..count).map(|_| place(reader)).collect::<Result<_, _>>()?))
}
