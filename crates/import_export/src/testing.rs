//! Fixtures: a document, and plans of imports.

use types::Currency;

use crate::{Diagnostics, ExistingShop, ImportFile, Losses, PictureFiles, Plan, ShopDocument};

/// The currency of the market `ae`.
pub(crate) const AED: Currency = Currency::from_code("AED").unwrap();
/// The currency of the market `us`.
pub(crate) const USD: Currency = Currency::from_code("USD").unwrap();

/// A document that uses every part of the format.
pub(crate) const SHOP: &str = include_str!("read_json/shop.json");

/// Returns the document [`SHOP`].
pub(crate) fn shop() -> ShopDocument {
    plan("shop.json", SHOP.as_bytes(), &ExistingShop::default()).unwrap().document
}

/// Plans a file's import, without losses, into a shop that has `known`.
pub(crate) fn plan(file: &str, bytes: &[u8], known: &ExistingShop) -> Result<Plan, Diagnostics> {
    plan_with(file, bytes, known, Losses::Refused)
}

/// Like [`plan`], with or without losses.
pub(crate) fn plan_with(file: &str, bytes: &[u8], known: &ExistingShop, losses: Losses) -> Result<Plan, Diagnostics> {
    ImportFile::decode(file, bytes)?.open()?.plan(known, losses, &PictureFiles::default())
}
