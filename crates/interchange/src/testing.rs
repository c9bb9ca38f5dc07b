//! Files as tests import them.

use crate::{ImportFile, Known, Losses, PictureFiles, Plan, Refusals, ShopDocument};

/// A document that uses every part of the format.
pub(crate) const SHOP: &str = include_str!("read_json/shop.json");

/// The document [`SHOP`].
pub(crate) fn shop() -> ShopDocument {
    plan("shop.json", SHOP.as_bytes(), &Known::default()).unwrap().document
}

/// The plan of a file's import into a shop that has `known` and loses nothing.
pub(crate) fn plan(file: &str, bytes: &[u8], known: &Known) -> Result<Plan, Refusals> {
    plan_with(file, bytes, known, Losses::Refused)
}

/// As [`plan`], with or without losses.
pub(crate) fn plan_with(file: &str, bytes: &[u8], known: &Known, losses: Losses) -> Result<Plan, Refusals> {
    ImportFile::decode(file, bytes)?.open()?.plan(known, losses, &PictureFiles::default())
}
