use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use catalog::{AttributeDocument, AttributeKind, CategoryDocument, CollectionDocument, ProductDocument};
use content::{MenuDocument, MenuKind, PageDocument, PageKind};
use database::{BaseReader, Error};
use pictures::PictureDocument;
use pricing_rules::PricingRulesDocument;
use setup::{Setup, SetupDocument};
use types::{MarketsDocument, SkuKey, Slug, Translated};

use crate::{
    DeletedDocument, EntityKind, EntityRef, FormerPictureDocument, FormerSlugDocument, Mentions, Names, ScopedSlug,
    ShopDocument,
    document::{DeletedKey, FormerSlugKey},
    export::{add_former, export_few, export_whole},
    referrers::{Referrers, referrers},
};

/// The shop before an import. A document that holds a part of a shop may refer to the rest.
#[derive(Clone, Debug, Default)]
pub struct ExistingShop {
    /// The setup, if the shop has one.
    pub setup: Option<Arc<Setup>>,
    /// Picture files.
    pub pictures: HashSet<String>,
    /// Attributes with their values.
    pub attributes: HashMap<Slug, HashSet<Slug>>,
    /// The attributes of other kinds than `values`, with their kinds.
    pub attribute_kinds: HashMap<Slug, AttributeKind>,
    /// Categories with the category each is under.
    pub categories: HashMap<Slug, Option<Slug>>,
    /// Products.
    pub products: HashSet<Slug>,
    /// SKUs with the product each belongs to.
    pub skus: HashMap<SkuKey, Slug>,
    /// Collections.
    pub collections: HashSet<Slug>,
    /// Pages.
    pub pages: HashSet<(PageKind, Slug)>,
    /// The thing that each slug leads to.
    pub slugs: HashMap<ScopedSlug, EntityRef>,
    /// Things that are archived.
    pub archived: HashSet<EntityRef>,
    /// Things that are drafts.
    pub(crate) drafts: HashSet<EntityRef>,
    /// The markets that sell a product, if it says.
    pub(crate) markets: HashMap<Slug, MarketsDocument>,
    /// The things that refer to those that the file deletes, and those in categories that it archives.
    pub(crate) referrers: Referrers,
    /// The shop's documents of the things that the file names.
    pub(crate) had: Had,
    /// True if of the pictures, the products and what belongs to them only those are here that a file mentions.
    pub(crate) is_part: bool,
}

/// Documents of the shop's things, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Had {
    pub(crate) setup: Option<SetupDocument>,
    pub(crate) pricing: PricingRulesDocument,
    pub(crate) pictures: HashMap<String, PictureDocument>,
    pub(crate) attributes: HashMap<Slug, AttributeDocument>,
    pub(crate) categories: HashMap<Slug, CategoryDocument>,
    pub(crate) products: HashMap<Slug, ProductDocument>,
    pub(crate) collections: HashMap<Slug, CollectionDocument>,
    pub(crate) pages: HashMap<(PageKind, Slug), PageDocument>,
    pub(crate) menus: HashMap<MenuKind, MenuDocument>,
    pub(crate) deleted: HashMap<DeletedKey, DeletedDocument>,
    pub(crate) former_slugs: HashMap<FormerSlugKey, FormerSlugDocument>,
    pub(crate) former_pictures: HashMap<String, FormerPictureDocument>,
    /// The address of each picture's bytes, by file.
    pub(crate) addresses: HashMap<String, pictures::ContentHash>,
    pub(crate) order: Order,
}

/// The names of the shop's things, in the shop's order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    pub(crate) attributes: Vec<Slug>,
    pub(crate) categories: Vec<Slug>,
    pub(crate) collections: Vec<Slug>,
    pub(crate) pages: Vec<(PageKind, Slug)>,
}

impl Order {
    fn of(document: &ShopDocument) -> Self {
        Self {
            attributes: document.attributes.iter().map(|attribute| attribute.code.clone()).collect(),
            categories: document.categories.iter().map(|category| category.code.clone()).collect(),
            collections: document.collections.iter().map(|list| list.code.clone()).collect(),
            pages: document.pages.iter().map(|page| (page.kind, page.code.clone())).collect(),
        }
    }
}

impl From<&ShopDocument> for ExistingShop {
    fn from(document: &ShopDocument) -> Self {
        let setup = document.setup.as_ref().and_then(|setup| Setup::check(setup).ok()).map(Arc::new);
        let mut known = Self { setup: setup.clone(), ..Self::default() }.with(document, &setup_or_neutral(setup));
        known.had = Had::of(document.clone());
        known
    }
}

impl Had {
    fn of(document: ShopDocument) -> Self {
        Self {
            order: Order::of(&document),
            setup: document.setup,
            pricing: document.pricing.unwrap_or_default(),
            addresses: HashMap::new(),
            menus: document.navigation.into_iter().map(|menu| (menu.menu, menu)).collect(),
            deleted: document.deleted.into_iter().map(|deleted| (deleted.key(), deleted)).collect(),
            former_slugs: document.former_slugs.into_iter().map(|former| (former.key(), former)).collect(),
            former_pictures: document.former_pictures.into_iter().map(|one| (one.address.clone(), one)).collect(),
            pictures: document.pictures.into_iter().map(|picture| (picture.file.clone(), picture)).collect(),
            attributes: document.attributes.into_iter().map(|attribute| (attribute.code.clone(), attribute)).collect(),
            categories: document.categories.into_iter().map(|category| (category.code.clone(), category)).collect(),
            products: document.products.into_iter().map(|product| (product.code.clone(), product)).collect(),
            collections: document.collections.into_iter().map(|list| (list.code.clone(), list)).collect(),
            pages: document.pages.into_iter().map(|page| ((page.kind, page.code.clone()), page)).collect(),
        }
    }
}

impl Names {
    /// Removes everything from a document that has none of these names, except attributes, categories and collections,
    /// which are few.
    fn cut(&self, document: &mut ShopDocument) {
        let files: HashSet<&String> = self.pictures.iter().map(|picture| &picture.file).collect();
        document.pictures.retain(|picture| files.contains(&picture.file));
        document.pages.retain(|page| self.codes.contains(&page.code));
        document.products.retain(|product| {
            let has_sku = || product.variants.iter().any(|variant| self.skus.contains(&variant.sku.key()));
            self.codes.contains(&product.code) || (!self.skus.is_empty() && has_sku())
        });
    }
}

impl Mentions {
    /// Adds the texts of the shop's documents that a file is merged with.
    fn add_documents(&mut self, document: &ShopDocument, names: &Names) {
        let is_named = |code: &Slug| names.codes.contains(code);
        let json = |value: Result<String, serde_json::Error>| value.expect("a document has texts for keys");
        let products = document.products.iter().map(|of| json(serde_json::to_string(of)));
        let pages = document.pages.iter().map(|of| json(serde_json::to_string(of)));
        let categories = document.categories.iter().filter(|of| is_named(&of.code));
        let categories = categories.map(|of| json(serde_json::to_string(of)));
        let collections = document.collections.iter().filter(|of| is_named(&of.code));
        let collections = collections.map(|of| json(serde_json::to_string(of)));
        for document in products.chain(pages).chain(categories).chain(collections) {
            self.add_json(&document);
        }
    }
}

impl ExistingShop {
    /// Reads everything of the shop that a file mentions, like [`Self::of_shop`] and with the same plan if nothing is wrong with
    /// the file. The names that a message suggests are those of the whole shop, which [`Self::of_shop`] reads.
    pub async fn of_mentioned(
        reader: &mut BaseReader,
        names: &Names,
        mentions: impl FnOnce() -> Mentions,
    ) -> Result<Self, Error> {
        let Some(setup) = setup::load(reader).await?.map(Arc::new) else { return Self::of_shop(reader, names).await };
        if names.concerns_others() {
            return Self::of_shop(reader, names).await;
        }
        // A file that names most of the shop is read faster with the whole of it.
        if catalog::documents::product_count(reader).await? < 2 * (names.codes.len() + names.skus.len()) {
            return Self::of_shop(reader, names).await;
        }
        let (mut document, mut mentions) = (export_few(reader).await?, mentions());
        if mentions.has_former {
            add_former(&mut document, reader).await?;
        }
        let mut known = Self { setup: Some(setup.clone()), is_part: true, ..Self::default() }.with(&document, &setup);
        document.products = catalog::documents::named_products(reader, &names.codes, &names.skus).await?;
        if !names.pictures.is_empty() {
            document.pictures = pictures::documents(reader).await?;
            known.had.addresses = pictures::hashes_by_file(reader).await?;
        }
        names.cut(&mut document);
        mentions.add_documents(&document, names);
        known.add_mentioned(reader, &mentions, &setup).await?;
        let addresses = std::mem::take(&mut known.had.addresses);
        known.had = Had { addresses, ..Had::of(document) };
        Ok(known)
    }

    /// Adds the names of pictures and products that the shop has.
    async fn add_mentioned(
        &mut self,
        reader: &mut BaseReader,
        mentions: &Mentions,
        setup: &Setup,
    ) -> Result<(), Error> {
        self.pictures.extend(pictures::known_files(reader, &mentions.files).await?);
        for known in catalog::documents::known_codes(reader, &mentions.slugs).await? {
            self.add_state(EntityKind::Product, &known.code, known.archived, false);
            self.products.insert(known.code);
        }
        let skus = catalog::documents::known_skus(reader, &mentions.skus).await?;
        self.skus.extend(skus.into_iter().map(|(sku, product)| (sku.key(), product)));
        for known in catalog::documents::known_slugs(reader, setup, &mentions.slugs).await? {
            let entity = EntityRef { kind: EntityKind::Product, code: known.code };
            self.slugs.insert((EntityKind::Product.slug_scope(), known.language, known.slug), entity);
        }
        Ok(())
    }

    /// Reads the shop, drafts included, and the documents of everything that a file names.
    pub async fn of_shop(reader: &mut BaseReader, names: &Names) -> Result<Self, Error> {
        let mut document = export_whole(reader).await?;
        let setup = setup::load(reader).await?.map(Arc::new);
        let mut known = Self { setup: setup.clone(), ..Self::default() }.with(&document, &setup_or_neutral(setup));
        for (sku, product) in catalog::documents::skus(reader).await? {
            known.skus.insert(sku.key(), product);
        }
        names.cut(&mut document);
        known.had = Had::of(document);
        known.had.addresses = pictures::hashes_by_file(reader).await?;
        known.referrers = referrers(reader, names).await?;
        Ok(known)
    }

    /// Returns the documents of all attributes, in the shop's order.
    pub fn attribute_documents(&self) -> impl Iterator<Item = &AttributeDocument> {
        self.had.order.attributes.iter().filter_map(|code| self.had.attributes.get(code))
    }

    /// Returns the documents of all categories, in the shop's order.
    pub fn category_documents(&self) -> impl Iterator<Item = &CategoryDocument> {
        self.had.order.categories.iter().filter_map(|code| self.had.categories.get(code))
    }

    /// Returns the document of a product that the file names.
    pub fn product_document(&self, code: &Slug) -> Option<&ProductDocument> {
        self.had.products.get(code)
    }

    /// Returns the setup, or the neutral one.
    pub(crate) fn setup(&self) -> Arc<Setup> {
        setup_or_neutral(self.setup.clone())
    }

    /// Adds everything in `document`, with slugs in every language of a setup.
    pub(crate) fn with(mut self, document: &ShopDocument, setup: &Setup) -> Self {
        self.pictures.extend(document.pictures.iter().map(|picture| picture.file.clone()));
        for attribute in &document.attributes {
            let values = attribute.values.iter().map(|value| value.code.clone());
            self.attributes.insert(attribute.code.clone(), values.collect());
            if attribute.kind != AttributeKind::Values {
                self.attribute_kinds.insert(attribute.code.clone(), attribute.kind);
            }
        }
        self.add_listings(document, setup);
        self.add_products(document, setup);
        self.add_pages(document, setup);
        self
    }

    fn add_listings(&mut self, document: &ShopDocument, setup: &Setup) {
        for category in &document.categories {
            self.categories.insert(category.code.clone(), category.parent.clone());
            self.add_state(EntityKind::Category, &category.code, category.archived, false);
            self.add_slugs(EntityKind::Category, &category.code, &setup.fill(&category.slug));
        }
        for collection in &document.collections {
            self.collections.insert(collection.code.clone());
            let is_draft = collection.published.is_none();
            self.add_state(EntityKind::Collection, &collection.code, collection.archived, is_draft);
            self.add_slugs(EntityKind::Collection, &collection.code, &setup.fill(&collection.slug));
        }
    }

    fn add_products(&mut self, document: &ShopDocument, setup: &Setup) {
        for product in &document.products {
            self.products.insert(product.code.clone());
            self.add_state(EntityKind::Product, &product.code, product.archived, product.published.is_none());
            self.markets.extend(product.markets.clone().map(|markets| (product.code.clone(), markets)));
            let skus = product.variants.iter().map(|variant| (variant.sku.key(), product.code.clone()));
            self.skus.extend(skus);
            self.add_slugs(EntityKind::Product, &product.code, &setup.fill(&product.slug));
        }
    }

    fn add_pages(&mut self, document: &ShopDocument, setup: &Setup) {
        for page in &document.pages {
            self.pages.insert((page.kind, page.code.clone()));
            self.add_state(EntityKind::Page(page.kind), &page.code, page.archived, page.published.is_none());
            self.add_slugs(EntityKind::Page(page.kind), &page.code, &setup.fill(&page.slug));
        }
    }

    fn add_state(&mut self, kind: EntityKind, code: &Slug, is_archived: bool, is_draft: bool) {
        let entity = EntityRef { kind, code: code.clone() };
        if is_archived {
            self.archived.insert(entity);
        } else if is_draft {
            self.drafts.insert(entity);
        }
    }

    fn add_slugs(&mut self, kind: EntityKind, code: &Slug, slug: &Translated<Slug>) {
        for (language, slug) in slug.iter() {
            let entity = EntityRef { kind, code: code.clone() };
            self.slugs.insert((kind.slug_scope(), language, slug.clone()), entity);
        }
    }
}

fn setup_or_neutral(setup: Option<Arc<Setup>>) -> Arc<Setup> {
    setup.unwrap_or_else(|| Arc::new(Setup::neutral()))
}
