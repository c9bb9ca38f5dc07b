use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use pictures::PictureDocument;
use types::{SkuKey, Slug};

use crate::{Diagnostics, ExistingShop, ShopDocument, picture_files::PictureWork};

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
    pub losses: Option<Diagnostics>,
    /// The slugs and SKUs that change hands, which have to be written in a certain order.
    pub(crate) handovers: Handovers,
    stock: Stock,
    /// The work with each picture; one that is not here is read.
    works: HashMap<String, PictureWork>,
    changes_nothing: bool,
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

impl Plan {
    pub(crate) fn new(
        document: ShopDocument,
        known: &ExistingShop,
        stock: HashSet<SkuKey>,
        losses: Option<Diagnostics>,
        summary: Summary,
        works: HashMap<String, PictureWork>,
    ) -> Self {
        let is_same = |product: &&catalog::ProductDocument| known.had.products.get(&product.code) == Some(*product);
        let same: HashSet<Slug> =
            document.products.iter().filter(is_same).map(|product| product.code.clone()).collect();
        let handovers = Handovers::new(&document, known, &same);
        let changes_nothing = same.len() == document.products.len()
            && works.values().all(|work| *work == PictureWork::Nothing)
            && has_everything_else(known, &document);
        Self { document, summary, losses, handovers, stock: Stock::Of(stock), works, changes_nothing }
    }

    /// The plan that writes all of `document`, whatever the shop has.
    pub fn of(document: ShopDocument) -> Self {
        let (nothing, works) = (ExistingShop::default(), HashMap::new());
        let summary = Summary::of(&document, &nothing, &works);
        let handovers = Handovers::new(&document, &nothing, &HashSet::new());
        Self { document, summary, losses: None, handovers, stock: Stock::All, works, changes_nothing: false }
    }

    /// Whether nothing is written: the shop has all of it already, and in the same order.
    pub const fn changes_nothing(&self) -> bool {
        self.changes_nothing
    }

    /// The work with a picture of the document.
    pub(crate) fn work(&self, picture: &PictureDocument) -> PictureWork {
        let work = self.works.get(&picture.file).cloned();
        work.unwrap_or_else(|| PictureWork::Read(picture.file.clone()))
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

/// Whether the shop has everything of a document but its products and pictures, and its lists in the same order.
fn has_everything_else(known: &ExistingShop, document: &ShopDocument) -> bool {
    let (had, order) = (&known.had, &known.had.order);
    has_list(&document.attributes, &had.attributes, &order.attributes, |attribute| attribute.code.clone())
        && has_list(&document.categories, &had.categories, &order.categories, |category| category.code.clone())
        && has_list(&document.collections, &had.collections, &order.collections, |list| list.code.clone())
        && has_list(&document.pages, &had.pages, &order.pages, |page| (page.kind, page.code.clone()))
        && document.former_slugs.iter().all(|former| had.former_slugs.get(&former.key()) == Some(former))
        && document.former_pictures.iter().all(|one| had.former_pictures.get(&one.address) == Some(one))
}

fn has_list<T: PartialEq, K: Eq + Hash>(list: &[T], had: &HashMap<K, T>, order: &[K], key: impl Fn(&T) -> K) -> bool {
    let names: Vec<K> = list.iter().map(&key).collect();
    let named: HashSet<&K> = names.iter().collect();
    order.iter().filter(|name| named.contains(name)).eq(&names)
        && list.iter().all(|thing| had.get(&key(thing)) == Some(thing))
}
