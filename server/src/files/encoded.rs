use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, Response,
        header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY},
    },
};

use super::{
    delta::{self, Base, USE_AS_DICTIONARY},
    entity_tag,
};

/// A content coding (RFC 9110, section 8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Brotli,
    Zstandard,
    Gzip,
}

impl Encoding {
    /// All codings, the preferred one first.
    pub(crate) const ALL: [Self; 3] = [Self::Brotli, Self::Zstandard, Self::Gzip];

    /// Returns the name in HTTP headers.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstandard => "zstd",
            Self::Gzip => "gzip",
        }
    }

    /// Returns the extension of file names.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstandard => "zst",
            Self::Gzip => "gz",
        }
    }

    /// Returns true if the client accepts it (RFC 9110, section 12.5.3).
    pub(crate) fn is_accepted(self, headers: &HeaderMap) -> bool {
        let parts = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let mut any = false;
        for (name, taken) in parts.flat_map(|value| value.split(',')).map(weighed) {
            if name.eq_ignore_ascii_case(self.name()) {
                return taken;
            }
            any |= name == "*" && taken;
        }
        any
    }
}

/// Returns a coding's name, and true if its weight is above 0.
fn weighed(part: &str) -> (&str, bool) {
    let (name, parameter) = part.split_once(';').unwrap_or((part, ""));
    let weight = parameter.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse::<f32>().ok());
    (name.trim(), weight.is_some_and(|weight| weight > 0.0))
}

/// A file, with the compressed copies that the build made.
#[derive(Debug)]
pub(crate) struct File {
    media_type: HeaderValue,
    bytes: Bytes,
    entity_tag: HeaderValue,
    copies: Vec<(Encoding, Bytes, HeaderValue)>,
    /// The compressed copies for each dictionary.
    deltas: Vec<(Base, Bytes, HeaderValue)>,
    dictionary_for: Option<HeaderValue>,
}

impl File {
    pub(crate) fn new(media_type: &'static str, bytes: Bytes) -> Self {
        let entity_tag = entity_tag(&bytes, "");
        Self {
            media_type: HeaderValue::from_static(media_type),
            bytes,
            entity_tag,
            copies: Vec::new(),
            deltas: Vec::new(),
            dictionary_for: None,
        }
    }

    /// Returns the content, uncompressed.
    pub(crate) const fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    pub(crate) fn add_copy(&mut self, encoding: Encoding, bytes: Bytes) {
        let entity_tag = entity_tag(&bytes, "");
        self.copies.push((encoding, bytes, entity_tag));
    }

    /// Offers this file as a dictionary for addresses that match `pattern`, such as later builds of it.
    pub(crate) fn serve_as_dictionary(&mut self, pattern: &str) {
        let value =
            HeaderValue::try_from(format!("match=\"{pattern}\"")).expect("names of built files and locales are ASCII");
        self.dictionary_for = Some(value);
    }

    /// Adds a copy of these bytes that is compressed with `base`, for clients that have it.
    pub(super) fn add_delta(&mut self, base: Base, bytes: &[u8]) {
        let delta = base.best(bytes);
        let entity_tag = entity_tag(&delta, "");
        self.deltas.push((base, delta, entity_tag));
    }

    /// Returns the smallest representation that the client accepts.
    pub(crate) fn answer(&self, request: &HeaderMap) -> Response<Body> {
        let (bytes, entity_tag, encoding) = self.form(request);
        let mut response = Response::new(Body::from(bytes.clone()));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.media_type.clone());
        headers.insert(ETAG, entity_tag.clone());
        // A single header line, since some caches read only one.
        if !self.deltas.is_empty() {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding, available-dictionary"));
        } else if !self.copies.is_empty() {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Some(pattern) = &self.dictionary_for {
            headers.insert(USE_AS_DICTIONARY, pattern.clone());
        }
        if let Some(encoding) = encoding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    fn form(&self, request: &HeaderMap) -> (&Bytes, &HeaderValue, Option<&'static str>) {
        if let Some((_, delta, tag)) = self.deltas.iter().find(|(base, ..)| base.is_held(request)) {
            return (delta, tag, Some(delta::ENCODING));
        }
        match self.copies.iter().find(|(encoding, ..)| encoding.is_accepted(request)) {
            Some((encoding, bytes, tag)) => (bytes, tag, Some(encoding.name())),
            None => (&self.bytes, &self.entity_tag, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_weights_decide() {
        let cases = [
            ("", None),
            ("gzip, deflate, br, zstd", Some(Encoding::Brotli)),
            ("gzip;q=1.0, br;q=0", Some(Encoding::Gzip)),
            ("BR", Some(Encoding::Brotli)),
            ("zstd", Some(Encoding::Zstandard)),
            ("*", Some(Encoding::Brotli)),
            ("*, br;q=0", Some(Encoding::Zstandard)),
            ("*;q=0", None),
            ("identity", None),
            ("br;q=nonsense", None),
        ];
        for (header, encoding) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(header));
            let chosen = Encoding::ALL.into_iter().find(|encoding| encoding.is_accepted(&headers));
            assert_eq!(chosen, encoding, "{header}");
        }
    }
}
