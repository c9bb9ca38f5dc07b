//! The steps of an import. Each leaves the shop consistent. On SQLite they are staged as JSON.

use std::{borrow::Cow, collections::HashMap};

use catalog::{AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument, documents::parents_first};
use content::{MenuDocument, PageDocument};
use database::{Error, Executor};
use pictures::{PictureDocument, SourceFacts};
use pricing_rules::PricingRulesDocument;
use serde::{Deserialize, Serialize};
use setup::{SetupDocument, ThemeFiles};
use types::{Focus, Slug, Translated, bounds::MAX_CATEGORY_DEPTH};

use crate::{
    DeletedDocument, DeletedKind, EntityKind, EntityRef, FormerPictureDocument, FormerSlugDocument, Plan, ShopDocument,
    picture_files::PictureWork, plan::NewSlugs,
};

/// Changes that are made in one transaction.
pub(crate) type Step<'a> = Vec<Change<'a>>;

/// A change of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change<'a> {
    /// The shop's setup, with the files of its theme.
    Setup { document: Cow<'a, SetupDocument>, files: Cow<'a, ThemeFiles> },
    /// The promotions, delivery methods and tax rates.
    Pricing(Cow<'a, PricingRulesDocument>),
    /// A picture whose bytes are in the storage.
    Picture { document: Cow<'a, PictureDocument>, source: Cow<'a, SourceFacts> },
    /// Other texts for a picture that the shop has, and another focus if it changes.
    Describe { document: Cow<'a, PictureDocument>, focus: Option<Focus> },
    /// Other slugs for a thing that the shop has.
    Slugs {
        #[serde(rename = "noun")]
        kind: EntityKind,
        code: Cow<'a, Slug>,
        slugs: Cow<'a, Translated<Slug>>,
    },
    /// An attribute with its values.
    Attribute { document: Cow<'a, AttributeDocument>, position: i64 },
    /// A category.
    Category { document: Cow<'a, CategoryDocument>, position: i64 },
    /// A product. `sets_stock` states for each variant if its stock is set.
    Product { document: Cow<'a, ProductDocument>, sets_stock: Vec<bool> },
    /// A collection.
    Collection { document: Cow<'a, CollectionDocument>, position: i64 },
    /// A page.
    Page { document: Cow<'a, PageDocument>, position: i64 },
    /// A menu.
    Menu(Cow<'a, MenuDocument>),
    /// A thing that is deleted.
    Delete(Cow<'a, DeletedDocument>),
    /// A former slug.
    FormerSlug(Cow<'a, FormerSlugDocument>),
    /// A former address of a picture.
    FormerPicture(Cow<'a, FormerPictureDocument>),
}

impl Plan {
    /// Returns the steps of the import in order; `sources` are those of the pictures that are read.
    pub(crate) async fn steps<'a>(
        &'a self,
        on: &mut impl Executor,
        sources: &'a [SourceFacts],
    ) -> Result<Vec<Step<'a>>, Error> {
        let document = &self.document;
        let setup =
            |document| Change::Setup { document: Cow::Borrowed(document), files: Cow::Borrowed(self.theme_files()) };
        let mut steps: Vec<Step<'a>> = document.setup.iter().map(|document| vec![setup(document)]).collect();
        steps.extend(self.pictures(sources));
        steps.extend(self.handovers.slugs.iter().map(|group| group.iter().map(slugs).collect()));
        steps.extend(attributes(on, document).await?);
        steps.extend(categories(on, document).await?);
        let product = |place: &usize| self.product(&document.products[*place]);
        steps.extend(self.handovers.products.iter().map(|group| group.iter().map(product).collect()));
        steps.extend(collections(on, document).await?);
        steps.extend(pages(on, document).await?);
        steps.extend(document.navigation.iter().map(|menu| vec![Change::Menu(Cow::Borrowed(menu))]));
        steps.extend(deletions(document));
        steps.extend(document.pricing.iter().map(|pricing| vec![Change::Pricing(Cow::Borrowed(pricing))]));
        steps.extend(document.former_slugs.iter().map(|former| vec![Change::FormerSlug(Cow::Borrowed(former))]));
        steps.extend(document.former_pictures.iter().map(|former| vec![Change::FormerPicture(Cow::Borrowed(former))]));
        Ok(steps)
    }

    /// Returns the steps of the pictures. A picture that is read and has no source in `sources` is in the shop already.
    fn pictures<'a>(&'a self, sources: &'a [SourceFacts]) -> Vec<Step<'a>> {
        let mut sources = sources.iter().map(Cow::Borrowed);
        let change = |picture: &'a PictureDocument| {
            let document = Cow::Borrowed(picture);
            match self.work(picture) {
                PictureWork::Nothing => None,
                PictureWork::Describe(focus) => Some(Change::Describe { document, focus }),
                PictureWork::Read(_) => sources.next().map(|source| Change::Picture { document, source }),
            }
        };
        self.document.pictures.iter().filter_map(change).map(|change| vec![change]).collect()
    }

    fn product<'a>(&self, document: &'a ProductDocument) -> Change<'a> {
        let sets_stock = document.variants.iter().map(|variant| self.sets_stock(&variant.sku.key())).collect();
        Change::Product { document: Cow::Borrowed(document), sets_stock }
    }
}

fn slugs(new: &NewSlugs) -> Change<'_> {
    let EntityRef { kind, code } = &new.entity;
    Change::Slugs { kind: *kind, code: Cow::Borrowed(code), slugs: Cow::Borrowed(&new.slugs) }
}

async fn attributes<'a>(on: &mut impl Executor, document: &'a ShopDocument) -> Result<Vec<Step<'a>>, Error> {
    let positions = catalog::attribute_positions(on, &document.attributes).await?;
    let attributes = document.attributes.iter().map(Cow::Borrowed).zip(positions);
    Ok(attributes.map(|(document, position)| vec![Change::Attribute { document, position }]).collect())
}

async fn categories<'a>(on: &mut impl Executor, document: &'a ShopDocument) -> Result<Vec<Step<'a>>, Error> {
    let positions = catalog::category_positions(on, &document.categories).await?;
    let change = |index: usize| {
        let (document, position) = (Cow::Borrowed(&document.categories[index]), positions[index]);
        Change::Category { document, position }
    };
    Ok(parents_first(&document.categories).into_iter().map(|index| vec![change(index)]).collect())
}

async fn collections<'a>(on: &mut impl Executor, document: &'a ShopDocument) -> Result<Vec<Step<'a>>, Error> {
    let positions = catalog::collection_positions(on, &document.collections).await?;
    let collections = document.collections.iter().map(Cow::Borrowed).zip(positions);
    Ok(collections.map(|(document, position)| vec![Change::Collection { document, position }]).collect())
}

async fn pages<'a>(on: &mut impl Executor, document: &'a ShopDocument) -> Result<Vec<Step<'a>>, Error> {
    let positions = content::page_positions(on, &document.pages).await?;
    let pages = document.pages.iter().map(Cow::Borrowed).zip(positions);
    Ok(pages.map(|(document, position)| vec![Change::Page { document, position }]).collect())
}

/// Returns the deletions: categories first, each after the one above it, because deleted things refer to them, and pictures
/// last.
fn deletions(document: &ShopDocument) -> impl Iterator<Item = Step<'_>> {
    let rank = |deleted: &&DeletedDocument| match deleted.kind {
        DeletedKind::Entity(EntityKind::Category) => 0,
        DeletedKind::Entity(_) => 1,
        DeletedKind::Value => 2,
        DeletedKind::Picture => 3,
    };
    let categories = document.deleted.iter().filter(|deleted| rank(deleted) == 0);
    let above = categories.filter_map(|deleted| Some((deleted.code.as_str(), deleted.category.as_ref()?.as_str())));
    let above: HashMap<&str, &str> = above.collect();
    let level = |deleted: &&DeletedDocument| {
        let path = std::iter::successors(above.get(deleted.code.as_str()).copied(), |code| above.get(code).copied());
        path.take(MAX_CATEGORY_DEPTH).count()
    };
    let mut deleted: Vec<&DeletedDocument> = document.deleted.iter().collect();
    deleted.sort_by_cached_key(|deleted| (rank(deleted), level(deleted)));
    deleted.into_iter().map(|deleted| vec![Change::Delete(Cow::Borrowed(deleted))])
}
