//! Bodies in fewer bytes.

use std::io::Write as _;

use axum::{body::Bytes, http::HeaderMap};

use crate::files::Encoding;

/// Bytes below which compressing saves no packet.
pub(crate) const WORTH_COMPRESSING: usize = 1024;
/// Bytes from which compressing takes long enough to keep others waiting.
const TAKES_LONG: usize = 256 * 1024;
/// Brotli's window, as a power of two: its usual one.
const WINDOW: u32 = 22;

/// How much time compressing may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    /// While somebody waits: most of the saving for a tenth of the time.
    Quick,
    /// Once, for many who will ask.
    Best,
}

/// The encoding to answer with. Zstandard comes last but for gzip: at the quality that pages can wait for, Brotli is
/// smaller.
pub(crate) fn accepted(asked: &HeaderMap) -> Option<Encoding> {
    Encoding::ALL.into_iter().find(|encoding| encoding.is_accepted(asked))
}

/// What tells the entity tags of a body's encodings apart.
pub(crate) const fn suffix(encoding: Option<Encoding>, quality: Quality) -> &'static str {
    match (encoding, quality) {
        (None, _) => "",
        (Some(Encoding::Brotli), Quality::Quick) => "-br",
        (Some(Encoding::Brotli), Quality::Best) => "-br-best",
        (Some(Encoding::Zstandard), Quality::Quick) => "-zstd",
        (Some(Encoding::Zstandard), Quality::Best) => "-zstd-best",
        (Some(Encoding::Gzip), Quality::Quick) => "-gzip",
        (Some(Encoding::Gzip), Quality::Best) => "-gzip-best",
    }
}

/// The body in this encoding, made while the client waits and without keeping others waiting.
pub(crate) async fn compressed(body: Bytes, encoding: Encoding) -> Bytes {
    if body.len() < TAKES_LONG {
        return smaller(&body, encoding, Quality::Quick);
    }
    let whole = body.clone();
    tokio::task::spawn_blocking(move || smaller(&whole, encoding, Quality::Quick)).await.unwrap_or(body)
}

/// The body in this encoding. Writing to memory has no way to fail.
pub(crate) fn smaller(body: &[u8], encoding: Encoding, quality: Quality) -> Bytes {
    let best = quality == Quality::Best;
    match encoding {
        Encoding::Gzip => gzip(body, if best { flate2::Compression::best() } else { flate2::Compression::default() }),
        Encoding::Brotli => brotli(body, if best { 11 } else { 4 }),
        Encoding::Zstandard => {
            zstd::bulk::compress(body, if best { 19 } else { 6 }).expect("memory takes what is written").into()
        }
    }
}

fn gzip(body: &[u8], level: flate2::Compression) -> Bytes {
    let mut gzip = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 4), level);
    gzip.write_all(body).and_then(|()| gzip.finish()).expect("memory takes what is written").into()
}

fn brotli(body: &[u8], level: u32) -> Bytes {
    let mut small = Vec::with_capacity(body.len() / 4);
    brotli::CompressorWriter::new(&mut small, 4096, level, WINDOW)
        .write_all(body)
        .expect("memory takes what is written");
    small.into()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_was_made_smaller_is_what_it_was() {
        let body = "a page of a shop, and a page of a shop ".repeat(500).into_bytes();
        for quality in [Quality::Quick, Quality::Best] {
            let [br, zstd, gzip] = Encoding::ALL.map(|encoding| smaller(&body, encoding, quality));
            let mut whole = [Vec::new(), Vec::new(), Vec::new()];
            brotli::Decompressor::new(&*br, 4096).read_to_end(&mut whole[0]).unwrap();
            whole[1] = zstd::bulk::decompress(&zstd, body.len()).unwrap();
            flate2::read::GzDecoder::new(&*gzip).read_to_end(&mut whole[2]).unwrap();

            assert!(whole.iter().all(|whole| *whole == body), "{quality:?}");
            assert!([br, zstd, gzip].iter().all(|small| small.len() < body.len() / 10), "{quality:?}");
        }
    }
}
