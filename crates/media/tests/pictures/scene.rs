//! A synthetic scene that no turn, mirror or swap of channels leaves as it was, and the files it is stored in.

use image::{
    ExtendedColorType, ImageEncoder,
    codecs::{gif::GifEncoder, png::PngEncoder},
};
use mozjpeg::{ColorSpace, Compress, Marker};

/// Sides in pixels of the scene in most tests. Odd, so that halved chroma has a last column and row of its own.
pub(crate) const WIDTH: u32 = 241;
pub(crate) const HEIGHT: u32 = 181;

/// The scene's colour at a point, of 255: a shaded sky with an F in its upper left and three patches below.
pub(crate) fn colour(x: u32, y: u32, width: u32, height: u32) -> [u8; 3] {
    let (u, v) = (x * 24 / width, y * 18 / height);
    let stem = (3..5).contains(&u) && (2..12).contains(&v);
    let arms = (5..10).contains(&u) && ((2..4).contains(&v) || (6..8).contains(&v));
    match (u, v) {
        _ if stem || arms => [24, 24, 40],
        (0..8, 14..) => [210, 40, 40],
        (8..16, 14..) => [40, 180, 60],
        (_, 14..) => [50, 70, 220],
        _ => [(x * 200 / width) as u8 + 40, 190, (y * 180 / height) as u8 + 40],
    }
}

/// The scene's pixels, through a function of their colour and place.
pub(crate) fn pixels<const N: usize>(width: u32, height: u32, of: impl Fn([u8; 3], u32, u32) -> [u8; N]) -> Vec<u8> {
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    places.flat_map(|(x, y)| of(colour(x, y, width, height), x, y)).collect()
}

pub(crate) fn rgb(width: u32, height: u32) -> Vec<u8> {
    pixels(width, height, |colour, _, _| colour)
}

/// The scene, stored as EXIF says: 0th row and 0th column of what is stored are the sides that the orientation names.
pub(crate) fn stored(orientation: u8) -> (Vec<u8>, u32, u32) {
    let (right, bottom) = (WIDTH - 1, HEIGHT - 1);
    let (width, height) = if orientation < 5 { (WIDTH, HEIGHT) } else { (HEIGHT, WIDTH) };
    let seen = |row: u32, column: u32| match orientation {
        2 => (right - column, row),
        3 => (right - column, bottom - row),
        4 => (column, bottom - row),
        5 => (row, column),
        6 => (right - row, column),
        7 => (right - row, bottom - column),
        8 => (row, bottom - column),
        _ => (column, row),
    };
    let rows = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
    let pixels = rows.flat_map(|(row, column)| {
        let (x, y) = seen(row, column);
        colour(x, y, WIDTH, HEIGHT)
    });
    (pixels.collect(), width, height)
}

/// A JPEG with markers of the caller's choice.
pub(crate) fn jpeg(
    samples: &[u8],
    width: u32,
    height: u32,
    space: ColorSpace,
    markers: &[(Marker, Vec<u8>)],
) -> Vec<u8> {
    let mut settings = Compress::new(space);
    settings.set_size(width as usize, height as usize);
    settings.set_quality(95.0);
    if matches!(space, ColorSpace::JCS_CMYK) {
        settings.set_color_space(ColorSpace::JCS_YCCK);
    }
    let mut started = settings.start_compress(Vec::new()).expect("a JPEG begins");
    for (marker, bytes) in markers {
        started.write_marker(*marker, bytes);
    }
    started.write_scanlines(samples).expect("a JPEG is written");
    started.finish().expect("a JPEG ends")
}

pub(crate) fn plain_jpeg() -> Vec<u8> {
    jpeg(&rgb(WIDTH, HEIGHT), WIDTH, HEIGHT, ColorSpace::JCS_RGB, &[])
}

/// An EXIF marker that says nothing but an orientation.
pub(crate) fn exif(orientation: u8) -> (Marker, Vec<u8>) {
    let mut block = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    (Marker::APP(1), block)
}

/// A marker with a colour profile.
pub(crate) fn icc(profile: &[u8]) -> (Marker, Vec<u8>) {
    (Marker::APP(2), [b"ICC_PROFILE\0\x01\x01", profile].concat())
}

pub(crate) fn png(samples: &[u8], width: u32, height: u32, kind: ExtendedColorType) -> Vec<u8> {
    let mut file = Vec::new();
    PngEncoder::new(&mut file).write_image(samples, width, height, kind).expect("a PNG is written");
    file
}

pub(crate) fn plain_png() -> Vec<u8> {
    png(&rgb(WIDTH, HEIGHT), WIDTH, HEIGHT, ExtendedColorType::Rgb8)
}

/// The scene with a round hole in it, as RGBA.
pub(crate) fn cut_out() -> Vec<u8> {
    let samples = pixels(WIDTH, HEIGHT, |[r, g, b], x, y| {
        let (across, down) = (x.abs_diff(150), y.abs_diff(70));
        [r, g, b, if across * across + down * down < 40 * 40 { 0 } else { 255 }]
    });
    png(&samples, WIDTH, HEIGHT, ExtendedColorType::Rgba8)
}

/// An animation of the scene, of this many frames.
pub(crate) fn gif(frames: usize) -> Vec<u8> {
    let mut file = Vec::new();
    {
        let mut encoder = GifEncoder::new_with_speed(&mut file, 30);
        for _ in 0..frames {
            encoder.encode(&rgb(48, 36), 48, 36, ExtendedColorType::Rgb8).expect("a GIF is written");
        }
    }
    file
}
