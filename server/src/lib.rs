//! The process: it reads its settings, opens the shop, and answers requests until it is told to stop.
//!
//! Everything that is not a pure function of its arguments enters here and is handed on: the environment
//! ([`Config`]), the time ([`Clock`]), randomness (request ids). What a page shows is `app`'s; what is served where,
//! under which cache policy, is one table ([`ROUTES`]).

mod address;
mod cache_policy;
mod clock;
mod config;
mod door;
mod files;
mod handlers;
mod logging;
mod metrics;
mod middleware;
mod opening;
mod problem;
mod request_facts;
mod router;
mod routes;
mod shop;

pub mod commands;

pub use cache_policy::CachePolicy;
pub use clock::Clock;
pub use config::{Config, ConfigError, LogFormat, SETTINGS, Setting};
pub use door::{Door, Peer};
pub use files::{Files, FilesError};
pub use router::router;
pub use routes::{Access, ROUTES, Route};
pub use shop::Shop;
