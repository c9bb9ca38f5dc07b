use std::collections::{HashMap, HashSet};

use types::{SkuKey, Slug};

use crate::{Known, Refusals, ShopDocument};

pub(crate) use handovers::{Handovers, NewSlugs};
pub use summary::{Summary, Tally};

mod handovers;
mod ordered;
mod summary;

/// The import of a file into a shop: everything that it writes, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Every thing that the file names, whole: as it will be in the shop.
    pub document: ShopDocument,
    /// How much is new, changes and stays.
    pub summary: Summary,
    /// What the shop has and loses, where that is allowed.
    pub losses: Option<Refusals>,
    /// The slugs and SKUs that change hands, which have to be written in a certain order.
    pub(crate) handovers: Handovers,
    same: HashSet<Slug>,
    stock: Stock,
}

/// The variants whose stock is set.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stock {
    All,
    Of(HashSet<SkuKey>),
}

/// Whether an import may remove what a file no longer lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Losses {
    /// It is refused.
    Refused,
    /// It is removed.
    Allowed,
}

/// The reasons why files of pictures can't be read, by file.
#[derive(Clone, Debug, Default)]
pub struct PictureFaults(pub(crate) HashMap<String, String>);

impl Plan {
    pub(crate) fn new(
        document: ShopDocument,
        known: &Known,
        stock: HashSet<SkuKey>,
        losses: Option<Refusals>,
        summary: Summary,
    ) -> Self {
        let is_same = |product: &&catalog::ProductDocument| known.had.products.get(&product.code) == Some(*product);
        let same = document.products.iter().filter(is_same).map(|product| product.code.clone()).collect();
        let handovers = Handovers::new(&document, known, &same);
        Self { document, summary, losses, handovers, same, stock: Stock::Of(stock) }
    }

    /// The plan that writes all of `document`, whatever the shop has.
    pub fn of(document: ShopDocument) -> Self {
        let (nothing, same) = (Known::default(), HashSet::new());
        let summary = Summary::of(&document, &nothing);
        let handovers = Handovers::new(&document, &nothing, &same);
        Self { document, summary, losses: None, handovers, same, stock: Stock::All }
    }

    /// Whether nothing is written: the shop has all of it already. Lists besides the products' say the order of things, too.
    pub fn changes_nothing(&self) -> bool {
        let ShopDocument { format: _, pictures, attributes, categories, products, collections, pages } = &self.document;
        let lists = [pictures.len(), attributes.len(), categories.len(), collections.len(), pages.len()];
        lists.into_iter().all(|length| length == 0) && products.iter().all(|product| self.has_already(&product.code))
    }

    /// Whether the shop has the product as it is in the document.
    pub(crate) fn has_already(&self, product: &Slug) -> bool {
        self.same.contains(product)
    }

    /// Whether the file states the stock of this variant. What orders take from it meanwhile must not be put back by a file
    /// that says nothing of it.
    pub(crate) fn states_stock(&self, sku: &SkuKey) -> bool {
        match &self.stock {
            Stock::All => true,
            Stock::Of(stated) => stated.contains(sku),
        }
    }
}
