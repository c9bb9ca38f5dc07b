//! Compression of a file with an earlier build of it as the dictionary (RFC 9842, Compression Dictionary Transport).

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderName, header::ACCEPT_ENCODING},
};
use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

/// The request header with the hash of the dictionary that the browser has.
const AVAILABLE_DICTIONARY: HeaderName = HeaderName::from_static("available-dictionary");
/// The response header of a file that may be used as a dictionary.
pub(super) const USE_AS_DICTIONARY: HeaderName = HeaderName::from_static("use-as-dictionary");
/// Dictionary-Compressed Zstandard (section 5).
pub(super) const ENCODING: &str = "dcz";

/// The first bytes of a body in this encoding, before the dictionary's hash: a Zstandard frame of 32 bytes that
/// decoders skip.
const MAGIC: [u8; 8] = [0x5e, 0x2a, 0x4d, 0x18, 0x20, 0x00, 0x00, 0x00];
/// Zstandard's level for files, which are compressed once when the server starts.
const BEST: i32 = 19;

/// The builds of one file: their names have this stem and extension, such as `/frontend-` and `.wasm`.
pub(super) struct Family<'a> {
    stem: &'a str,
    extension: &'a str,
}

impl<'a> Family<'a> {
    /// Returns the family of a name such as `/frontend-0123456789abcdef.wasm`; `None` for a name without a content
    /// hash.
    pub(super) fn of(name: &'a str) -> Option<Self> {
        let (stem, rest) = name.rsplit_once('-')?;
        let (_, extension) = rest.split_once('.')?;
        Some(Self { stem, extension })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        Family::of(name).is_some_and(|other| other.stem == self.stem && other.extension == self.extension)
    }

    /// Returns the URL pattern that matches all builds.
    pub(super) fn pattern(&self) -> String {
        format!("/assets{}-*.{}", self.stem, self.extension)
    }
}

/// A compression dictionary (RFC 9842): a file that the browser already has.
#[derive(Debug)]
pub(super) struct Base {
    bytes: Bytes,
    hash: [u8; 32],
    /// The hash as `Available-Dictionary` has it.
    name: String,
}

impl Base {
    pub(super) fn new(bytes: Bytes) -> Self {
        let hash = Sha256::digest(&bytes);
        Self { bytes, name: format!(":{}:", BASE64.encode(&hash)), hash: hash.into() }
    }

    /// Returns true if the client that sent these headers has this dictionary and takes the encoding.
    pub(super) fn is_held(&self, asked: &HeaderMap) -> bool {
        let holds = asked.get(AVAILABLE_DICTIONARY).is_some_and(|given| given.as_bytes() == self.name.as_bytes());
        holds && takes_deltas(asked)
    }

    /// Returns another file compressed with this dictionary at the best level.
    pub(super) fn best(&self, to: &[u8]) -> Bytes {
        let mut body = MAGIC.to_vec();
        body.extend_from_slice(&self.hash);
        let zstd = zstd::bulk::Compressor::with_dictionary(BEST, &self.bytes);
        body.extend_from_slice(&zstd.and_then(|mut zstd| zstd.compress(to)).expect("memory takes what is written"));
        body.into()
    }
}

/// Returns true if the client that sent these headers takes the encoding.
fn takes_deltas(asked: &HeaderMap) -> bool {
    let lists = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|name| name.trim() == ENCODING)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    /// Returns a build and the next one, which are mostly equal.
    fn builds() -> [Vec<u8>; 2] {
        let noise = |seed: u64, length: usize| -> Vec<u8> {
            let mut state = seed;
            let next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 33) as u8
            };
            std::iter::repeat_with(next).take(length).collect()
        };
        let before = noise(1, 100_000);
        let mut after = before[..60_000].to_vec();
        after.extend(noise(2, 1000));
        after.extend(&before[60_500..]);
        [before, after]
    }

    #[test]
    fn who_holds_the_build_before_is_sent_what_is_new() {
        let [before, after] = builds();

        let delta = Base::new(before.clone().into()).best(&after);

        let (head, frame) = delta.split_at(MAGIC.len() + 32);
        assert_eq!(head[..8], MAGIC);
        assert_eq!(head[8..], *Sha256::digest(&before));
        let whole = zstd::bulk::Decompressor::with_dictionary(&before).unwrap().decompress(frame, after.len()).unwrap();
        assert!(whole == after && delta.len() < after.len() / 50, "{}", delta.len());
    }

    #[test]
    fn only_who_holds_it_and_understands_it_gets_it() {
        let [before, _] = builds();
        let base = Base::new(before.into());
        let asked = |dictionary: &str, encodings: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(AVAILABLE_DICTIONARY, HeaderValue::from_str(dictionary).unwrap());
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(encodings));
            base.is_held(&headers)
        };

        assert!(asked(&base.name, "gzip, br, zstd, dcb, dcz"));
        assert!(!asked(&base.name, "gzip, br, zstd"));
        assert!(!asked(":AAAA:", "dcz"));
        assert!(!base.is_held(&HeaderMap::new()));
    }

    #[test]
    fn builds_of_one_thing_are_a_family() {
        let family = Family::of("/frontend-0d.wasm").unwrap();

        assert_eq!(family.pattern(), "/assets/frontend-*.wasm");
        assert!(family.has("/frontend-1e.wasm"));
        assert!(!family.has("/frontend-1e.js") && !family.has("/app-1e.wasm"));
        assert!(Family::of("/favicon.ico").is_none());
    }
}
