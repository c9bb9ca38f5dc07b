use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header::CACHE_CONTROL};
use cdn::CdnProvider;
use page_cache::CacheEntry;
use types::Timestamp;

use crate::{CachePolicy, pages::cached_response::CachedResponse};

/// Writes the headers by which the CDN in front of the shop caches pages.
pub(crate) struct CdnHeaders {
    provider: CdnProvider,
    stale_if_error: Duration,
}

impl CdnHeaders {
    pub(crate) const fn new(provider: CdnProvider, stale_if_error: Duration) -> Self {
        Self { provider, stale_if_error }
    }

    /// Writes the page's tags and its lifetime from `at` on.
    pub(crate) fn write(&self, headers: &mut HeaderMap, page: &CacheEntry<CachedResponse>, at: Timestamp) {
        let (header, tags) = self.provider.tags(&page.keys);
        headers.insert(HeaderName::from_static(header), ascii(tags));
        let lifetime = self.provider.lifetime(page.time_left(at), self.stale_if_error);
        match self.provider.lifetime_header() {
            Some(header) => headers.insert(HeaderName::from_static(header), ascii(lifetime)),
            None => headers.insert(CACHE_CONTROL, CachePolicy::Public.header_with(&lifetime)),
        };
    }

    /// Tells the CDN not to cache the page. The header is explicit, because a 304 without it would leave the old
    /// lifetime in place (RFC 9111, section 3.2).
    pub(crate) fn forbid(&self, headers: &mut HeaderMap) {
        if let Some(header) = self.provider.lifetime_header() {
            headers.insert(HeaderName::from_static(header), HeaderValue::from_static("max-age=0"));
        }
    }
}

fn ascii(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("words, digits and separators are ASCII")
}
