//! Rendered pages, kept for as long as they are right.
//!
//! A page is kept under its canonical address, with the footprint of its render: the cache keys of what it read, and the
//! next moment at which any of that changes by itself. It is right until one of the keys is purged or that moment comes.
//! Nobody decides how long a page may be kept; what it read does.
//!
//! The cache knows nothing of databases or HTTP. Whoever uses it calls [`PageCache::purge`] with everything that was
//! written before asking whether a page is right.

mod dialect;
mod index;
mod kept;
mod page_cache;
mod statistics;
mod tag;

#[cfg(test)]
mod tests;

pub use dialect::Dialect;
pub use kept::{Kept, Purge, Rendered, Weigh};
pub use page_cache::PageCache;
pub use statistics::Statistics;
pub use tag::Tag;
