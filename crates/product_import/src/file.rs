use std::{
    collections::{BTreeSet, HashSet},
    io::Cursor,
};

use import_export::{ExistingShop, NamedPicture, Names};
use product_csv::{ColumnMap, FeedError, FeedFormat, FeedOptions, FeedProduct, FeedReader, NotKept, RowError};
use types::{Sku, SkuKey, Slug, bounds::MAX_ALT_BYTES};

use crate::{
    pictures::{FilePicture, file_name},
    slug::{Numbering, slug_of},
};

/// A product file of another shop, read as a whole.
pub struct ProductFile {
    pub(crate) format: Option<FeedFormat>,
    pub(crate) products: Vec<NamedProduct>,
    pub(crate) not_kept: Vec<NotKept>,
    pub(crate) errors: Vec<RowError>,
    pictures: Vec<FilePicture>,
}

/// A product of the file with its code in this shop.
pub(crate) struct NamedProduct {
    pub(crate) code: Slug,
    pub(crate) feed: FeedProduct,
    /// The names of its pictures in this shop, in the order of the file's.
    pub(crate) picture_files: Vec<String>,
}

/// A product of the file with the code of the shop's product that it describes, or a new one.
pub(crate) struct CodedProduct<'a> {
    pub(crate) code: Slug,
    pub(crate) feed: &'a FeedProduct,
    pub(crate) picture_files: &'a [String],
}

impl NamedProduct {
    fn has_handle(&self) -> bool {
        slug_of(&self.feed.handle).is_some()
    }

    /// Returns the lines that the product was read from.
    pub(crate) fn lines(&self) -> impl Iterator<Item = u64> {
        let variants = self.feed.variants.iter().map(|variant| variant.line);
        [self.feed.line].into_iter().chain(variants).chain(self.feed.images.iter().map(|image| image.line))
    }

    fn skus(&self) -> impl Iterator<Item = SkuKey> {
        self.feed.variants.iter().filter_map(|variant| Some(Sku::new(&variant.sku).ok()?.key()))
    }

    /// Returns the product with its code in a shop. Without a handle, it is the product that has one of its SKUs, unless
    /// `is_taken` says that another product of the file is that one.
    pub(crate) fn coded(&self, known: &ExistingShop, is_taken: impl Fn(&Slug) -> bool) -> CodedProduct<'_> {
        let by_sku = || self.skus().find_map(|sku| known.skus.get(&sku)).filter(|code| !is_taken(code));
        let owner = if self.has_handle() { None } else { by_sku() };
        let code = owner.unwrap_or(&self.code).clone();
        CodedProduct { code, feed: &self.feed, picture_files: &self.picture_files }
    }
}

impl ProductFile {
    /// Returns true if the header is that of a known product file of another shop.
    pub fn is_recognised(bytes: &[u8]) -> bool {
        FeedReader::open(Cursor::new(bytes), FeedOptions::default()).is_ok()
    }

    /// Reads a file; `map` describes the columns of a file of no known format, and `language` chooses among the texts of a
    /// file that has several.
    ///
    /// # Errors
    /// If the file as a whole can't be read. Faults of rows are reported by [`Self::convert`].
    pub fn read(bytes: &[u8], map: Option<ColumnMap>, language: Option<String>) -> Result<Self, FeedError> {
        let reader = FeedReader::open(Cursor::new(bytes), FeedOptions { map, language })?;
        let mut file = Self {
            format: reader.format(),
            products: Vec::new(),
            not_kept: Vec::new(),
            errors: Vec::new(),
            pictures: Vec::new(),
        };
        let mut codes = (HashSet::new(), Numbering::default());
        for entry in reader {
            let entry = entry?;
            file.not_kept.extend(entry.not_kept);
            file.errors.extend(entry.errors);
            if let Some(product) = entry.product {
                file.add(product, &mut codes);
            }
        }
        Ok(file)
    }

    fn add(&mut self, feed: FeedProduct, (codes, numbering): &mut (HashSet<Slug>, Numbering)) {
        let Some(name) = name_of(&feed) else {
            let message = "the title has no letter or digit to make an address of; write one".to_owned();
            self.errors.push(RowError { line: feed.line, column: String::new(), message });
            return;
        };
        let code = numbering.free(&name, |code| codes.contains(code));
        codes.insert(code.clone());
        let mut taken = BTreeSet::new();
        let mut picture_files = Vec::with_capacity(feed.images.len());
        for image in &feed.images {
            let file = file_name(&code, &image.source, |name| taken.contains(name));
            taken.insert(file.clone());
            picture_files.push(file.clone());
            if file.len() <= MAX_ALT_BYTES {
                self.pictures.push(FilePicture { line: image.line, source: image.source.clone(), file });
            }
        }
        self.products.push(NamedProduct { code, feed, picture_files });
    }

    /// Returns the format; `None` if a column map describes the file.
    pub const fn format(&self) -> Option<FeedFormat> {
        self.format
    }

    /// Returns every picture of the file.
    pub fn pictures(&self) -> &[FilePicture] {
        &self.pictures
    }

    /// Returns everything that the file names.
    pub fn names(&self) -> Names {
        let pictures = self.pictures.iter().map(|picture| NamedPicture { file: picture.file.clone(), from: None });
        Names {
            codes: self.products.iter().map(|product| product.code.clone()).collect(),
            skus: self.products.iter().filter(|product| !product.has_handle()).flat_map(NamedProduct::skus).collect(),
            pictures: pictures.collect(),
            ..Names::default()
        }
    }
}

/// Returns the code of a product: that of its handle, of its title, or of its first SKU.
fn name_of(product: &FeedProduct) -> Option<Slug> {
    let sku = product.variants.first().map(|variant| variant.sku.as_str());
    [Some(product.handle.as_str()), Some(product.title.as_str()), sku].into_iter().flatten().find_map(slug_of)
}
