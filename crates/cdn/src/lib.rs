//! The content delivery network (CDN) in front of the shop: the headers by which it caches pages, the requests that
//! purge them, and the record of which writes it has been purged for.
//!
//! A [`CdnProvider`] knows the header names, limits and purge API of one network, a [`CdnTarget`] is the merchant's
//! service there, and a [`Tag`] is a cache key as a header carries it. [`PurgeRequests`] builds the HTTP requests;
//! sending them is the server's work. The [`PurgeCursor`] of a target is kept in the database, so that any process can
//! go on with a purge after a crash.

mod account;
mod provider;
mod purge_cursor;
mod purge_requests;
mod store;
mod tag;
mod target;

#[cfg(test)]
mod tests;

pub use account::PurgeRequestError;
pub use provider::CdnProvider;
pub use purge_cursor::PurgeCursor;
pub use purge_requests::PurgeRequests;
pub use store::{acquire_lease, purge_cursor, record_purge, trim_outbox};
pub use tag::Tag;
pub use target::CdnTarget;
