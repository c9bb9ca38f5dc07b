//! Walks the chunks of a WebP: RFC 9649.

use super::{Probe, reader::Reader};
use crate::{
    format::SourceFormat,
    orient::{self, Orientation},
    refusal::Refusal,
};

/// Checks that every stream of pixels has the size of the header: the decoder allocates by the size of the stream.
pub(super) fn probe(bytes: &[u8]) -> Result<Probe, Refusal> {
    let mut chunks = riff(bytes)?;
    let (width, height) = canvas(&mut chunks.clone())?;
    let mut probe =
        Probe { format: SourceFormat::Webp, width, height, orientation: Orientation::UPRIGHT, frames: 0, scans: 1 };
    while !chunks.is_empty() {
        let (kind, body) = chunk(&mut chunks)?;
        match &kind {
            b"VP8 " | b"VP8L" => {
                probe.frames += 1;
                same(stream_size(kind, body)?, (width, height))?;
            }
            b"ANMF" => {
                probe.frames += 1;
                animated(body, (width, height))?;
            }
            b"EXIF" => probe.orientation = orient::declared(body).unwrap_or(probe.orientation),
            _ => {}
        }
    }
    if probe.frames == 0 { Err(Refusal::Damaged) } else { Ok(probe) }
}

fn same(found: (u32, u32), said: (u32, u32)) -> Result<(), Refusal> {
    if found == said { Ok(()) } else { Err(Refusal::Damaged) }
}

/// Checks a frame of an animation: it lies on the canvas, and its stream is as large as it says.
fn animated(body: &[u8], canvas: (u32, u32)) -> Result<(), Refusal> {
    let mut body = Reader::new(body);
    let (left, top) = (2 * little_u24(&mut body)?, 2 * little_u24(&mut body)?);
    let size = (little_u24(&mut body)? + 1, little_u24(&mut body)? + 1);
    body.take(4)?;
    if left + size.0 > canvas.0 || top + size.1 > canvas.1 {
        return Err(Refusal::Damaged);
    }
    let (mut kind, mut stream) = chunk(&mut body)?;
    if &kind == b"ALPH" {
        (kind, stream) = chunk(&mut body)?;
    }
    same(stream_size(kind, stream)?, size)
}

/// Returns the chunks between the RIFF header and its declared end, which must be the end of the file.
fn riff(bytes: &[u8]) -> Result<Reader<'_>, Refusal> {
    let mut reader = Reader::new(bytes);
    reader.take(4)?;
    let length = reader.little_u32()? as usize;
    let mut body = Reader::new(reader.take(length)?);
    body.take(4)?;
    if reader.is_empty() { Ok(body) } else { Err(Refusal::Polyglot) }
}

/// Reads width and height in pixels from the first chunk, of any of the three kinds.
fn canvas(chunks: &mut Reader) -> Result<(u32, u32), Refusal> {
    let (kind, body) = chunk(chunks)?;
    if &kind != b"VP8X" {
        return stream_size(kind, body);
    }
    let mut body = Reader::new(body);
    body.take(4)?;
    Ok((little_u24(&mut body)? + 1, little_u24(&mut body)? + 1))
}

/// Returns width and height in pixels of a stream, lossy or lossless.
fn stream_size(kind: [u8; 4], body: &[u8]) -> Result<(u32, u32), Refusal> {
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
        _ => Err(Refusal::Damaged),
    }
}

/// Reads the next chunk's kind and body. A body of odd length is followed by a byte of padding.
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
