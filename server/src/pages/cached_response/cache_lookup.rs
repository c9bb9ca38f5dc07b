use std::sync::Arc;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode},
};
use page_cache::CacheEntry;
use types::Timestamp;

use super::{CachedPage, CachedResponse};

const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// The result of a lookup in the page cache, in the terms of RFC 9211.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CacheStatus {
    /// The cache had a fresh page.
    Hit,
    /// The page was rendered.
    Miss,
    /// The cache had a stale page, which is served because there is no fresh one for now.
    Stale,
}

impl CacheStatus {
    /// Returns the status as traces name it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Stale => "stale",
        }
    }
}

/// A page for a request, with the way it was found.
#[derive(Debug, Clone)]
pub(crate) struct CacheLookup {
    pub(crate) entry: Arc<CacheEntry<CachedResponse>>,
    pub(crate) status: CacheStatus,
    pub(crate) at: Timestamp,
}

impl CacheLookup {
    /// Returns the page, if the response is not a redirect.
    pub(crate) fn page(&self) -> Option<&CachedPage> {
        match &self.entry.value {
            CachedResponse::Page(page) => Some(page),
            CachedResponse::Redirect(_) => None,
        }
    }

    /// Returns true if the page has a footprint, so that a CDN may cache it: that of a known address, also if its thing is
    /// gone.
    pub(crate) fn has_footprint(&self) -> bool {
        self.page().is_some_and(|page| page.status != StatusCode::NOT_FOUND)
    }

    /// Returns the response to a request with these headers, before the middleware adds to it, and whether a
    /// representation was made for it.
    pub(crate) fn response(self: Arc<Self>, request: &HeaderMap) -> Option<(Response<Body>, bool)> {
        let (mut response, is_new) = self.page()?.response(request);
        response.extensions_mut().insert(self);
        Some((response, is_new))
    }

    /// Writes `Cache-Status` (RFC 9211) and `Server-Timing`.
    pub(crate) fn write_status(&self, headers: &mut HeaderMap) {
        headers.insert(CACHE_STATUS, self.cache_status());
        if let Some(page) = self.page() {
            headers.insert(SERVER_TIMING, page.timing.clone());
        }
    }

    /// Returns the value of `Cache-Status`. The `ttl` is rounded down, and negative for a stale page.
    fn cache_status(&self) -> HeaderValue {
        let lasts = self.entry.time_left(self.at).map(|left| format!("; ttl={}", left.div_euclid(1000)));
        let lasts = lasts.unwrap_or_default();
        let stale = || format!("vitrine; hit; ttl=-{}", self.entry.stale_for(self.at) / 1000 + 1);
        let text = match self.status {
            CacheStatus::Hit if lasts.is_empty() => return HeaderValue::from_static("vitrine; hit"),
            CacheStatus::Hit => format!("vitrine; hit{lasts}"),
            CacheStatus::Miss => format!("vitrine; fwd=miss{lasts}"),
            CacheStatus::Stale => stale(),
        };
        HeaderValue::try_from(text).expect("digits and letters are ASCII")
    }
}
