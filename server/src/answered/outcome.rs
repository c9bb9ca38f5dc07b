use std::sync::Arc;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode},
};
use page_cache::CacheEntry;
use types::Timestamp;

use super::{Answered, KeptPage};

const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// How a visitor came to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// It was there, and right.
    Kept,
    /// It was rendered.
    Rendered,
    /// It was there, and not right any more; it is all there is for now.
    Stale,
}

/// A page on its way to a visitor.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) page: Arc<CacheEntry<Answered>>,
    pub(crate) source: Source,
    pub(crate) at: Timestamp,
}

impl Outcome {
    /// The page, if the address was not answered with another one.
    pub(crate) fn kept_page(&self) -> Option<&KeptPage> {
        match &self.page.value {
            Answered::Page(page) => Some(page),
            Answered::Moved(_) => None,
        }
    }

    /// Whether it is a page that is found: of addresses that lead nowhere there is no footprint.
    pub(crate) fn is_found(&self) -> bool {
        self.kept_page().is_some_and(|page| page.status == StatusCode::OK)
    }

    /// Its answer to a client who asked with these headers, before the server's layers add to it; and whether a form of
    /// the page was made for it.
    pub(crate) fn answer(self: Arc<Self>, asked: &HeaderMap) -> Option<(Response<Body>, bool)> {
        let (mut response, is_new) = self.kept_page()?.answer(asked);
        response.extensions_mut().insert(self);
        Some((response, is_new))
    }

    /// Says whence the page came: `Cache-Status` (RFC 9211) and `Server-Timing`.
    pub(crate) fn tell(&self, headers: &mut HeaderMap) {
        headers.insert(CACHE_STATUS, self.cache_status());
        if let Some(page) = self.kept_page() {
            headers.insert(SERVER_TIMING, page.timing.clone());
        }
    }

    /// Seconds that are left are rounded down, and negative for a page that is not right any more.
    fn cache_status(&self) -> HeaderValue {
        let lasts = self.page.time_left(self.at).map(|left| format!("; ttl={}", left.div_euclid(1000)));
        let lasts = lasts.unwrap_or_default();
        let stale = || format!("vitrine; hit; ttl=-{}", self.page.stale_for(self.at) / 1000 + 1);
        let text = match self.source {
            Source::Kept if lasts.is_empty() => return HeaderValue::from_static("vitrine; hit"),
            Source::Kept => format!("vitrine; hit{lasts}"),
            Source::Rendered => format!("vitrine; fwd=miss{lasts}"),
            Source::Stale => stale(),
        };
        HeaderValue::try_from(text).expect("digits and letters are ASCII")
    }
}
