//! Compression of response bodies.

use std::io::Write as _;

use axum::{body::Bytes, http::HeaderMap};
use tokio::sync::Semaphore;

use crate::files::Encoding;

/// The least bytes of a body that is compressed: below, compression saves no packet.
pub(crate) const WORTH_COMPRESSING: usize = 1024;
/// Bytes from which a body is compressed on a blocking thread, so that other tasks don't wait.
const TAKES_LONG: usize = 256 * 1024;
/// Bytes from which a body is compressed at the fastest level, whatever quality is requested: a part of a sitemap may
/// have 40 MB, which would take minutes at the best quality.
const TAKES_VERY_LONG: usize = 2 * 1024 * 1024;
/// Permits one compression of such a body at a time: many requests for sitemaps must not take every processor.
static VERY_LONG: Semaphore = Semaphore::const_new(1);
/// Brotli's window as a power of two; this is its default.
const WINDOW: u32 = 22;

/// The trade-off between the time of compression and its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    /// For a client that waits: most of the saving for a tenth of the time.
    Quick,
    /// For a body that is compressed once and sent many times.
    Best,
}

/// Returns the encoding to answer with. Zstandard comes before gzip only: at the level that pages can wait for, Brotli
/// is smaller.
pub(crate) fn accepted(asked: &HeaderMap) -> Option<Encoding> {
    Encoding::ALL.into_iter().find(|encoding| encoding.is_accepted(asked))
}

/// Returns the suffix of the entity tag for this encoding, since each representation has its own tag.
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

/// Returns the body in this encoding. A large one is compressed on a blocking thread, so that other tasks don't wait.
pub(crate) async fn compressed(body: Bytes, encoding: Encoding) -> Bytes {
    if body.len() < TAKES_LONG {
        return smaller(&body, encoding, Quality::Quick);
    }
    // The semaphore is never closed.
    let _turn = if body.len() < TAKES_VERY_LONG { None } else { VERY_LONG.acquire().await.ok() };
    let whole = body.clone();
    tokio::task::spawn_blocking(move || smaller(&whole, encoding, Quality::Quick)).await.unwrap_or(body)
}

/// Returns the body in this encoding. Writing to memory can't fail.
pub(crate) fn smaller(body: &[u8], encoding: Encoding, quality: Quality) -> Bytes {
    let levels = Levels::of(body, quality);
    match encoding {
        Encoding::Gzip => gzip(body, flate2::Compression::new(levels.gzip)),
        Encoding::Brotli => brotli(body, levels.brotli),
        Encoding::Zstandard => {
            zstd::bulk::compress(body, levels.zstandard).expect("memory takes what is written").into()
        }
    }
}

/// The levels of the three encoders.
#[derive(Debug, PartialEq, Eq)]
struct Levels {
    gzip: u32,
    brotli: u32,
    zstandard: i32,
}

impl Levels {
    const fn of(body: &[u8], quality: Quality) -> Self {
        match quality {
            _ if body.len() >= TAKES_VERY_LONG => Self { gzip: 1, brotli: 1, zstandard: 1 },
            Quality::Quick => Self { gzip: 6, brotli: 4, zstandard: 6 },
            Quality::Best => Self { gzip: 9, brotli: 11, zstandard: 19 },
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
    fn a_large_body_is_compressed_as_fast_as_can_be_whatever_is_asked_for() {
        let [sitemap, page] = [vec![b' '; 40 << 20], vec![b' '; 200 << 10]];

        for quality in [Quality::Quick, Quality::Best] {
            assert_eq!(Levels::of(&sitemap, quality), Levels { gzip: 1, brotli: 1, zstandard: 1 }, "{quality:?}");
        }
        assert_eq!(Levels::of(&page, Quality::Best), Levels { gzip: 9, brotli: 11, zstandard: 19 });
        assert_eq!(Levels::of(&page, Quality::Quick), Levels { gzip: 6, brotli: 4, zstandard: 6 });
    }

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
