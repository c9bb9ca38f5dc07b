//! Files made to hurt: each is refused for its own reason, in less than 50 ms and 64 MB.

use crate::{
    memory::height_of,
    scene::{self, HEIGHT, WIDTH},
};
use image::ExtendedColorType;
use media::{Format, MAX_BYTES, Quality, Refusal, Source, probe};
use moxcms::ColorProfile;
use mozjpeg::{ColorSpace, Marker};
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

const MOST_TIME: Duration = Duration::from_millis(50);
const MOST_MEMORY: usize = 64 << 20;

/// Returns the refusal of a file, which has to come as fast and as cheaply as promised.
#[track_caller]
fn refusal(file: &[u8]) -> Refusal {
    let attempt = || {
        let start = processor_time();
        let (refusal, bytes) = height_of(|| Source::decode(file).err());
        assert!(bytes < MOST_MEMORY, "{refusal:?} took {bytes} bytes");
        (processor_time() - start, refusal)
    };
    // Processor time varies with what the caches hold: the least of five attempts counts.
    let (time, refusal) = (0..5).map(|_| attempt()).min_by_key(|(time, _)| *time).expect("attempts");
    assert!(time < MOST_TIME, "{refusal:?} took {time:?}");
    refusal.expect("refused")
}

/// Processor time of this thread, whatever else the machine does.
fn processor_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().expect("it is not negative")
}

/// A PNG of nothing but a header and an end.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend(b"\x08\x02\0\0\0____\0\0\0\0IDAT____\0\0\0\0IEND____");
    file
}

/// The place of a JPEG's frame header, which is followed by length, depth, height and width.
fn frame_header(jpeg: &[u8]) -> usize {
    jpeg.windows(2).position(|pair| pair[0] == 0xFF && (0xC0..=0xC2).contains(&pair[1])).expect("a frame header")
}

fn avif() -> Vec<u8> {
    let raster = Source::decode(&scene::cut_out()).expect("a picture").raster();
    raster.encode(Format::Avif, Quality::Fast).expect("encoded")
}

fn webp() -> Vec<u8> {
    let raster = Source::decode(&scene::plain_png()).expect("a picture").raster();
    raster.encode(Format::Webp, Quality::Fast).expect("encoded")
}

#[test]
fn too_much_of_anything_is_refused_by_name() {
    assert_eq!(refusal(&vec![0xFF; MAX_BYTES + 1]), Refusal::TooManyBytes);
    assert_eq!(refusal(&png_claiming(8000, 8000)), Refusal::TooManyPixels { width: 8000, height: 8000 });
    assert_eq!(refusal(&png_claiming(12_001, 1)), Refusal::TooManyPixels { width: 12_001, height: 1 });
    assert_eq!(
        refusal(&png_claiming(u32::MAX, u32::MAX)),
        Refusal::TooManyPixels { width: u32::MAX, height: u32::MAX }
    );
}

#[test]
fn a_header_that_promises_more_than_its_bytes_can_hold_is_refused_unread() {
    assert_eq!(refusal(&png_claiming(6000, 6000)), Refusal::DecompressionBomb { width: 6000, height: 6000 });
    assert_eq!(refusal(&png_claiming(0, 10)), Refusal::Damaged);
}

#[test]
fn a_bomb_of_compressed_zeroes_is_refused_unread() {
    let blank = scene::png(&vec![0; 11_000 * 3_600], 11_000, 3_600, ExtendedColorType::L8);

    assert_eq!(probe(&blank).map(|probe| probe.width), Ok(11_000), "a blank picture is no bomb by itself");
    let mut larger = blank;
    larger[16..24].copy_from_slice(&[0, 0, 0x2E, 0xE0, 0, 0, 0x2E, 0xE0]);
    assert_eq!(refusal(&larger), Refusal::TooManyPixels { width: 12_000, height: 12_000 });
}

#[test]
fn a_profile_that_unpacks_to_hundreds_of_megabytes_is_not_unpacked() {
    let blank = scene::png(&vec![0; 6000 * 6000 * 6], 6000, 6000, ExtendedColorType::Rgb16);
    let packed = blank.windows(4).position(|window| window == b"IDAT").expect("pixels") + 4;
    let length = u32::from_be_bytes(blank[packed - 8..packed - 4].try_into().expect("four bytes")) as usize;
    let body = [b"a\0\0", &blank[packed..packed + length]].concat();
    let picture = scene::plain_png();
    let chunk =
        [&(body.len() as u32).to_be_bytes()[..], b"iCCP", &body, &checksum(&[b"iCCP", &body[..]].concat())].concat();
    let bomb = [&picture[..33], &chunk, &picture[33..]].concat();

    let (_refused_or_not, memory) = height_of(|| Source::decode(&bomb).is_ok());

    assert!(memory < MOST_MEMORY, "{memory}");
}

/// PNG's checksum of a chunk's kind and body.
fn checksum(bytes: &[u8]) -> [u8; 4] {
    let step = |sum: u32| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)));
    (!sum).to_be_bytes()
}

#[test]
fn every_format_cut_off_anywhere_is_refused() {
    for file in [scene::plain_jpeg(), scene::plain_png(), scene::gif(2), webp(), avif()] {
        for kept in [file.len() / 4, file.len() / 2, file.len() * 3 / 4, file.len() - 3] {
            let told = refusal(&file[..kept]);
            assert!(matches!(told, Refusal::Truncated | Refusal::Damaged | Refusal::Polyglot), "{kept}: {told:?}");
        }
    }
}

#[test]
fn a_jpeg_cut_off_and_closed_again_is_refused() {
    let file = scene::plain_jpeg();
    let half = [&file[..file.len() / 2], &[0xFF, 0xD9]].concat();

    assert!(matches!(refusal(&half), Refusal::Truncated | Refusal::Damaged));
}

/// Bytes that some cameras leave between segments are a fault, too, and the decoder tells of the first one only.
#[test]
fn stray_bytes_in_a_jpeg_hide_nothing() {
    let file = scene::plain_jpeg();
    let length = usize::from(u16::from_be_bytes([file[4], file[5]]));
    let (first, rest) = file.split_at(4 + length);
    let strayed = [first, &[0x12, 0x34], rest].concat();
    let half = [&strayed[..strayed.len() / 2], &[0xFF, 0xD9]].concat();

    let pixels = |file: &[u8]| Source::decode(file).expect("a picture").raster().to_rgba8();
    assert!(pixels(&strayed) == pixels(&file));
    assert!(matches!(refusal(&half), Refusal::Truncated | Refusal::Damaged));
}

#[test]
fn a_jpeg_that_lies_about_its_height_is_refused() {
    let mut file = scene::plain_jpeg();
    let height = frame_header(&file) + 5;
    file[height..height + 2].copy_from_slice(&2000_u16.to_be_bytes());

    assert!(matches!(refusal(&file), Refusal::Truncated | Refusal::Damaged));
}

#[test]
fn a_jpeg_with_two_frame_headers_is_refused() {
    let file = scene::plain_jpeg();
    let place = frame_header(&file);
    let twice = [&file[..place], &file[place..place + 19], &file[place..]].concat();

    assert_eq!(refusal(&twice), Refusal::Damaged);
}

#[test]
fn a_jpeg_of_countless_passes_is_refused() {
    let file = scene::plain_jpeg();
    let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).expect("a scan");
    let endless = [&file[..scan], &file[scan..file.len() - 2].repeat(30), &[0xFF, 0xD9]].concat();

    assert_eq!(refusal(&endless), Refusal::TooManyScans);
}

/// A decoder walks through the whole picture for each scan, so that twenty scans of forty megapixels take as long as eight
/// hundred megapixels.
#[test]
fn a_jpeg_of_more_scans_than_its_size_bears_is_refused_unread() {
    let file = scene::plain_jpeg();
    let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).expect("a scan");
    let scans = probe(&file).expect("a picture").scans as usize;
    let mut large =
        [&file[..scan], &file[scan..file.len() - 2].repeat(20_usize.div_ceil(scans)), &[0xFF, 0xD9]].concat();

    assert!(probe(&large).is_ok(), "a small picture may have many scans");
    let size = frame_header(&large) + 5;
    large[size..size + 4].copy_from_slice(&[0x13, 0x88, 0x1F, 0x40]);
    assert_eq!(refusal(&large), Refusal::TooManyScans);
}

#[test]
fn a_gif_larger_than_a_screen_is_refused_unread() {
    let claiming = |width: u16, height: u16| {
        let mut file = scene::gif(1);
        file[6..8].copy_from_slice(&width.to_le_bytes());
        file[8..10].copy_from_slice(&height.to_le_bytes());
        file
    };

    assert_eq!(refusal(&claiming(6000, 6000)), Refusal::LargeGif { width: 6000, height: 6000 });
    assert_eq!(refusal(&claiming(4097, 2160)), Refusal::LargeGif { width: 4097, height: 2160 });
    assert_eq!(refusal(&claiming(4096, 2160)), Refusal::DecompressionBomb { width: 4096, height: 2160 });
}

#[test]
fn an_endless_gif_is_refused() {
    let one = scene::gif(1);
    let frame = one.windows(8).position(|window| window[0] == 0x2C && window[1..5] == [0; 4]).expect("a frame");
    let many = [&one[..frame], &one[frame..one.len() - 1].repeat(600), &[0x3B]].concat();
    let without_end = &one[..one.len() - 1];

    assert_eq!(refusal(&many), Refusal::TooManyFrames);
    assert_eq!(refusal(without_end), Refusal::Truncated);
}

#[test]
fn drawings_documents_and_other_formats_are_told_apart() {
    assert_eq!(refusal(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Refusal::Vector);
    assert_eq!(refusal(b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a -->\n<SVG/>"), Refusal::Vector);
    assert_eq!(refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Refusal::Heif);
    assert_eq!(refusal(b"\0\0\0\x18ftypisom\0\0\0\0isommp41"), Refusal::NotAPicture);
    assert_eq!(refusal(b"BM______"), Refusal::NotAPicture);
    assert_eq!(refusal(b"%PDF-1.7"), Refusal::NotAPicture);
    assert_eq!(refusal(b""), Refusal::NotAPicture);
}

#[test]
fn a_picture_that_is_also_something_else_is_refused() {
    let comment = |text: &[u8]| {
        let markers = [(Marker::COM, text.to_vec())];
        scene::jpeg(&scene::rgb(WIDTH, HEIGHT), WIDTH, HEIGHT, ColorSpace::JCS_RGB, &markers)
    };

    for file in [
        comment(b"<?php system($_GET[0]); ?>"),
        comment(b"<ScRiPt>alert(1)</script>"),
        comment(b"%PDF-1.4 1 0 obj"),
        [scene::plain_jpeg(), b"PK\x03\x04archive".to_vec()].concat(),
        [scene::plain_png(), b"PK\x03\x04archive".to_vec()].concat(),
        [scene::gif(1), b"*/=1;alert(1)".to_vec()].concat(),
        [webp(), vec![0; 9]].concat(),
    ] {
        assert_eq!(refusal(&file), Refusal::Polyglot);
    }
}

/// Fragments that browsers, script hosts, readers and unpackers find in or behind a picture.
fn hidden_things() -> Vec<Vec<u8>> {
    let end_of_zip = [b"PK\x05\x06".to_vec(), vec![0; 18]].concat();
    [
        &b"<svg onload=alert(1)>"[..],
        b"<SVG/onload=alert(1)>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><animate onbegin='alert(1)'/></svg>",
        b"<script>alert(1)</script>",
        b"<!DOCTYPE html><title>",
        b"<html><body onload=alert(1)>",
        b"<img src=x onerror=alert(1)>",
        b"<?php system($_GET[0]); ?>",
        b"Rar!\x1A\x07\x01\0",
        b"7z\xBC\xAF\x27\x1C\0\x04",
        &end_of_zip,
    ]
    .map(<[u8]>::to_vec)
    .into()
}

#[test]
fn whatever_is_hidden_in_the_metadata_of_any_format_is_refused() {
    for hidden in hidden_things() {
        let markers = [(Marker::COM, hidden.clone())];
        let jpeg = scene::jpeg(&scene::rgb(WIDTH, HEIGHT), WIDTH, HEIGHT, ColorSpace::JCS_RGB, &markers);
        let png = scene::plain_png();
        let body = [b"Comment\0", &hidden[..]].concat();
        let sum = checksum(&[b"tEXt", &body[..]].concat());
        let chunk = [&(body.len() as u32).to_be_bytes()[..], b"tEXt", &body, &sum].concat();
        let png = [&png[..33], &chunk, &png[33..]].concat();
        let gif = scene::gif(1);
        let comment = [&[0x21, 0xFE, hidden.len() as u8], &hidden[..], &[0, 0x3B]].concat();
        let gif = [&gif[..gif.len() - 1], &comment].concat();
        let webp = riff(&[(b"VP8 ", webp()[20..].to_vec()), (b"XMP ", hidden.clone())]);
        let free = [&(8 + hidden.len() as u32).to_be_bytes()[..], b"free", &hidden].concat();
        let avif = [avif(), free].concat();

        for (format, file) in [("JPEG", jpeg), ("PNG", png), ("GIF", gif), ("WebP", webp), ("AVIF", avif)] {
            assert_eq!(refusal(&file), Refusal::Polyglot, "{format} with {}", hidden.escape_ascii());
        }
    }
}

#[test]
fn whatever_is_hidden_behind_a_picture_of_any_format_is_refused() {
    let documents = [&b"%PDF-1.7\n1 0 obj"[..], b"PK\x03\x04archive", b"\x7FELF\x02\x01"].map(<[u8]>::to_vec);
    for hidden in hidden_things().into_iter().chain(documents) {
        let jpeg = [scene::plain_jpeg(), hidden.clone()].concat();
        assert_eq!(refusal(&jpeg), Refusal::Polyglot, "JPEG with {}", hidden.escape_ascii());
        for picture in [scene::plain_png(), scene::gif(1), webp(), avif()] {
            let told = refusal(&[picture, hidden.clone()].concat());
            let is_told = matches!(told, Refusal::Polyglot | Refusal::Truncated | Refusal::Damaged);
            assert!(is_told, "{told:?} of {}", hidden.escape_ascii());
        }
    }
}

#[test]
fn what_looks_a_little_like_a_tag_hides_nothing() {
    let harmless: [&[u8]; 4] = [
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF/></x:xmpmeta>",
        b"\x10<svg\x80\x01\x02",
        b"<svgs are drawings",
        b"<svg \x01\x02\x03",
    ];

    for text in harmless {
        let markers = [(Marker::COM, text.to_vec())];
        let file = scene::jpeg(&scene::rgb(WIDTH, HEIGHT), WIDTH, HEIGHT, ColorSpace::JCS_RGB, &markers);
        assert!(probe(&file).is_ok(), "{}", text.escape_ascii());
    }
}

#[test]
fn a_photo_with_a_film_behind_it_is_taken() {
    let film = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42".to_vec();

    assert!(Source::decode(&[scene::plain_jpeg(), film].concat()).is_ok());
}

/// A WebP of these chunks.
fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let chunk = |(kind, body): &(&[u8; 4], Vec<u8>)| {
        let padding = vec![0; body.len() % 2];
        [&kind[..], &(body.len() as u32).to_le_bytes(), body, &padding].concat()
    };
    let body = [b"WEBP".to_vec(), chunks.iter().flat_map(chunk).collect()].concat();
    [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
}

/// Memory is set aside for what a stream says of itself, whatever the file says of it.
#[test]
fn a_webp_whose_streams_are_larger_than_it_says_is_refused_unread() {
    let canvas = |flags: u8| (b"VP8X", [[flags, 0, 0, 0], [240, 0, 0, 180], [0, 0, 0, 0]].concat()[..10].to_vec());
    let lossy = webp()[20..].to_vec();
    let mut huge = lossy.clone();
    huge[6..10].copy_from_slice(&[0xFF, 0x3F, 0xFF, 0x3F]);
    let huge_lossless = vec![0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0];
    let frame = |stream: &[(&[u8; 4], Vec<u8>)]| {
        let place = [0, 0, 0, 0, 0, 0, 240, 0, 0, 180, 0, 0, 0, 0, 0, 0];
        (b"ANMF", [&place[..], &riff(stream)[12..]].concat())
    };
    let alpha = || (b"ALPH", vec![0, 0]);

    assert!(Source::decode(&riff(&[canvas(0), (b"VP8 ", lossy.clone())])).is_ok());
    for chunks in [
        vec![canvas(0), (b"VP8 ", huge.clone())],
        vec![canvas(0), (b"VP8L", huge_lossless.clone())],
        vec![canvas(0), (b"VP8 ", lossy.clone()), (b"VP8 ", huge.clone())],
        vec![canvas(2), frame(&[(b"VP8 ", huge.clone())])],
        vec![canvas(2), frame(&[(b"VP8L", huge_lossless)])],
        vec![canvas(2), frame(&[alpha(), (b"VP8 ", huge)])],
        vec![canvas(2), frame(&[alpha(), alpha()])],
    ] {
        assert_eq!(refusal(&riff(&chunks)), Refusal::Damaged);
    }
}

#[test]
fn an_avif_whose_boxes_and_stream_disagree_is_refused() {
    let mut file = avif();
    let size = file.windows(4).position(|window| window == b"ispe").expect("a size") + 8;
    file[size..size + 4].copy_from_slice(&9000_u32.to_be_bytes());

    assert_eq!(refusal(&file), Refusal::Damaged);
    file[size..size + 4].copy_from_slice(&(WIDTH + 1).to_be_bytes());
    assert_eq!(refusal(&file), Refusal::Damaged);
}

#[test]
fn no_change_of_a_few_bytes_does_more_than_get_a_file_refused() {
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random as usize
    };
    let profile = ColorProfile::new_display_p3().encode().expect("a profile");
    let profiled = scene::jpeg(&scene::rgb(64, 64), 64, 64, ColorSpace::JCS_RGB, &[scene::icc(&profile)]);
    for file in [scene::plain_jpeg(), profiled, scene::plain_png(), scene::gif(2), webp(), avif()] {
        for _ in 0..200 {
            let mut damaged = file.clone();
            for _ in 0..1 + next() % 4 {
                let reach = if next() % 2 == 0 { 400.min(file.len()) } else { file.len() };
                damaged[next() % reach] = next() as u8;
            }
            let _refused_or_not = Source::decode(&damaged);
        }
    }
}
