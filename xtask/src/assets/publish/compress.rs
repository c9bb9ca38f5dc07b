//! The compressed copies that the server hands out as they are.

use super::Quality;
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::{fs, io::Write, path::Path};

/// The endings of the copies, best first.
pub(super) const ENDINGS: [&str; 3] = ["br", "zst", "gz"];

/// Writes the copies beside `file` that are not there yet. A quick build has none: the server falls back to the file.
pub(super) fn write_copies(file: &Path, bytes: &[u8], quality: Quality) -> Result<()> {
    if quality == Quality::Quick {
        return Ok(());
    }
    for ending in ENDINGS {
        let copy = file.with_added_extension(ending);
        if !copy.exists() {
            let compressed = compress(bytes, ending).with_context(|| format!("cannot compress {}", file.display()))?;
            super::write(&copy, &compressed)?;
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let settings =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &settings)?;
    Ok(compressed)
}

fn compress(bytes: &[u8], ending: &str) -> std::io::Result<Vec<u8>> {
    match ending {
        "br" => brotli(bytes),
        "zst" => zstd::encode_all(bytes, 19),
        _ => gzip(bytes),
    }
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Removes a file together with its copies.
pub(super) fn remove_with_copies(file: &Path) -> Result<()> {
    let copies = ENDINGS.iter().map(|ending| file.with_added_extension(ending));
    for file in copies.chain([file.to_owned()]).filter(|file| file.exists()) {
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    Ok(())
}
