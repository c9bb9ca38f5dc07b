//! Walks the blocks of a GIF: GIF89a, 17 to 27.

use super::{MAX_FRAMES, Probe, reader::Reader};
use crate::{format::SourceFormat, orient::Orientation, refusal::Refusal};

const EXTENSION: u8 = 0x21;
const FRAME: u8 = 0x2C;
const TRAILER: u8 = 0x3B;

pub(super) fn probe(bytes: &[u8]) -> Result<Probe, Refusal> {
    let mut reader = Reader::new(bytes);
    reader.take(6)?;
    let (width, height) = (reader.little_u16()?, reader.little_u16()?);
    let flags = reader.byte()?;
    reader.take(2)?;
    skip_palette(&mut reader, flags)?;
    let frames = frames(&mut reader)?;
    let (width, height) = (width.into(), height.into());
    Ok(Probe { format: SourceFormat::Gif, width, height, orientation: Orientation::UPRIGHT, frames, scans: 1 })
}

/// Counts frames up to the trailer, which must end the file.
fn frames(reader: &mut Reader) -> Result<u32, Refusal> {
    let mut frames = 0;
    loop {
        match reader.byte()? {
            EXTENSION => {
                reader.byte()?;
                skip_blocks(reader)?;
            }
            FRAME => {
                frames += 1;
                if frames > MAX_FRAMES {
                    return Err(Refusal::TooManyFrames);
                }
                skip_frame(reader)?;
            }
            TRAILER if frames == 0 => return Err(Refusal::Damaged),
            TRAILER if reader.is_empty() => return Ok(frames),
            TRAILER => return Err(Refusal::Polyglot),
            _ => return Err(Refusal::Damaged),
        }
    }
}

fn skip_frame(reader: &mut Reader) -> Result<(), Refusal> {
    reader.take(8)?;
    let flags = reader.byte()?;
    skip_palette(reader, flags)?;
    reader.byte()?;
    skip_blocks(reader)
}

fn skip_palette(reader: &mut Reader, flags: u8) -> Result<(), Refusal> {
    if flags & 0x80 != 0 {
        reader.take(3 << ((flags & 7) + 1))?;
    }
    Ok(())
}

/// Skips blocks, which begin with their length; an empty one ends the data.
fn skip_blocks(reader: &mut Reader) -> Result<(), Refusal> {
    loop {
        match reader.byte()? {
            0 => return Ok(()),
            length => reader.take(length.into())?,
        };
    }
}
