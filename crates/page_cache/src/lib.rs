//! Rendered pages, cached for as long as they are fresh.
//!
//! A page is cached under its canonical address, with the footprint of its render: the cache keys of everything it
//! read, and the next moment at which any of that changes by itself. The page is fresh until one of the keys is written
//! or that moment comes. There is no time to live to configure; it follows from the footprint.
//!
//! The cache knows nothing of databases or HTTP. Its user calls [`PageCache::invalidate`] with every change that was
//! written before it asks for a fresh page.

mod cache_entry;
mod key_index;
mod page_cache;
mod statistics;

#[cfg(test)]
mod tests;

pub use cache_entry::{CacheEntry, CacheWeight, Invalidation, Rendered};
pub use page_cache::PageCache;
pub use statistics::PageCacheStatistics;
