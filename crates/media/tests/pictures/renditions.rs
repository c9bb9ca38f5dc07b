//! The promises of the ladder: sizes, sameness, nothing left of the file it came from.

use crate::scene::{self, HEIGHT, WIDTH};
use image::ExtendedColorType;
use media::{
    Aspect, Crop, FocalPoint, Format, Quality, Raster, Refusal, Source, Width, is_mezzanine_enough, probe,
    ssimulacra2_score, stand_in,
};
use mozjpeg::{ColorSpace, Marker};

fn large() -> Source {
    let file = scene::png(&scene::rgb(1500, 1000), 1500, 1000, ExtendedColorType::Rgb8);
    Source::decode(&file).expect("a picture")
}

#[test]
fn a_rendition_alone_has_the_pixels_of_the_one_in_the_ladder() {
    let source = large();
    let square = Crop { aspect: Aspect::new(1, 1).expect("a shape"), focus: FocalPoint::CENTRE };
    for crop in [None, Some(square)] {
        for rung in source.ladder(crop) {
            let alone = source.render(rung.width, crop);
            assert!(alone.to_rgba8() == rung.raster.to_rgba8(), "{:?}", rung.width);
        }
    }
}

#[test]
fn a_ladder_is_widest_first_and_keeps_the_shape() {
    let sizes: Vec<(u32, u32)> = large().ladder(None).map(|rung| (rung.raster.width(), rung.raster.height())).collect();

    let expected = [(1500, 1000), (1280, 853), (905, 603), (640, 427), (453, 302), (320, 213), (226, 151), (160, 107)];
    assert_eq!(sizes, expected);
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let raster = || large().render(Width::ALL[2], None);
    for format in Format::ALL {
        for quality in [Quality::Fast, Quality::Final] {
            let bytes = || raster().encode(format, quality).expect("encoded");
            assert!(bytes() == bytes(), "{format:?} {quality:?}");
        }
    }
}

#[test]
fn metadata_goes() {
    let secret = (Marker::APP(1), b"Exif\0\0II*\0\x08\0\0\0\0\0 59.33 N 18.06 E".to_vec());
    let samples = scene::rgb(WIDTH, HEIGHT);
    let file = scene::jpeg(&samples, WIDTH, HEIGHT, ColorSpace::JCS_RGB, &[secret, (Marker::COM, b"59.33".to_vec())]);
    let raster = Source::decode(&file).expect("a picture").render(Width::ALL[0], None);

    for format in Format::ALL {
        let encoded = raster.encode(format, Quality::Final).expect("encoded");
        assert!(!encoded.windows(5).any(|window| window == b"59.33"));
    }
}

#[test]
fn a_crop_shows_what_the_focus_is_on() {
    let tall =
        |x| Crop { aspect: Aspect::new(1, 2).expect("a shape"), focus: FocalPoint::new(x, 500).expect("inside") };
    let patch = |x| {
        let raster = large().render(Width::ALL[2], Some(tall(x)));
        let (pixels, width) = (raster.to_rgba8(), raster.width());
        assert_eq!(raster.height(), width * 2);
        let last = (((raster.height() - 2) * width + width / 2) * 4) as usize;
        [pixels[last], pixels[last + 1], pixels[last + 2]].map(|value| value / 100)
    };

    assert_eq!(patch(0), [2, 0, 0]);
    assert_eq!(patch(500), [0, 1, 0]);
    assert_eq!(patch(1000), [0, 0, 2]);
}

#[test]
fn halving_a_fine_pattern_keeps_its_light() {
    let samples = scene::pixels(800, 800, |_, x, y| [if (x + y) % 2 == 0 { 255 } else { 0 }; 3]);
    let file = scene::png(&samples, 800, 800, ExtendedColorType::Rgb8);

    let raster = Source::decode(&file).expect("a picture").render(Width::ALL[2], None);

    let middle = raster.to_rgba8()[(160 * 320 + 160) * 4];
    assert!((186..=190).contains(&middle), "half the light of white is 188, the half of its number 128: {middle}");
}

#[test]
fn every_format_that_is_made_is_also_taken() {
    for format in Format::ALL {
        for quality in [Quality::Fast, Quality::Final] {
            let raster = large().render(Width::ALL[4], None);
            let file = raster.encode(format, quality).expect("encoded");

            let probe = probe(&file).expect("a picture");

            assert_eq!((probe.width, probe.height), (640, 427), "{format:?}");
            assert_eq!(Format::from_extension(format.extension()), Some(format));
        }
    }
}

#[test]
fn a_small_avif_keeps_the_colour_of_single_pixels() {
    let columns = [[200, 60, 60], [60, 120, 200]];
    let samples: Vec<u8> = (0..160 * 90).flat_map(|place| columns[place % 2]).collect();
    let file = scene::png(&samples, 160, 90, ExtendedColorType::Rgb8);
    let raster = Source::decode(&file).expect("a picture").raster();

    let encoded = raster.encode(Format::Avif, Quality::Final).expect("encoded");

    let shown = Source::decode(&encoded).expect("a picture").raster().to_rgba8();
    for (place, pixel) in shown.chunks_exact(4).enumerate() {
        let column = columns[place % 2];
        assert!(pixel.iter().zip(column).all(|(seen, meant)| seen.abs_diff(meant) < 30), "{pixel:?} for {column:?}");
    }
}

#[test]
fn a_plain_picture_keeps_its_specks() {
    let (width, height) = (480, 320);
    let is_speck = |x: u32, y: u32| x % 24 == 12 && y % 24 == 12;
    let samples: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| {
            let light = 150 + (x / 16 + y / 16) as u8;
            let light = light - if is_speck(x, y) { 24 } else { 0 };
            [light, light - 20, light - 40]
        })
        .collect();
    let file = scene::png(&samples, width, height, ExtendedColorType::Rgb8);
    let raster = Source::decode(&file).expect("a picture").raster();

    // As other pictures are quantised, all of these are lost.
    let encoded = raster.encode(Format::Avif, Quality::Final).expect("encoded");

    let shown = Source::decode(&encoded).expect("a picture").raster().to_rgba8();
    let red = |x: u32, y: u32| i32::from(shown[((y * width + x) * 4) as usize]);
    let specks = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| is_speck(*x, *y));
    let (kept, all) =
        specks.fold((0, 0), |(kept, all), (x, y)| (kept + u32::from(red(x + 3, y) - red(x, y) > 12), all + 1));
    assert!(kept * 10 >= all * 9, "{kept} of {all}");
}

/// A shaded plane in which every pixel is up to so much brighter than its place, with a see-through border on the left.
fn grained(width: u32, height: u32, grain: u32) -> Raster {
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let samples: Vec<u8> = places
        .flat_map(|(x, y)| {
            let hash = (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77)).wrapping_mul(0xC2B2_AE3D) >> 16;
            let light = (100 + x / 8 + hash % (grain + 1)) as u8;
            [light, light, light, if x < width / 10 { 0 } else { 255 }]
        })
        .collect();
    Source::decode(&scene::png(&samples, width, height, ExtendedColorType::Rgba8)).expect("a picture").raster()
}

/// Bits of a sample, as an AVIF says them (ISO/IEC 23008-12, 6.5.6).
fn bits(avif: &[u8]) -> u8 {
    let name = avif.windows(4).position(|window| window == b"pixi").expect("a box of bits");
    avif[name + 4 + 5]
}

#[test]
fn ten_bits_are_spent_where_bands_would_show() {
    for (width, grain, expected) in [(480, 6, 8), (480, 0, 10), (240, 6, 10)] {
        let encoded = grained(width, 200, grain).encode(Format::Avif, Quality::Final).expect("encoded");

        assert_eq!(bits(&encoded), expected, "{width} px, grain of {grain}");
        let shown = Source::decode(&encoded).expect("a picture").raster().to_rgba8();
        let alpha = |x: u32| shown[((100 * width + x) * 4 + 3) as usize];
        assert_eq!((alpha(8), alpha(width - 8)), (0, 255), "{width} px, grain of {grain}");
    }
}

#[test]
fn a_placeholder_is_small_and_has_the_commonest_colour() {
    let placeholder = large().placeholder();

    let green = [40, 180, 60];
    assert!(
        placeholder.colour.iter().zip(green).all(|(seen, patch)| seen.abs_diff(patch) < 6),
        "{:?}",
        placeholder.colour
    );
    assert!(placeholder.thumbhash.len() <= 25);
}

/// A dark square that covers most of its ground.
fn packshot(ground: [u8; 4]) -> Source {
    let side = 0..300_u32;
    let is_thing = |at: u32| (20..280).contains(&at);
    let pixels = side.clone().flat_map(|y| side.clone().map(move |x| (x, y)));
    let pixels = pixels.flat_map(|(x, y)| if is_thing(x) && is_thing(y) { [20, 20, 20, 255] } else { ground });
    Source::decode(&scene::png(&pixels.collect::<Vec<_>>(), 300, 300, ExtendedColorType::Rgba8)).expect("a picture")
}

#[test]
fn a_placeholder_of_a_packshot_has_the_colour_of_its_ground() {
    let cases = [
        ([255, 255, 255, 255], [255, 255, 255]),
        ([240, 238, 232, 255], [240, 238, 232]),
        // Nothing at all stands on white, as in a JPEG.
        ([0, 0, 0, 0], [255, 255, 255]),
    ];
    for (ground, colour) in cases {
        assert_eq!(packshot(ground).placeholder().colour, colour, "{ground:?}");
    }
}

/// A stand-in has the size of the rendition that replaces it, so that nothing moves, and looks nearly the same: a score of 70 is
/// good even for edges as hard as these. The same holds for one made from a mezzanine; the last of these files needs none.
#[test]
fn what_stands_in_looks_like_what_follows() {
    let tall = Crop { aspect: Aspect::new(4, 5).expect("a shape"), focus: FocalPoint::new(200, 500).expect("inside") };
    for (width, height, orientation) in [(1901, 1203, 1), (1203, 1901, 6), (600, 433, 3)] {
        let samples = scene::rgb(width, height);
        let file = scene::jpeg(&samples, width, height, ColorSpace::JCS_RGB, &[scene::exif(orientation)]);
        let source = Source::decode(&file).expect("a picture");
        let mezzanine =
            probe(&file).expect("a picture").is_worth_a_mezzanine().then(|| source.mezzanine().expect("a mezzanine"));
        assert_eq!(mezzanine.is_some(), width > 600);
        let seen = (source.width(), source.height());
        for (rung, crop) in
            [0, 2, 4].into_iter().flat_map(|rung| [(Width::ALL[rung], None), (Width::ALL[rung], Some(tall))])
        {
            let follows = source.render(rung, crop);
            for original in [Some(&file), mezzanine.as_ref()].into_iter().flatten() {
                let stands_in = stand_in(original, seen, rung, crop).expect("a picture");

                let size = (stands_in.width(), stands_in.height());
                assert_eq!(size, (follows.width(), follows.height()), "{rung:?} {crop:?} of {width} by {height}");
                let pixels = stands_in.to_rgba8();
                let shown = scene::png(&pixels, size.0, size.1, ExtendedColorType::Rgba8);
                let score = ssimulacra2_score(&follows, &shown).expect("a picture").expect("large enough");
                assert!(score > 70.0, "{score:.1}: {rung:?} {crop:?} of {width} by {height}");
            }
        }
    }
}

#[test]
fn what_takes_long_to_decode_is_worth_a_mezzanine() {
    let source = large();
    let of = |format, quality| source.render(Width::ALL[5], None).encode(format, quality).expect("encoded");
    let wide = |width, height| scene::png(&scene::rgb(width, height), width, height, ExtendedColorType::Rgb8);

    let [baseline, progressive] = [Quality::Fast, Quality::Final].map(|quality| of(Format::Jpeg, quality));
    for (file, expected) in [
        (baseline, false),
        (progressive, true),
        (of(Format::Webp, Quality::Fast), true),
        (of(Format::Avif, Quality::Final), true),
        (scene::plain_jpeg(), false),
        (wide(1000, 1000), false),
        (wide(1001, 1000), true),
    ] {
        let probe = probe(&file).expect("a picture");
        assert_eq!(probe.is_worth_a_mezzanine(), expected, "{probe:?}");
    }
}

#[test]
fn mezzanine_is_upright_and_keeps_what_shines_through() {
    let samples = scene::pixels(1300, 1000, |[r, g, b], x, _| [r, g, b, if x < 650 { 0 } else { 255 }]);
    let file = scene::png(&samples, 1300, 1000, ExtendedColorType::Rgba8);

    let mezzanine = Source::decode(&file).expect("a picture").mezzanine().expect("a mezzanine");

    assert_eq!(probe(&mezzanine).expect("a picture").seen(), (1140, 877), "a megapixel of the same shape");
    let stands_in = stand_in(&mezzanine, (1300, 1000), Width::ALL[0], None).expect("a picture").to_rgba8();
    assert_eq!([stands_in[3], stands_in[159 * 4 + 3]], [0, 255]);
    let turned = scene::jpeg(&scene::rgb(40, 30), 40, 30, ColorSpace::JCS_RGB, &[scene::exif(6)]);
    let mezzanine = Source::decode(&turned).expect("a picture").mezzanine().expect("a mezzanine");
    assert_eq!(probe(&mezzanine).expect("a picture").seen(), (30, 40), "and nothing is enlarged");
}

#[test]
fn mezzanine_serves_widths_that_it_has_pixels_for() {
    let mezzanine = Source::decode(&scene::png(&scene::rgb(1501, 1500), 1501, 1500, ExtendedColorType::Rgb8))
        .expect("a picture")
        .mezzanine()
        .expect("a mezzanine");
    let serves = |width| is_mezzanine_enough(&mezzanine, (1501, 1500), Width::new(width).expect("listed"), None);

    assert_eq!([640, 1280, 1810].map(serves), [Ok(true), Ok(true), Ok(false)]);
    let damaged = is_mezzanine_enough(b"damaged", (1501, 1500), Width::ALL[0], None);
    assert_eq!(damaged, Err(Refusal::NotAPicture));
}

#[test]
fn what_is_not_kept_by_frequency_stands_in_as_well() {
    let file = scene::cut_out();
    let follows = Source::decode(&file).expect("a picture").render(Width::ALL[0], None);

    let stands_in = stand_in(&file, probe(&file).expect("a picture").seen(), Width::ALL[0], None).expect("a picture");

    assert_eq!((stands_in.width(), stands_in.height()), (follows.width(), follows.height()));
    assert!(!stands_in.is_opaque());
}

#[test]
fn what_is_cut_off_does_not_stand_in() {
    let samples = scene::rgb(1500, 1000);
    let file = scene::jpeg(&samples, 1500, 1000, ColorSpace::JCS_RGB, &[]);

    let refused = stand_in(&file[..file.len() / 2], (1500, 1000), Width::ALL[0], None).err();

    assert_eq!(refused, Some(Refusal::Truncated));
}
