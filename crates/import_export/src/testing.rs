//! Files as tests import them.

use crate::{Diagnostics, ExistingShop, ImportFile, Losses, PictureFiles, Plan, ShopDocument};

/// A document that uses every part of the format.
pub(crate) const SHOP: &str = include_str!("read_json/shop.json");

/// The document [`SHOP`].
pub(crate) fn shop() -> ShopDocument {
    plan("shop.json", SHOP.as_bytes(), &ExistingShop::default()).unwrap().document
}

/// The plan of a file's import into a shop that has `known` and loses nothing.
pub(crate) fn plan(file: &str, bytes: &[u8], known: &ExistingShop) -> Result<Plan, Diagnostics> {
    plan_with(file, bytes, known, Losses::Refused)
}

/// As [`plan`], with or without losses.
pub(crate) fn plan_with(file: &str, bytes: &[u8], known: &ExistingShop, losses: Losses) -> Result<Plan, Diagnostics> {
    ImportFile::decode(file, bytes)?.open()?.plan(known, losses, &PictureFiles::default())
}
