use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use catalog::ProductDocument;
use database::{BaseReader, Error};
use pictures::PictureDocument;
use setup::{Setup, ThemeFiles};
use types::{Market, SkuKey, Slug};

use crate::{DeletedDocument, Diagnostics, EntityKind, ExistingShop, ShopDocument, picture_files::PictureWork};

pub(crate) use handovers::{Handovers, NewSlugs};
pub use summary::{Summary, Tally};

mod handovers;
mod topological_order;
mod summary;

/// The checked plan of a file's import into a shop.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Everything that the file names, as complete as it will be in the shop.
    pub document: ShopDocument,
    /// The numbers of new, changed and unchanged things.
    pub summary: Summary,
    /// Everything that the import removes, if losses are allowed.
    pub losses: Option<Diagnostics>,
    /// The items of menus that pages leave out after the import.
    pub hidden: Option<Diagnostics>,
    /// The slugs and SKUs that go from one thing to another, which have to be written in a certain order.
    pub(crate) handovers: Handovers,
    stock: Stock,
    /// The work with each picture, by file. A picture without an entry is read.
    works: HashMap<String, PictureWork>,
    /// The files of the theme.
    theme_files: ThemeFiles,
    /// The markets of the shop after the import.
    markets: Vec<Market>,
    changes_nothing: bool,
}

/// The variants whose stock is set.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stock {
    All,
    Of(HashSet<SkuKey>),
}

/// The treatment of things that the shop has and the file's lists no longer have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Losses {
    /// The file is rejected.
    Refused,
    /// The things are removed.
    Allowed,
}

impl Plan {
    pub(crate) fn new(
        document: ShopDocument,
        (known, setup): (&ExistingShop, &Setup),
        stock: HashSet<SkuKey>,
        losses: Option<Diagnostics>,
        summary: Summary,
        works: HashMap<String, PictureWork>,
    ) -> Self {
        let is_same = |product: &&ProductDocument| known.had.products.get(&product.code) == Some(*product);
        let same: HashSet<Slug> =
            document.products.iter().filter(is_same).map(|product| product.code.clone()).collect();
        let handovers = Handovers::new(&document, known, setup, &same);
        let changes_nothing = same.len() == document.products.len()
            && works.values().all(|work| *work == PictureWork::Nothing)
            && known.setup().look().files() == setup.look().files()
            && has_everything_else(known, &document);
        let theme_files = setup.look().files().clone();
        Self {
            document,
            summary,
            losses,
            hidden: None,
            handovers,
            stock: Stock::Of(stock),
            works,
            theme_files,
            markets: setup.markets().to_vec(),
            changes_nothing,
        }
    }

    /// Returns the plan that writes all of `document`, for a shop of any content.
    pub fn of(document: ShopDocument) -> Self {
        let (nothing, works) = (ExistingShop::default(), HashMap::new());
        let summary = Summary::of(&document, &nothing, &works);
        let handovers = Handovers::new(&document, &nothing, &Setup::neutral(), &HashSet::new());
        let theme_files = ThemeFiles::default();
        Self {
            document,
            summary,
            losses: None,
            hidden: None,
            handovers,
            stock: Stock::All,
            works,
            theme_files,
            markets: Vec::new(),
            changes_nothing: false,
        }
    }

    /// Returns the number of variants that will have no price in a market that should sell them, with the market; markets
    /// without such variants are left out.
    ///
    /// # Errors
    ///
    /// Fails if the shop can't be read.
    pub async fn unpriced_variants(&self, reader: &mut BaseReader) -> Result<Vec<(Market, u64)>, Error> {
        let ShopDocument { products, deleted, .. } = &self.document;
        let entities = deleted.iter().filter_map(DeletedDocument::entity);
        let deleted = entities.filter(|(kind, _)| *kind == EntityKind::Product).map(|(_, code)| code).collect();
        let deleted = catalog::documents::named_products(reader, &deleted, &HashSet::new()).await?;
        if deleted.is_empty() {
            return catalog::unpriced_variants_after(reader, &self.markets, products).await;
        }
        // A deleted product sells nothing.
        let deleted = deleted.into_iter().map(|product| ProductDocument { variants: Vec::new(), ..product });
        let products: Vec<ProductDocument> = products.iter().cloned().chain(deleted).collect();
        catalog::unpriced_variants_after(reader, &self.markets, &products).await
    }

    /// Returns the files of the shop's theme after the import.
    pub(crate) const fn theme_files(&self) -> &ThemeFiles {
        &self.theme_files
    }

    /// Returns true if the shop has everything in the document already, in the same order.
    pub const fn changes_nothing(&self) -> bool {
        self.changes_nothing
    }

    /// Returns the work with a picture of the document.
    pub(crate) fn work(&self, picture: &PictureDocument) -> PictureWork {
        let work = self.works.get(&picture.file).cloned();
        work.unwrap_or_else(|| PictureWork::Read(picture.file.clone()))
    }

    /// Returns true if the import sets the stock of this variant. Only a table of stock may set it for a variant that the shop
    /// has, so that no other file restores units that were sold meanwhile.
    pub(crate) fn sets_stock(&self, sku: &SkuKey) -> bool {
        match &self.stock {
            Stock::All => true,
            Stock::Of(set) => set.contains(sku),
        }
    }
}

/// Returns true if the shop has everything in a document except products and pictures, in the same order.
fn has_everything_else(known: &ExistingShop, document: &ShopDocument) -> bool {
    let (had, order) = (&known.had, &known.had.order);
    let has_setup = document.setup.is_none() || document.setup == had.setup;
    let has_pricing = document.pricing.as_ref().is_none_or(|pricing| *pricing == had.pricing);
    has_setup
        && has_pricing
        && has_list(&document.attributes, &had.attributes, &order.attributes, |attribute| attribute.code.clone())
        && has_list(&document.categories, &had.categories, &order.categories, |category| category.code.clone())
        && has_list(&document.collections, &had.collections, &order.collections, |list| list.code.clone())
        && has_list(&document.pages, &had.pages, &order.pages, |page| (page.kind, page.code.clone()))
        && document.navigation.iter().all(|menu| match had.menus.get(&menu.menu) {
            Some(before) => before == menu,
            None => menu.items.is_empty(),
        })
        && document.deleted.iter().all(|deleted| had.deleted.get(&deleted.key()) == Some(deleted))
        && document.former_slugs.iter().all(|former| had.former_slugs.get(&former.key()) == Some(former))
        && document.former_pictures.iter().all(|one| had.former_pictures.get(&one.address) == Some(one))
}

fn has_list<T: PartialEq, K: Eq + Hash>(list: &[T], had: &HashMap<K, T>, order: &[K], key: impl Fn(&T) -> K) -> bool {
    let names: Vec<K> = list.iter().map(&key).collect();
    let named: HashSet<&K> = names.iter().collect();
    order.iter().filter(|name| named.contains(name)).eq(&names)
        && list.iter().all(|thing| had.get(&key(thing)) == Some(thing))
}
