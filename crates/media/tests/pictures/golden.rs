//! The looks of finished renditions, of pictures of every kind.
//!
//! A golden is a grid of mean colours, compared with a tolerance. A hash of pixels would tie the tests to one make of
//! processor: colour profiles are applied in floating point, and vector units round it differently in the last bit.
//! Every golden was looked at once as a picture.

use crate::scene::{self, HEIGHT, WIDTH};
use image::ExtendedColorType;
use media::{Format, Raster, Source, Width};
use moxcms::ColorProfile;
use mozjpeg::ColorSpace;

/// Cells of a grid, across and down.
const CELLS: (u32, u32) = (4, 3);
/// The largest difference of a cell's channel from its golden, of 255.
const TOLERANCE: u8 = 3;

/// The scene in sRGB.
const SCENE: &str = "32923aff 5f993dff a3be44ff d5be44ff 2c7e5fff 5f9970ff a3be80ff d5be80ff \
    9f5a53ff 68975cff 54a082ff 696ecaff";

fn rendition(file: &[u8]) -> Raster {
    let source = Source::decode(file).expect("a picture");
    source.render(Width::ALL[1], None)
}

/// Mean colours, cell by cell.
fn grid(raster: &Raster) -> Vec<[u8; 4]> {
    let (pixels, width, height) = (raster.to_rgba8(), raster.width(), raster.height());
    let cells = (0..CELLS.1).flat_map(|down| (0..CELLS.0).map(move |across| (across, down)));
    let mean = |(across, down): (u32, u32)| {
        let mut sums = [0_u32; 4];
        let mut count = 0;
        for y in down * height / CELLS.1..((down + 1) * height / CELLS.1).max(down * height / CELLS.1 + 1).min(height) {
            for x in
                across * width / CELLS.0..((across + 1) * width / CELLS.0).max(across * width / CELLS.0 + 1).min(width)
            {
                let place = ((y * width + x) * 4) as usize;
                sums.iter_mut().zip(&pixels[place..]).for_each(|(sum, value)| *sum += u32::from(*value));
                count += 1;
            }
        }
        sums.map(|sum| (sum / count.max(1)) as u8)
    };
    cells.map(mean).collect()
}

fn text(grid: &[[u8; 4]]) -> String {
    let cells = grid.iter().map(|cell| cell.map(|value| format!("{value:02x}")).concat());
    cells.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_looks_like(raster: &Raster, golden: &str, tolerance: u8) {
    let seen = grid(raster);
    let values = golden.split(' ').flat_map(|cell| (0..4).map(move |channel| &cell[channel * 2..channel * 2 + 2]));
    let golden_values = values.map(|value| u8::from_str_radix(value, 16).expect("hexadecimal"));
    let same = seen.as_flattened().iter().zip(golden_values).all(|(a, b)| a.abs_diff(b) <= tolerance);
    assert!(same, "seen   {}\ngolden {golden}", text(&seen));
}

#[test]
fn a_jpeg_and_a_png_of_the_same_scene_look_the_same() {
    assert_looks_like(&rendition(&scene::plain_jpeg()), SCENE, TOLERANCE);
    assert_looks_like(&rendition(&scene::plain_png()), SCENE, TOLERANCE);
}

#[test]
fn every_exif_orientation_is_turned_upright() {
    for orientation in 1..=8 {
        let (samples, width, height) = scene::stored(orientation);
        let file = scene::jpeg(&samples, width, height, ColorSpace::JCS_RGB, &[scene::exif(orientation)]);

        let source = Source::decode(&file).expect("a picture");

        assert_eq!((source.width(), source.height()), (WIDTH, HEIGHT), "orientation {orientation}");
        assert_looks_like(&source.render(Width::ALL[1], None), SCENE, TOLERANCE);
    }
}

#[test]
fn of_two_exif_blocks_the_first_counts() {
    let (samples, width, height) = scene::stored(6);
    let file = scene::jpeg(&samples, width, height, ColorSpace::JCS_RGB, &[scene::exif(6), scene::exif(1)]);

    assert_looks_like(&rendition(&file), SCENE, TOLERANCE);
}

#[test]
fn grey_stays_grey() {
    let samples = scene::pixels(WIDTH, HEIGHT, |[_, g, _], _, _| [g]);

    let jpeg = rendition(&scene::jpeg(&samples, WIDTH, HEIGHT, ColorSpace::JCS_GRAYSCALE, &[]));
    let png = rendition(&scene::png(&samples, WIDTH, HEIGHT, ExtendedColorType::L8));

    assert!(jpeg.to_rgba8().chunks_exact(4).all(|p| p[0] == p[1] && p[1] == p[2]));
    assert_looks_like(&jpeg, &text(&grid(&png)), TOLERANCE);
}

#[test]
fn ink_becomes_light() {
    let samples = scene::pixels(WIDTH, HEIGHT, |[r, g, b], _, _| [r, g, b, 255]);

    let raster = rendition(&scene::jpeg(&samples, WIDTH, HEIGHT, ColorSpace::JCS_CMYK, &[]));

    assert_looks_like(&raster, SCENE, TOLERANCE);
}

#[test]
fn sixteen_bits_look_like_eight() {
    let samples: Vec<u8> = scene::rgb(WIDTH, HEIGHT).into_iter().flat_map(|value| [value, value]).collect();

    let raster = rendition(&scene::png(&samples, WIDTH, HEIGHT, ExtendedColorType::Rgb16));

    assert_looks_like(&raster, SCENE, TOLERANCE);
}

#[test]
fn an_srgb_profile_changes_nothing() {
    let profile = ColorProfile::new_srgb().encode().expect("a profile");
    let file = scene::jpeg(&scene::rgb(WIDTH, HEIGHT), WIDTH, HEIGHT, ColorSpace::JCS_RGB, &[scene::icc(&profile)]);

    assert_eq!(rendition(&file).to_rgba8(), rendition(&scene::plain_jpeg()).to_rgba8());
}

#[test]
fn a_wide_gamut_is_brought_into_srgb() {
    let profile = ColorProfile::new_display_p3().encode().expect("a profile");
    let red: Vec<u8> = [200, 100, 80].repeat(64 * 64);

    let file = scene::jpeg(&red, 64, 64, ColorSpace::JCS_RGB, &[scene::icc(&profile)]);

    assert_looks_like(&rendition(&file), &["d75e4aff"; 12].join(" "), TOLERANCE);
}

#[test]
fn a_profile_for_other_channels_or_of_garbage_is_ignored() {
    let grey = ColorProfile::new_gray_with_gamma(1.0).encode().expect("a profile");
    for profile in [&grey[..], b"not a profile"] {
        let file = scene::jpeg(&scene::rgb(WIDTH, HEIGHT), WIDTH, HEIGHT, ColorSpace::JCS_RGB, &[scene::icc(profile)]);

        assert_looks_like(&rendition(&file), SCENE, TOLERANCE);
    }
}

#[test]
fn alpha_survives_in_formats_that_have_it_and_turns_white_in_jpeg() {
    let raster = rendition(&scene::cut_out());
    assert!(!raster.is_opaque());

    for format in [Format::Avif, Format::Webp] {
        let file = raster.encode(format, media::Quality::Final).expect("encoded");
        let back = Source::decode(&file).expect("a picture").raster();
        assert_looks_like_in_sight(&back, &raster);
    }
    let jpeg = raster.encode(Format::Jpeg, media::Quality::Final).expect("encoded");
    let back = Source::decode(&jpeg).expect("a picture").raster().to_rgba8();
    let hole = ((65 * raster.width() + 140) * 4) as usize;
    assert!(back[hole..hole + 3].iter().all(|value| *value > 250), "{:?}", &back[hole..hole + 4]);
}

/// Compares alpha everywhere, and colours where they can be seen.
#[track_caller]
fn assert_looks_like_in_sight(seen: &Raster, golden: &Raster) {
    let (seen, golden) = (seen.to_rgba8(), golden.to_rgba8());
    for (seen, golden) in seen.chunks_exact(4).zip(golden.chunks_exact(4)) {
        assert!(seen[3].abs_diff(golden[3]) < 50, "{seen:?} {golden:?}");
    }
    let error = |channel: usize| {
        let visible = seen.chunks_exact(4).zip(golden.chunks_exact(4)).filter(|(_, golden)| golden[3] == 255);
        let (sum, count) =
            visible.fold((0, 0), |(s, n), (a, b)| (s + u32::from(a[channel].abs_diff(b[channel])), n + 1));
        sum / count
    };
    assert!((0..3).all(|channel| error(channel) < 8));
}

#[test]
fn a_single_pixel_is_a_picture() {
    for file in [
        scene::png(&[9, 99, 199], 1, 1, ExtendedColorType::Rgb8),
        scene::png(&[9, 99, 199, 0], 1, 1, ExtendedColorType::Rgba8),
    ] {
        let raster = rendition(&file);

        assert_eq!((raster.width(), raster.height()), (1, 1));
        for format in Format::ALL {
            let encoded = raster.encode(format, media::Quality::Fast).expect("encoded");
            assert_eq!(Source::decode(&encoded).expect("a picture").width(), 1);
        }
    }
}

#[test]
fn a_strip_keeps_at_least_a_line() {
    let file = scene::png(&scene::rgb(4000, 3), 4000, 3, ExtendedColorType::Rgb8);

    let sizes: Vec<(u32, u32)> = Source::decode(&file)
        .expect("a picture")
        .ladder(None)
        .map(|rung| (rung.raster.width(), rung.raster.height()))
        .collect();

    assert_eq!(sizes.first(), Some(&(1810, 1)));
    assert_eq!(sizes.last(), Some(&(160, 1)));
}

#[test]
fn odd_sizes_survive_every_format() {
    for (width, height) in [(1, 7), (7, 1), (3, 5), (33, 17), (161, 99)] {
        let file = scene::png(&scene::rgb(width, height), width, height, ExtendedColorType::Rgb8);
        let raster = Source::decode(&file).expect("a picture").raster();
        for format in Format::ALL {
            for quality in [media::Quality::Fast, media::Quality::Final] {
                let encoded = raster.encode(format, quality).expect("encoded");
                let back = Source::decode(&encoded).expect("a picture").raster();
                assert_eq!((back.width(), back.height()), (width, height));
                if width > 30 {
                    assert_looks_like(&back, &text(&grid(&raster)), 9);
                }
            }
        }
    }
}

#[test]
fn the_first_frame_stands_for_a_gif() {
    let raster = rendition(&scene::gif(3));

    assert_eq!((raster.width(), raster.height()), (48, 36));
    assert_looks_like(&raster, SCENE, 14);
}
