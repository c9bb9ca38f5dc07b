//! Converts luma and chroma to red, green and blue: ITU-T H.273, 8.3.

use super::aom::{Frame, Plane};
use crate::{linear::FULL, refusal::Refusal};

/// The meaning of the samples of a frame.
#[derive(Clone, Copy)]
pub(super) struct Matrix {
    /// `MatrixCoefficients`.
    pub(super) code_point: u8,
    /// True if samples use their whole range, false for the narrower range of television.
    pub(super) full_range: bool,
}

/// Returns red's and blue's share of luma, or `None` if the planes are green, blue and red themselves.
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

/// Converts a frame to 16-bit red, green, blue and full alpha.
pub(super) fn to_rgba(frame: &Frame, matrix: Matrix) -> Result<Vec<u16>, Refusal> {
    let weights = weights(matrix.code_point)?;
    let scale = Scale::new(frame.bits, matrix.full_range);
    let (first, others) = frame.planes.split_first().ok_or(Refusal::Damaged)?;
    let width = frame.width as usize;
    let mut chroma = Chroma::of(frame, others);
    let mut pixels = Vec::with_capacity(width * frame.height as usize * 4);
    for (y, row) in first.samples.chunks_exact(width).enumerate() {
        let [second, third] = chroma.row(y);
        for ((first, second), third) in row.iter().zip(second).zip(third) {
            let first = f32::from(*first);
            let colour = match weights {
                Some(weights) => coloured(weights, scale.luma(first), scale.chroma(*second), scale.chroma(*third)),
                None => [scale.luma(*third), scale.luma(first), scale.luma(*second)],
            };
            pixels.extend(colour.map(to_u16));
            pixels.push(FULL);
        }
    }
    Ok(pixels)
}

/// The second and third plane upsampled to the size of the first, a row at a time. The centre of a sample lies between
/// its two pixels: a pixel gets three quarters of its own sample and a quarter of the next one on its side, as in
/// browsers.
struct Chroma<'a> {
    /// The chroma planes; none in a monochrome frame.
    planes: Option<[&'a Plane; 2]>,
    halved: (bool, bool),
    /// The latest row; grey in a monochrome frame.
    rows: [Vec<f32>; 2],
    /// A row of the width of the plane.
    narrow: Vec<f32>,
}

impl<'a> Chroma<'a> {
    fn of(frame: &Frame, planes: &'a [Plane]) -> Self {
        let grey = (1_u32 << (frame.bits - 1)) as f32;
        let row = vec![grey; frame.width as usize];
        let planes = if let [second, third] = planes { Some([second, third]) } else { None };
        Self { planes, halved: frame.halved, rows: [row.clone(), row], narrow: Vec::new() }
    }

    fn row(&mut self, y: usize) -> &[Vec<f32>; 2] {
        for (plane, row) in self.planes.iter().flatten().zip(&mut self.rows) {
            let line =
                |y: usize| plane.samples[y * plane.width..][..plane.width].iter().map(|sample| f32::from(*sample));
            let (own, next) = if self.halved.1 { neighbours(y, plane.samples.len() / plane.width) } else { (y, y) };
            self.narrow.clear();
            self.narrow.extend(line(own).zip(line(next)).map(|(own, next)| mixed(own, next)));
            for (x, sample) in row.iter_mut().enumerate() {
                let (own, next) = if self.halved.0 { neighbours(x, plane.width) } else { (x, x) };
                *sample = mixed(self.narrow[own], self.narrow[next]);
            }
        }
        &self.rows
    }
}

/// Returns the sample that covers this pixel, and the nearest other sample.
fn neighbours(place: usize, samples: usize) -> (usize, usize) {
    let own = place / 2;
    let next = if place.is_multiple_of(2) { own.saturating_sub(1) } else { (own + 1).min(samples - 1) };
    (own, next)
}

fn mixed(own: f32, next: f32) -> f32 {
    0.75 * own + 0.25 * next
}

/// Returns a monochrome frame's samples at 16 bits: an alpha picture, whose samples use their whole range.
pub(super) fn luma(frame: &Frame) -> Result<impl Iterator<Item = u16>, Refusal> {
    let scale = Scale::new(frame.bits, frame.full_range);
    let plane = frame.planes.first().ok_or(Refusal::Damaged)?;
    Ok(plane.samples.iter().map(move |sample| to_u16(scale.luma(f32::from(*sample)))))
}

/// Scales samples to 0..=1 for luma and −½..=½ for chroma.
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

#[cfg(test)]
mod tests {
    use super::{Frame, Matrix, Plane, to_rgba};

    fn reds(pixels: &[u16]) -> Vec<u16> {
        pixels.chunks_exact(4).map(|pixel| pixel[0]).collect()
    }

    #[test]
    fn halved_chroma_runs_smoothly_from_sample_to_sample() {
        let plane = |width: usize, samples: &[u16]| Plane { width, samples: samples.to_vec() };
        let frame = Frame {
            width: 5,
            height: 1,
            bits: 8,
            planes: vec![plane(5, &[100; 5]), plane(3, &[128; 3]), plane(3, &[128, 148, 168])],
            halved: (true, true),
            primaries: 1,
            transfer: 13,
            matrix: 6,
            full_range: true,
        };

        let pixels = to_rgba(&frame, Matrix { code_point: 6, full_range: true }).unwrap();

        // A quarter of a step of 20 on either side of a border between two samples, at red's 1.402.
        let red = |chroma: f32| ((100.0 + 1.402 * (chroma - 128.0)) * 257.0).round();
        for (value, chroma) in reds(&pixels).into_iter().zip([128.0, 133.0, 143.0, 153.0, 163.0]) {
            assert!((f32::from(value) - red(chroma)).abs() <= 2.0, "{value} for {chroma}");
        }
    }
}
