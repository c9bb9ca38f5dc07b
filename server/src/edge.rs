//! The content delivery network in front of the shop, if there is one: what it is told with each page, and how it hears
//! that a page is no longer right.

mod address;
mod purge_request;
mod purger;

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header::CACHE_CONTROL};
use page_cache::{CacheEntry, Dialect};
use types::Timestamp;

use crate::{CachePolicy, answered::Answered};
pub use address::EdgeAddress;
pub(crate) use purge_request::PurgeRequests;
pub(crate) use purger::Purger;

/// What every page tells the network.
pub(crate) struct Edge {
    dialect: Dialect,
    stale_if_error: Duration,
}

impl Edge {
    pub(crate) const fn new(dialect: Dialect, stale_if_error: Duration) -> Self {
        Self { dialect, stale_if_error }
    }

    /// What the page depends on, and how long the network may keep it from `at` on.
    pub(crate) fn write(&self, headers: &mut HeaderMap, page: &CacheEntry<Answered>, at: Timestamp) {
        let (header, tags) = self.dialect.tags(&page.keys);
        headers.insert(HeaderName::from_static(header), ascii(tags));
        let lifetime = self.dialect.lifetime(page.time_left(at), self.stale_if_error);
        match self.dialect.lifetime_header() {
            Some(header) => headers.insert(HeaderName::from_static(header), ascii(lifetime)),
            None => headers.insert(CACHE_CONTROL, CachePolicy::Public.header_with(&lifetime)),
        };
    }

    /// That the network must not keep the page. Said aloud: an answer 304 without the header would leave the old one
    /// standing (RFC 9111, section 3.2).
    pub(crate) fn forbid(&self, headers: &mut HeaderMap) {
        if let Some(header) = self.dialect.lifetime_header() {
            headers.insert(HeaderName::from_static(header), HeaderValue::from_static("max-age=0"));
        }
    }
}

fn ascii(text: String) -> HeaderValue {
    HeaderValue::try_from(text).expect("words, digits and separators are ASCII")
}
