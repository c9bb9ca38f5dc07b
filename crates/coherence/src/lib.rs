//! Cache coherence: the model by which every copy of the shop's data stays equal to what the database would answer.
//!
//! Each write raises the [`Revision`] and names the [`CacheKey`]s it changes. Each read records its [`Footprint`]: the
//! keys it touched, and the next moment at which a result changes by itself. A copy is fresh until one of its keys is
//! written or its moment comes. The [`ReadCache`] keeps copies of values within a process, and the [`ChangeDetector`]
//! tells without a query whether anything was written. This crate knows no engine: `database` stores revisions and keys,
//! and lets processes learn of each other's writes.

mod cache_key;
mod change_detector;
mod footprint;
mod lease;
mod read_cache;
mod version;

pub use cache_key::CacheKey;
pub use change_detector::{ChangeDetector, ChangeToken};
pub use footprint::Footprint;
pub use lease::{FollowerStatus, Lease};
pub use read_cache::{CacheId, CacheItem, Lag, ReadCache, ReadPoint};
pub use version::{Epoch, Revision, Version};
