//! The handlers of the routes: each parses the address, calls the crate that knows the answer, and writes the response.

mod entrance;
mod errand;
mod files;
mod machines;
mod operators;
mod pages;
mod renditions;
mod reports;
mod staff_pictures;

pub(crate) use entrance::entrance;
pub(crate) use errand::Errand;
pub(crate) use files::{asset, public_file};
pub(crate) use machines::{robots, sitemap, sitemap_index, speculation_rules};
pub(crate) use operators::{health, metrics, readiness};
pub(crate) use pages::{home, listing, nowhere, page, product, stories, story};
pub(crate) use renditions::picture;
pub(crate) use reports::csp_reports;
pub(crate) use staff_pictures::{changed_picture, known_picture, replaced_picture, uploaded_picture};
