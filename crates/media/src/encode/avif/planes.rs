//! Converts red, green and blue to planes of luma and chroma: BT.601's weights, full range, as browsers assume of an
//! AVIF.

use crate::{
    encode::aom::{Plane, Planes},
    raster::Raster,
};

const RED: f32 = 0.299;
const BLUE: f32 = 0.114;
const GREEN: f32 = 1.0 - RED - BLUE;

/// Returns the colours of a raster, with chroma halved both ways or whole.
pub(super) fn colour(raster: &Raster, bits: u32, halved: bool) -> Planes {
    let scale = Scale::new(bits);
    let luma = raster.pixels.iter().map(|[r, g, b, _]| scale.luma([*r, *g, *b].map(f32::from))).collect();
    let chroma = if halved { halved_chroma(raster, scale) } else { whole_chroma(raster, scale) };
    Planes { width: raster.width, height: raster.height, luma: Plane(luma), chroma: Some(chroma) }
}

/// Returns the alpha of a raster.
pub(super) fn alpha(raster: &Raster, bits: u32) -> Planes {
    let scale = Scale::new(bits);
    let luma = raster.pixels.iter().map(|pixel| scale.luma([f32::from(pixel[3]); 3])).collect();
    Planes { width: raster.width, height: raster.height, luma: Plane(luma), chroma: None }
}

fn whole_chroma(raster: &Raster, scale: Scale) -> [Plane; 2] {
    let plane = |sample: fn(Scale, [f32; 3]) -> u16| {
        Plane(raster.pixels.iter().map(|[r, g, b, _]| sample(scale, [*r, *g, *b].map(f32::from))).collect())
    };
    [plane(Scale::blue), plane(Scale::red)]
}

/// Halves chroma both ways. An odd last row or column is its own mean.
fn halved_chroma(raster: &Raster, scale: Scale) -> [Plane; 2] {
    let width = raster.width as usize;
    let (mut blue, mut red) = (Vec::new(), Vec::new());
    for rows in raster.pixels.chunks(width * 2) {
        let (above, below) = rows.split_at(width);
        let below = if below.is_empty() { above } else { below };
        for (above, below) in above.chunks(2).zip(below.chunks(2)) {
            let mean = mean(above, below);
            blue.push(scale.blue(mean));
            red.push(scale.red(mean));
        }
    }
    [Plane(blue), Plane(red)]
}

/// Returns the mean colour of a block of up to two by two pixels.
fn mean(above: &[[u16; 4]], below: &[[u16; 4]]) -> [f32; 3] {
    let count = (above.len() + below.len()) as f32;
    let sum = |channel: usize| above.iter().chain(below).map(|pixel| f32::from(pixel[channel])).sum::<f32>();
    [sum(0), sum(1), sum(2)].map(|sum| sum / count)
}

/// Scales 0..=65,535 to a plane's samples.
#[derive(Clone, Copy)]
struct Scale {
    unit: f32,
    grey: f32,
    most: f32,
}

impl Scale {
    fn new(bits: u32) -> Self {
        let most = ((1_u32 << bits) - 1) as f32;
        Self { unit: most / 65_535.0, grey: (1_u32 << (bits - 1)) as f32, most }
    }

    fn luma(self, colour: [f32; 3]) -> u16 {
        (brightness(colour) * self.unit + 0.5) as u16
    }

    fn blue(self, colour: [f32; 3]) -> u16 {
        self.difference((colour[2] - brightness(colour)) / (2.0 - 2.0 * BLUE))
    }

    fn red(self, colour: [f32; 3]) -> u16 {
        self.difference((colour[0] - brightness(colour)) / (2.0 - 2.0 * RED))
    }

    fn difference(self, difference: f32) -> u16 {
        (difference * self.unit + self.grey + 0.5).min(self.most) as u16
    }
}

fn brightness([red, green, blue]: [f32; 3]) -> f32 {
    RED * red + GREEN * green + BLUE * blue
}
