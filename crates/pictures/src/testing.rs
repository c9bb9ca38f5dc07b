//! Pictures for tests.

use bytes::Bytes;
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use tempfile::TempDir;
use types::{Focus, Translated};

use crate::{Limits, PictureDocument, Storage, StorageLocation, ValidatedImage};

/// Limits that suffice for every picture of the tests.
pub(crate) const LIMITS: Limits = Limits { asked: 1, ahead: 1, memory: 1 << 30 };

/// Encodes a picture of this size.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..width * height).flat_map(|n| [(n % 251) as u8, (n / width % 241) as u8, 99]).collect();
    let mut file = Vec::new();
    PngEncoder::new(&mut file).write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    file
}

pub(crate) fn inspected(width: u32, height: u32) -> ValidatedImage {
    ValidatedImage::of(Bytes::from(png(width, height))).unwrap()
}

pub(crate) fn document(file: &str) -> PictureDocument {
    let alt = Translated::from_iter(
        [("en", "A vase"), ("ar", "مزهرية"), ("hi", "फूलदान")]
            .map(|(tag, alt)| (setup::testing::language(tag), alt.to_owned())),
    );
    PictureDocument { file: file.to_owned(), from: None, alt, focus: Focus::default() }
}

/// Opens a storage that is deleted with its folder.
pub(crate) fn storage() -> (TempDir, Storage) {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(&StorageLocation::Folder(folder.path().to_owned())).unwrap();
    (folder, storage)
}
