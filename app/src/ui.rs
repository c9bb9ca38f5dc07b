//! The parts pages are made of, each beside its style in `style/`.

mod breadcrumbs;
mod card;
mod icon;
mod isolate;
mod picture;
mod price;
mod shelf;
mod stage;
mod swatch;
mod tile;

pub(crate) use breadcrumbs::{Breadcrumbs, Crumb, PageHead};
pub(crate) use card::{Cards, Heading};
pub(crate) use icon::{Icon, IconName};
pub(crate) use isolate::isolate;
pub(crate) use picture::{Picture, PictureFrame, picture_preloads};
pub(crate) use price::PriceTag;
pub(crate) use shelf::{RecentShelf, Remembered, Shelf};
pub(crate) use stage::Stage;
pub(crate) use swatch::Swatch;
pub(crate) use tile::{StoryTile, Tile};
