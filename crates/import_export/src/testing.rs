//! Fixtures: a document, and plans of imports.

use setup::testing::language;
use types::{Currency, Language, PriceList, Translated};

use crate::{Diagnostics, ExistingShop, ImportFile, Losses, PictureFiles, Plan, ShopDocument};

/// The price list of the market `ae`.
pub(crate) const AED: PriceList = PriceList::Currency(Currency::from_code("AED").unwrap());
/// The price list of the market `us`.
pub(crate) const USD: PriceList = PriceList::Currency(Currency::from_code("USD").unwrap());

/// A document that uses every part of the format.
pub(crate) const SHOP: &str = include_str!("read_json/shop.json");

/// Returns the document [`SHOP`] with the tests' setup.
pub(crate) fn shop() -> ShopDocument {
    let document = plan("shop.json", SHOP.as_bytes(), &empty_shop()).unwrap().document;
    ShopDocument { setup: Some(setup::testing::document()), ..document }
}

/// Returns a shop that has the tests' setup and nothing else.
pub(crate) fn empty_shop() -> ExistingShop {
    ExistingShop::from(&ShopDocument { setup: Some(setup::testing::document()), ..ShopDocument::default() })
}

/// Returns a shop with the tests' setup and the things of a document.
pub(crate) fn shop_with(document: &ShopDocument) -> ExistingShop {
    ExistingShop::from(&ShopDocument { setup: Some(setup::testing::document()), ..document.clone() })
}

/// Makes a value for each language of the tests' setup.
pub(crate) fn translated<T>(make: impl Fn(Language) -> T) -> Translated<T> {
    ["en", "ar", "hi"].into_iter().map(language).map(|language| (language, make(language))).collect()
}

/// Returns the English value.
pub(crate) fn english<T>(values: &Translated<T>) -> &T {
    values.get(language("en")).unwrap()
}

/// Replaces the text in a language.
pub(crate) fn write(texts: &mut Translated, tag: &str, text: &str) {
    texts.insert(language(tag), text.to_owned());
}

/// Plans a file's import, without losses, into a shop that has `known`.
pub(crate) fn plan(file: &str, bytes: &[u8], known: &ExistingShop) -> Result<Plan, Diagnostics> {
    plan_with(file, bytes, known, Losses::Refused)
}

/// Like [`plan`], with or without losses.
pub(crate) fn plan_with(file: &str, bytes: &[u8], known: &ExistingShop, losses: Losses) -> Result<Plan, Diagnostics> {
    ImportFile::decode(file, bytes)?.open()?.plan(known, losses, &PictureFiles::default())
}
