use std::{collections::HashMap, sync::Arc};

use import_export::{ExistingShop, GivenDocument};
use jiff::Timestamp;
use setup::Setup;
use types::{Language, MarketCode, Sku, SkuKey};

use crate::{
    attributes::Attributes, categories::Categories, collections::Collections, notes::Notes, pictures::FoundPictures,
    slug::Numbering,
};

/// The choices of an import that the file can't make.
#[derive(Clone, Debug)]
pub struct ConversionOptions {
    /// The language of the file's texts; without it, the shop's primary one.
    pub language: Option<Language>,
    /// The market whose currency the file's amounts have; without it, the only currency of the shop.
    pub market: Option<MarketCode>,
    /// The name of the category of products that state none.
    pub category: Option<String>,
    /// The moment from which published products are public.
    pub now: Timestamp,
    /// The treatment of rows that can't be read.
    pub faulty_rows: FaultyRows,
}

/// The treatment of rows that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultyRows {
    /// The file is refused.
    Refused,
    /// Products with such a row are left out, and the rows reported.
    LeftOut,
}

/// A SKU that was made of a handle and the values of options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeSku {
    /// The line of the variant.
    pub line: u64,
    /// The SKU.
    pub sku: Sku,
}

/// The state of a conversion.
pub(crate) struct Converter<'a> {
    pub(crate) known: &'a ExistingShop,
    pub(crate) setup: Arc<Setup>,
    pub(crate) language: Language,
    pub(crate) options: &'a ConversionOptions,
    pub(crate) attributes: Attributes,
    pub(crate) categories: Categories<'a>,
    pub(crate) collections: Collections,
    pub(crate) notes: Notes,
    pub(crate) made_skus: Vec<MadeSku>,
    /// The SKUs of the file so far, with their lines.
    pub(crate) skus: HashMap<SkuKey, u64>,
    /// The numbers of the SKUs that were made.
    pub(crate) numbering: Numbering,
    /// The lines of products without a category.
    pub(crate) without_category: Vec<u64>,
    pub(crate) lacks_currency: bool,
    pub(crate) pictures: &'a FoundPictures,
    pub(crate) given_pictures: Vec<GivenDocument>,
}
