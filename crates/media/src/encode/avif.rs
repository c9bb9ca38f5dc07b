//! AVIF, by libaom: a colour picture and, where something shines through, its alpha as a second one.

mod planes;

use super::{
    EncodeError, WIDEST_SMALL,
    aom::{self, Blocks, Planes, Settings},
};
use crate::raster::Raster;

/// Ten bits cost a third more time and no bytes, and skies have no bands; eight score 1.6 less for as many bytes. Slower
/// speeds than 6 take up to four times as long on some photos and gain nothing that anyone sees; speed 7 takes a fifth
/// less time and a seventh more bytes. Matrices save nothing where all blocks are tried.
const MEDIUM: Settings =
    Settings { bits: 10, speed: 6, quantiser: 28, matrices: None, blocks: Blocks::Every, halved: true };
/// Where a pixel of the picture is many of the source, halved chroma loses what no quantiser gives back: whole chroma
/// scores 3 to 7 more for as many bytes at 160 px, half a point at 320, nothing at 640.
const SMALL: Settings = Settings { halved: false, ..MEDIUM };
/// The few renditions that take most of the time. Square blocks alone take a quarter less, for 5 % more bytes; half of
/// those are won back by mild matrices, and a sixth by blocks that are neither the largest nor the smallest.
const LARGE: Settings = Settings { matrices: Some((8, 12)), blocks: Blocks::Square, ..MEDIUM };
/// The widest rendition that counts as medium, in pixels.
const WIDEST_MEDIUM: u32 = 640;
/// On a plain backdrop blocks and lost specks show, and keeping them costs some hundred bytes.
const PLAIN_QUANTISER: u32 = 18;
/// A cut-out's edge shows more than its inside, and costs little.
const ALPHA_QUANTISER: u32 = 16;

pub(super) fn encode(raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    let settings = settings(raster.width);
    let planes = planes::colour(raster, settings.bits, settings.halved);
    let quantiser = if is_plain(&planes, settings.bits) { PLAIN_QUANTISER } else { settings.quantiser };
    let colour = aom::encode(&planes, Settings { quantiser, ..settings })?;
    let alpha = if raster.opaque { None } else { Some(alpha(raster, settings)?) };
    boxed(raster, settings, &colour, alpha.as_deref())
}

/// How a rendition of this width is encoded.
fn settings(width: u32) -> Settings {
    if width <= WIDEST_SMALL {
        SMALL
    } else if width <= WIDEST_MEDIUM {
        MEDIUM
    } else {
        LARGE
    }
}

/// Whether brightness hardly changes from a pixel to the next, but in a tenth of all places. Of eight pictures of the demo and six
/// photographs, those in front of a plain backdrop changed in at most 0.09 (0.13 at 160 px), the others in at least 0.11.
fn is_plain(planes: &Planes, bits: u32) -> bool {
    let hardly = 1 << (bits - 7);
    let changes = |row: &[u16]| row.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) > hardly).count();
    let changing: usize = planes.luma.0.chunks_exact(planes.width as usize).map(changes).sum();
    changing * 10 < planes.luma.0.len()
}

fn alpha(raster: &Raster, settings: Settings) -> Result<Vec<u8>, EncodeError> {
    let settings = Settings { quantiser: ALPHA_QUANTISER, matrices: None, halved: true, ..settings };
    aom::encode(&planes::alpha(raster, settings.bits), settings)
}

/// Streams put into a file.
fn boxed(raster: &Raster, settings: Settings, colour: &[u8], alpha: Option<&[u8]>) -> Result<Vec<u8>, EncodeError> {
    let mut file = Vec::with_capacity(colour.len() + alpha.map_or(0, <[u8]>::len) + 512);
    avif_serialize::Aviffy::new()
        .set_width(raster.width)
        .set_height(raster.height)
        .set_bit_depth(settings.bits as u8)
        .set_chroma_subsampling((settings.halved, settings.halved))
        .set_seq_profile(settings.profile() as u8)
        .write_slice(&mut file, colour, alpha)
        .map_err(|_| EncodeError { codec: "avif-serialize", code: -1 })?;
    Ok(file)
}
