//! The process: it reads its settings, opens the shop, and answers requests until it is told to stop.
//!
//! Everything that is not a pure function of its arguments enters here and is passed on: the environment ([`Config`]),
//! the time ([`Clock`]), randomness (request ids). `app` decides what a page shows. One table ([`ROUTES`]) has all
//! addresses with their cache policies.

mod access;
mod address;
mod ahead;
mod allocator;
mod api_error;
mod cache_policy;
mod cached_response;
mod causes;
mod cdn_headers;
mod cdn_purge;
mod clock;
mod compression;
mod config;
mod database_outage;
mod door;
mod files;
mod following;
mod handlers;
mod logging;
mod machine_memory;
mod metrics;
mod middleware;
mod opening;
mod picture_hosts;
mod problem;
mod recompression;
mod request_body;
mod request_facts;
mod routes;
mod seldom;
mod app_state;
mod storefront;
mod unfinished_import;

pub mod commands;

pub use access::Access;
pub use app_state::AppState;
pub use cache_policy::CachePolicy;
pub use clock::Clock;
pub use config::{Config, ConfigError, LogFormat, SETTINGS, Setting};
pub use door::{Door, Peer};
pub use files::{Files, FilesError};
pub use picture_hosts::PictureHost;
pub use routes::{ROUTES, Route};
pub use storefront::{Storefront, storefront};
