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

/// A way to write a body in fewer bytes (RFC 9110, section 8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Brotli,
    Zstandard,
    Gzip,
}

impl Encoding {
    /// Best first.
    pub(crate) const ALL: [Self; 3] = [Self::Brotli, Self::Zstandard, Self::Gzip];

    /// As headers write it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstandard => "zstd",
            Self::Gzip => "gzip",
        }
    }

    /// As the names of files end.
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstandard => "zst",
            Self::Gzip => "gz",
        }
    }

    /// Whether a client takes it (RFC 9110, section 12.5.3).
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

/// A coding's name, and whether its weight is more than nothing.
fn weighed(part: &str) -> (&str, bool) {
    let (name, parameter) = part.split_once(';').unwrap_or((part, ""));
    let weight = parameter.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse::<f32>().ok());
    (name.trim(), weight.is_some_and(|weight| weight > 0.0))
}

/// A file, with the smaller copies that were made of it when it was built.
#[derive(Debug)]
pub(crate) struct File {
    media_type: HeaderValue,
    bytes: Bytes,
    entity_tag: HeaderValue,
    copies: Vec<(Encoding, Bytes, HeaderValue)>,
    /// By what they begin from.
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

    pub(crate) fn add_copy(&mut self, encoding: Encoding, bytes: Bytes) {
        let entity_tag = entity_tag(&bytes, "");
        self.copies.push((encoding, bytes, entity_tag));
    }

    /// What has addresses that match `pattern`, such as later builds of this file, may be sent as the difference from it.
    pub(crate) fn serve_as_dictionary(&mut self, pattern: &str) {
        let value =
            HeaderValue::try_from(format!("match=\"{pattern}\"")).expect("names of built files and locales are ASCII");
        self.dictionary_for = Some(value);
    }

    /// Sends these bytes as the difference from `base` to who holds that.
    pub(super) fn add_delta(&mut self, base: Base, bytes: &[u8]) {
        let delta = base.best(bytes);
        let entity_tag = entity_tag(&delta, "");
        self.deltas.push((base, delta, entity_tag));
    }

    /// The smallest form that the client takes.
    pub(crate) fn answer(&self, request: &HeaderMap) -> Response<Body> {
        let (bytes, entity_tag, encoding) = self.form(request);
        let mut response = Response::new(Body::from(bytes.clone()));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.media_type.clone());
        headers.insert(ETAG, entity_tag.clone());
        // In one line: some caches read only one.
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
