//! Parses the boxes of an AVIF's `meta`, each into a list: ISO/IEC 14496-12, 8.11, and 23008-12, 6.5.

use super::Colour;
use crate::{probe::reader::Reader, refusal::Refusal};

/// The most items that a file may list. One picture has two or three; the tiles of a phone are refused by kind, not by
/// number.
const MAX_ITEMS: usize = 256;

/// A property of an item, as far as it matters here.
#[derive(Clone, Copy)]
pub(super) enum Property<'a> {
    Size(u32, u32),
    Turns(u8),
    Mirror(u8),
    Colour(Colour<'a>),
    Alpha,
    Other,
}

/// The location of an item's bytes.
pub(super) struct Location {
    pub(super) item: u32,
    /// True if offsets count from the `idat` box instead of the file.
    pub(super) in_idat: bool,
    pub(super) extents: Vec<(u64, u64)>,
}

/// One reference from an item to others.
pub(super) struct Reference {
    pub(super) kind: [u8; 4],
    pub(super) from: u32,
    pub(super) to: Vec<u32>,
}

/// Reads the next box's kind and body.
pub(super) fn next_box<'a>(reader: &mut Reader<'a>) -> Result<(&'a [u8; 4], &'a [u8]), Refusal> {
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

/// Reads a box's version and flags.
fn version(reader: &mut Reader) -> Result<(u8, u32), Refusal> {
    let word = reader.big_u32()?;
    Ok(((word >> 24) as u8, word & 0x00FF_FFFF))
}

/// Reads an item's number: 16 bits in old versions of a box, 32 in new ones.
fn item_id(reader: &mut Reader, wide: bool) -> Result<u32, Refusal> {
    if wide { reader.big_u32() } else { reader.big_u16().map(u32::from) }
}

/// Checks a count against [`MAX_ITEMS`].
fn count(number: u32) -> Result<usize, Refusal> {
    let number = number as usize;
    if number > MAX_ITEMS { Err(Refusal::Unsupported("an AVIF of so many parts")) } else { Ok(number) }
}

pub(super) fn primary(body: &[u8]) -> Result<u32, Refusal> {
    let mut reader = Reader::new(body);
    let (version, _) = version(&mut reader)?;
    item_id(&mut reader, version > 0)
}

pub(super) fn items(body: &[u8]) -> Result<Vec<(u32, [u8; 4])>, Refusal> {
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

pub(super) fn locations(body: &[u8]) -> Result<Vec<Location>, Refusal> {
    let mut reader = Reader::new(body);
    let (version, _) = version(&mut reader)?;
    let sizes = reader.big_u16()?;
    let size = |shift: u16| usize::from(sizes >> shift & 15);
    let count = count(item_id(&mut reader, version > 1)?)?;
    (0..count).map(|_| location(&mut reader, version, [size(12), size(8), size(4), size(0)])).collect()
}

/// Reads one item's location. `sizes` are the bytes of an offset, a length, a base offset and an index.
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

pub(super) fn references(body: &[u8]) -> Result<Vec<Reference>, Refusal> {
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

pub(super) fn properties(body: &[u8]) -> Result<Properties<'_>, Refusal> {
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
