//! The process: it reads its settings, opens the shop, and answers requests until it is told to stop.
//!
//! Everything that is not a pure function of its arguments enters here and is passed on: the environment ([`Config`]),
//! the time ([`Clock`]), randomness (request ids). `app` decides what a page shows. One table ([`ROUTES`]) has all
//! addresses with their cache policies.

mod allocator;
mod api;
mod app_state;
mod cdn_purge;
mod clock;
mod command_error;
mod config;
mod error_chain;
mod files;
mod handlers;
mod http;
mod http_server;
mod jobs;
mod logging;
mod machine_memory;
mod metrics;
mod middleware;
mod pages;
mod payment_visits;
mod picture_hosts;
mod private;
mod random_bits;
mod rate_limited_log;
mod router;
mod shop_mailer;
mod staff_orders;
mod startup;
mod storefront;
mod themed_files;
mod traces;
mod unfinished_import;

pub mod cli;

pub use app_state::AppState;
pub use clock::Clock;
pub use config::{Config, ConfigError, LogFormat, SETTINGS, Setting};
pub use files::{Files, FilesError};
pub use http::{
    access::Access,
    cache_policy::CachePolicy,
    request_context::Peer,
    route::{ROUTES, Route},
};
pub use http_server::HttpServer;
pub use picture_hosts::PictureHost;
pub use storefront::{Storefront, storefront};
