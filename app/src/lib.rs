//! What a shopper sees: pages that the server renders whole, and the few islands of them that move in the browser.
//!
//! A page loads what it shows from a [`Reader`](database::Reader), then lays it out; it is a document, and links are
//! links. The browser's half of this crate is [`islands`] alone.

#![expect(unreachable_pub, reason = "the component and island macros write public builders for private parts")]

pub mod islands;

#[cfg(feature = "ssr")]
mod address;
#[cfg(feature = "ssr")]
mod delivery;
#[cfg(feature = "ssr")]
mod head;
#[cfg(feature = "ssr")]
pub mod pages;
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
mod ui;
#[cfg(feature = "ssr")]
pub mod page_context;
#[cfg(feature = "ssr")]
mod localizer;
