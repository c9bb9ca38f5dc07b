//! Encodes AVIF by libaom: a colour picture and, if the raster has transparency, its alpha as a second one.

mod planes;

use super::{
    EncodeError, WIDEST_SMALL,
    aom::{self, Blocks, Planes, Settings},
};
use crate::raster::Raster;

/// With ten bits skies have no bands, and what has no grain scores a point more for as many bytes. Slower speeds than 6
/// take up to four times as long on some photos and gain nothing that anyone sees; speed 7 takes a fifth less time and a
/// seventh more bytes. Matrices save nothing where all blocks are tried.
const MEDIUM: Settings =
    Settings { bits: 10, speed: 6, quantiser: 28, matrices: None, blocks: Blocks::Every, palettes: true, halved: true };
/// Small renditions reduce many source pixels to one, where halved chroma loses more than any quantiser can restore: whole
/// chroma scores 3 to 7 more for as many bytes at 160 px, half a point at 320, nothing at 640.
const SMALL: Settings = Settings { halved: false, ..MEDIUM };
/// The few renditions that take most of the time. Square blocks alone take a quarter less, for 5 % more bytes; half of
/// those are won back by mild matrices, and a sixth by blocks that are neither the largest nor the smallest. Palettes are
/// off, which libaom tries in what no camera took: in rendered rooms they take a quarter of the time and gain nothing, in
/// writing they gain 0.2. At smaller widths they gain half a point in front of plain backdrops.
const LARGE: Settings = Settings { matrices: Some((8, 12)), blocks: Blocks::Square, palettes: false, ..MEDIUM };
/// The widest rendition that counts as medium, in pixels.
const WIDEST_MEDIUM: u32 = 640;
/// The quantiser for plain backdrops: blocks and lost specks show there, and avoiding them costs some hundred bytes.
const PLAIN_QUANTISER: u32 = 18;
/// Grain hides the bands that eight bits make, and they take a seventh less time than ten. Grainy photographs score as well
/// or better: +1.0 over five of them at 905 and 1,280 px, +0.2 at 453 and 640, and less at 320.
const GRAINY_BITS: u32 = 8;
/// The quantiser of alpha: a cut-out's edge shows more than its inside, and costs little.
const ALPHA_QUANTISER: u32 = 16;

pub(super) fn encode(raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    let by_width = by_width(raster.width);
    let mut planes = planes::colour(raster, by_width.bits, by_width.halved);
    let settings = by_look(by_width, Look::of(&planes, by_width.bits));
    if settings.bits != by_width.bits {
        planes = planes::colour(raster, settings.bits, settings.halved);
    }
    let colour = aom::encode(&planes, settings)?;
    let alpha = if raster.opaque { None } else { Some(alpha(raster, settings)?) };
    boxed(raster, settings, &colour, alpha.as_deref())
}

/// Returns the settings for this width.
fn by_width(width: u32) -> Settings {
    if width <= WIDEST_SMALL {
        SMALL
    } else if width <= WIDEST_MEDIUM {
        MEDIUM
    } else {
        LARGE
    }
}

/// Adapts the settings to the content of the picture.
fn by_look(settings: Settings, look: Look) -> Settings {
    Settings {
        bits: if look.grainy && settings.halved { GRAINY_BITS } else { settings.bits },
        quantiser: if look.plain { PLAIN_QUANTISER } else { settings.quantiser },
        ..settings
    }
}

/// The content of a picture, judged by how many neighbours in a row differ in brightness.
#[derive(Clone, Copy)]
struct Look {
    /// True for a plain backdrop. Of eight pictures of the demo and six photographs, those that have one differed by
    /// more than 2/255 in at most 0.09 of all places (0.13 at 160 px), the others in at least 0.11.
    plain: bool,
    /// True if a camera's noise covers the picture. Of fifteen photographs and scenes at 905 px, five differed by more
    /// than 1/255 in 0.50 to 0.92 of all places: eight bits score 1.1 more there. The others differed in at most 0.43,
    /// and eight bits score 0.4 less; the sky of one of these had faint blocks.
    grainy: bool,
}

impl Look {
    fn of(planes: &Planes, bits: u32) -> Self {
        let plain = differing(planes, 2 << (bits - 8)) < 0.1;
        Self { plain, grainy: !plain && differing(planes, 1 << (bits - 8)) > 0.45 }
    }
}

/// Returns the share of samples whose right neighbour is brighter or darker by more than `by`.
fn differing(planes: &Planes, by: u16) -> f64 {
    let differ = |row: &[u16]| row.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) > by).count();
    let differing: usize = planes.luma.0.chunks_exact(planes.width as usize).map(differ).sum();
    differing as f64 / planes.luma.0.len() as f64
}

fn alpha(raster: &Raster, settings: Settings) -> Result<Vec<u8>, EncodeError> {
    let settings = Settings { quantiser: ALPHA_QUANTISER, matrices: None, halved: true, ..settings };
    aom::encode(&planes::alpha(raster, settings.bits), settings)
}

/// Puts the streams into a file.
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
