//! Luma and chroma into red, green and blue: ITU-T H.273, 8.3.

use super::aom::{Frame, Plane};
use crate::{linear::FULL, refusal::Refusal};

/// How a frame's samples stand for colours.
#[derive(Clone, Copy)]
pub(super) struct Matrix {
    /// `MatrixCoefficients`.
    pub(super) code_point: u8,
    /// Whether samples use their whole range, or the narrower one of television.
    pub(super) full_range: bool,
}

/// Red's and blue's share of luma. `None` where the planes are green, blue and red themselves.
fn weights(code_point: u8) -> Result<Option<(f32, f32)>, Refusal> {
    match code_point {
        0 => Ok(None),
        1 => Ok(Some((0.2126, 0.0722))),
        2 | 5 | 6 => Ok(Some((0.299, 0.114))),
        7 => Ok(Some((0.212, 0.087))),
        9 => Ok(Some((0.2627, 0.0593))),
        _ => Err(Refusal::Unsupported("an AVIF with an unusual colour matrix")),
    }
}

/// A frame as 16-bit red, green, blue and full alpha.
pub(super) fn to_rgba(frame: &Frame, matrix: Matrix) -> Result<Vec<u16>, Refusal> {
    let weights = weights(matrix.code_point)?;
    let scale = Scale::new(frame.bits, matrix.full_range);
    let mut pixels = Vec::with_capacity(frame.width as usize * frame.height as usize * 4);
    for y in 0..frame.height as usize {
        for x in 0..frame.width as usize {
            let [first, second, third] = sample(frame, x, y);
            let colour = match weights {
                Some(weights) => coloured(weights, scale.luma(first), scale.chroma(second), scale.chroma(third)),
                None => [scale.luma(third), scale.luma(first), scale.luma(second)],
            };
            pixels.extend(colour.map(to_u16));
            pixels.push(FULL);
        }
    }
    Ok(pixels)
}

/// A monochrome frame's samples at 16 bits: an alpha picture, whose samples always use their whole range.
pub(super) fn luma(frame: &Frame) -> Result<impl Iterator<Item = u16>, Refusal> {
    let scale = Scale::new(frame.bits, frame.full_range);
    let plane = frame.planes.first().ok_or(Refusal::Damaged)?;
    Ok(plane.samples.iter().map(move |sample| to_u16(scale.luma(f32::from(*sample)))))
}

/// A pixel's three samples. A monochrome frame has the chroma of grey.
fn sample(frame: &Frame, x: usize, y: usize) -> [f32; 3] {
    let at = |plane: &Plane, x: usize, y: usize| f32::from(plane.samples[y * plane.width + x]);
    match frame.planes.as_slice() {
        [luma, first, second] => {
            let (across, down) = (x >> usize::from(frame.halved.0), y >> usize::from(frame.halved.1));
            [at(luma, x, y), at(first, across, down), at(second, across, down)]
        }
        planes => {
            let grey = (1_u32 << (frame.bits - 1)) as f32;
            [planes.first().map_or(0.0, |luma| at(luma, x, y)), grey, grey]
        }
    }
}

/// From samples to 0..=1 for luma and −½..=½ for chroma.
#[derive(Clone, Copy)]
struct Scale {
    black: f32,
    luma_range: f32,
    grey: f32,
    chroma_range: f32,
}

impl Scale {
    fn new(bits: u32, full_range: bool) -> Self {
        let unit = (1_u32 << (bits - 8)) as f32;
        let grey = 128.0 * unit;
        if full_range {
            let range = ((1_u32 << bits) - 1) as f32;
            Self { black: 0.0, luma_range: range, grey, chroma_range: range }
        } else {
            Self { black: 16.0 * unit, luma_range: 219.0 * unit, grey, chroma_range: 224.0 * unit }
        }
    }

    fn luma(self, sample: f32) -> f32 {
        (sample - self.black) / self.luma_range
    }

    fn chroma(self, sample: f32) -> f32 {
        (sample - self.grey) / self.chroma_range
    }
}

fn coloured((red, blue): (f32, f32), luma: f32, to_blue: f32, to_red: f32) -> [f32; 3] {
    let green = 1.0 - red - blue;
    let r = luma + 2.0 * (1.0 - red) * to_red;
    let b = luma + 2.0 * (1.0 - blue) * to_blue;
    [r, (luma - red * r - blue * b) / green, b]
}

fn to_u16(unit: f32) -> u16 {
    (unit * f32::from(FULL) + 0.5) as u16
}
