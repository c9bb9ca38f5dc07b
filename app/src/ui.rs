//! The components that pages are made of. Their styles are partials in `style/`.

mod breadcrumbs;
mod card;
mod form;
mod icon;
mod isolate;
mod picture;
mod price;
mod product_row;
mod recently_viewed_row;
mod stage;
mod swatch;
mod tile;

pub(crate) use breadcrumbs::{Breadcrumbs, Crumb, PageHead};
pub(crate) use card::{Cards, Heading};
pub(crate) use form::locale_field;
pub(crate) use icon::{Icon, IconName};
pub(crate) use isolate::{isolate, isolate_local};
pub(crate) use picture::{Picture, PictureFrame, picture_preloads};
pub(crate) use price::PriceTag;
pub(crate) use product_row::ProductRow;
pub(crate) use recently_viewed_row::{RecentlyViewedRow, ViewedProduct};
pub(crate) use stage::Stage;
pub(crate) use swatch::Swatch;
pub(crate) use tile::{StoryTile, Tile};
