//! The shop's pages, which the server renders whole, and their islands, which the browser hydrates.
//!
//! A page loads its data from a [`Reader`](database::Reader), then lays it out in one synchronous render. Only the
//! module [`islands`] is compiled for the browser.

#![expect(unreachable_pub, reason = "the component and island macros write public builders for private components")]

pub mod islands;

#[cfg(feature = "ssr")]
mod address;
#[cfg(feature = "ssr")]
mod delivery;
#[cfg(feature = "ssr")]
mod head;
#[cfg(feature = "ssr")]
pub mod mails;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod private;
#[cfg(feature = "ssr")]
mod render;
#[cfg(feature = "ssr")]
pub mod robots;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod site_config;
#[cfg(feature = "ssr")]
pub mod sitemap;
#[cfg(feature = "ssr")]
mod target;
#[cfg(feature = "ssr")]
mod ui;
#[cfg(feature = "ssr")]
pub mod page_context;
#[cfg(feature = "ssr")]
mod localizer;
