//! WebP's chunks: RFC 9649.

use super::{Probe, reader::Reader};
use crate::{
    format::SourceFormat,
    orient::{self, Orientation},
    refusal::Refusal,
};

pub(super) fn probe(bytes: &[u8]) -> Result<Probe, Refusal> {
    let mut chunks = riff(bytes)?;
    let (width, height) = canvas(&mut chunks.clone())?;
    let mut probe = Probe { format: SourceFormat::Webp, width, height, orientation: Orientation::UPRIGHT, frames: 0 };
    while !chunks.is_empty() {
        let (kind, body) = chunk(&mut chunks)?;
        match &kind {
            b"VP8 " | b"VP8L" | b"ANMF" => probe.frames += 1,
            b"EXIF" => probe.orientation = orient::declared(body).unwrap_or(probe.orientation),
            _ => {}
        }
    }
    if probe.frames == 0 { Err(Refusal::Damaged) } else { Ok(probe) }
}

/// The chunks between the RIFF header and the end it declares, which must be the end of the file.
fn riff(bytes: &[u8]) -> Result<Reader<'_>, Refusal> {
    let mut reader = Reader::new(bytes);
    reader.take(4)?;
    let length = reader.little_u32()? as usize;
    let mut body = Reader::new(reader.take(length)?);
    body.take(4)?;
    if reader.is_empty() { Ok(body) } else { Err(Refusal::Polyglot) }
}

/// Width and height in pixels from the first chunk, whichever of the three kinds it is.
fn canvas(chunks: &mut Reader) -> Result<(u32, u32), Refusal> {
    let (kind, body) = chunk(chunks)?;
    let mut body = Reader::new(body);
    match &kind {
        b"VP8 " => {
            body.take(6)?;
            Ok((u32::from(body.little_u16()? & 0x3FFF), u32::from(body.little_u16()? & 0x3FFF)))
        }
        b"VP8L" => {
            body.take(1)?;
            let packed = body.little_u32()?;
            Ok(((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1))
        }
        b"VP8X" => {
            body.take(4)?;
            Ok((little_u24(&mut body)? + 1, little_u24(&mut body)? + 1))
        }
        _ => Err(Refusal::Damaged),
    }
}

/// The next chunk's kind and body; a body of odd length is followed by a byte of padding.
fn chunk<'a>(reader: &mut Reader<'a>) -> Result<([u8; 4], &'a [u8]), Refusal> {
    let kind = reader.array()?;
    let length = reader.little_u32()? as usize;
    let body = reader.take(length)?;
    if length % 2 == 1 && !reader.is_empty() {
        reader.byte()?;
    }
    Ok((kind, body))
}

fn little_u24(reader: &mut Reader) -> Result<u32, Refusal> {
    reader.array().map(|[low, middle, high]| u32::from_le_bytes([low, middle, high, 0]))
}
