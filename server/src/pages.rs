//! Cached pages: their representations, the headers that tell caches about them, and the shop's state that they show.

pub(crate) mod cached_response;
pub(crate) mod cdn_headers;
pub(crate) mod database_outage;
mod popularity;
pub(crate) mod recompression;
pub(crate) mod revision_tracker;
