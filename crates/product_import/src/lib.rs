//! Imports of product files of other shops: neutral products become documents of this shop.
//!
//! [`ProductFile::read`] reads a file that `product_csv` knows, and [`ProductFile::convert`] makes partial documents of it for
//! a shop that has a setup: categories, attributes, products and collections. These are planned and imported like any other
//! file. Everything without a place is in [`ConvertedFile::not_kept`], with its line. Nothing is made up but SKUs, where the
//! file has none.

mod attributes;
mod categories;
mod collections;
mod convert;
mod converter;
mod file;
mod measures;
mod notes;
mod pictures;
mod prices;
mod product;
mod slug;
mod variant;

pub use convert::{ConvertError, ConvertedFile};
pub use converter::{ConversionOptions, FaultyRows, MadeSku};
pub use file::ProductFile;
pub use pictures::{FilePicture, FoundPictures};
