//! Walks the chunks of a PNG: W3C PNG, third edition, 5 and 11.

use super::{Probe, reader::Reader};
use crate::{
    format::SourceFormat,
    orient::{self, Orientation},
    refusal::Refusal,
};

const SIGNATURE: usize = 8;

pub(super) fn probe(bytes: &[u8]) -> Result<Probe, Refusal> {
    let mut reader = Reader::new(bytes);
    reader.take(SIGNATURE)?;
    let mut probe = header(&mut reader)?;
    loop {
        let (kind, body) = chunk(&mut reader)?;
        match &kind {
            b"IEND" => break,
            b"IHDR" => return Err(Refusal::Damaged),
            b"eXIf" => probe.orientation = orient::declared(body).unwrap_or(probe.orientation),
            b"acTL" => probe.frames = Reader::new(body).big_u32()?.max(1),
            _ => {}
        }
    }
    if reader.is_empty() { Ok(probe) } else { Err(Refusal::Polyglot) }
}

/// Reads the first chunk of a PNG.
fn header(reader: &mut Reader) -> Result<Probe, Refusal> {
    let (kind, body) = chunk(reader)?;
    if &kind != b"IHDR" {
        return Err(Refusal::Damaged);
    }
    let mut body = Reader::new(body);
    Ok(Probe {
        format: SourceFormat::Png,
        width: body.big_u32()?,
        height: body.big_u32()?,
        orientation: Orientation::UPRIGHT,
        frames: 1,
        scans: 1,
    })
}

/// Reads the next chunk's kind and body. The decoder checks its checksum.
fn chunk<'a>(reader: &mut Reader<'a>) -> Result<([u8; 4], &'a [u8]), Refusal> {
    let length = reader.big_u32()? as usize;
    let kind = reader.array()?;
    let body = reader.take(length)?;
    reader.take(4)?;
    Ok((kind, body))
}
