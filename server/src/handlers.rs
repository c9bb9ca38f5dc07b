//! The handlers of the routes: each parses the address, calls the crate that knows the answer, and writes the response.

mod files;
mod health;
mod locale_redirect;
mod page_request;
mod pages;
mod payment_notices;
mod renditions;
mod reports;
mod seo;

pub(crate) use files::{asset, font, public_file};
pub(crate) use health::{health, metrics, readiness};
pub(crate) use locale_redirect::locale_redirect;
pub(crate) use page_request::PageRequest;
pub(crate) use pages::{not_found, page};
pub(crate) use payment_notices::{LONGEST_NOTICE, payment_notice};
pub(crate) use renditions::picture;
pub(crate) use reports::csp_reports;
pub(crate) use seo::{robots, sitemap, sitemap_index, speculation_rules};
