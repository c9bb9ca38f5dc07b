//! An import as a list of steps, each of which leaves the shop in order. On SQLite they are staged as JSON.

use std::borrow::Cow;

use catalog::{AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument, documents::parents_first};
use content::PageDocument;
use database::{Connected, Error};
use pictures::{PictureDocument, SourceFacts};
use serde::{Deserialize, Serialize};
use types::{Slug, Translated};

use crate::{Named, Noun, Plan, ShopDocument, plan::NewSlugs};

/// Changes that are made together.
pub(crate) type Step<'a> = Vec<Change<'a>>;

/// The writing of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "most changes are products, the largest")]
pub(crate) enum Change<'a> {
    /// A picture whose bytes are in the storage.
    Picture { document: Cow<'a, PictureDocument>, source: Cow<'a, SourceFacts> },
    /// Other slugs for a thing that the shop has.
    Slugs { noun: Noun, code: Cow<'a, Slug>, slugs: Cow<'a, Translated<Slug>> },
    /// An attribute with its values.
    Attribute { document: Cow<'a, AttributeDocument>, position: i64 },
    /// A category.
    Category { document: Cow<'a, CategoryDocument>, position: i64 },
    /// A product; of each variant, whether its stock is set.
    Product { document: Cow<'a, ProductDocument>, sets_stock: Vec<bool> },
    /// A collection.
    Collection { document: Cow<'a, CollectionDocument>, position: i64 },
    /// A page.
    Page { document: Cow<'a, PageDocument>, position: i64 },
}

impl Plan {
    /// The steps of the import, in their order; `sources` are those of the document's pictures.
    pub(crate) async fn steps<'a>(
        &'a self,
        on: &mut impl Connected,
        sources: &'a [SourceFacts],
    ) -> Result<Vec<Step<'a>>, Error> {
        let document = &self.document;
        let mut steps = pictures(document, sources);
        steps.extend(self.handovers.slugs.iter().map(|group| group.iter().map(slugs).collect()));
        steps.extend(attributes(on, document).await?);
        steps.extend(categories(on, document).await?);
        let product = |place: &usize| self.product(&document.products[*place]);
        steps.extend(self.handovers.products.iter().map(|group| group.iter().map(product).collect()));
        steps.extend(collections(on, document).await?);
        steps.extend(pages(on, document).await?);
        Ok(steps)
    }

    fn product<'a>(&self, document: &'a ProductDocument) -> Change<'a> {
        let sets_stock = document.variants.iter().map(|variant| self.states_stock(&variant.sku.key())).collect();
        Change::Product { document: Cow::Borrowed(document), sets_stock }
    }
}

fn pictures<'a>(document: &'a ShopDocument, sources: &'a [SourceFacts]) -> Vec<Step<'a>> {
    let pictures = document.pictures.iter().zip(sources);
    let change =
        |(document, source)| Change::Picture { document: Cow::Borrowed(document), source: Cow::Borrowed(source) };
    pictures.map(|picture| vec![change(picture)]).collect()
}

fn slugs(new: &NewSlugs) -> Change<'_> {
    let Named { noun, code } = &new.named;
    Change::Slugs { noun: *noun, code: Cow::Borrowed(code), slugs: Cow::Borrowed(&new.slugs) }
}

async fn attributes<'a>(on: &mut impl Connected, document: &'a ShopDocument) -> Result<Vec<Step<'a>>, Error> {
    let positions = catalog::attribute_positions(on, &document.attributes).await?;
    let attributes = document.attributes.iter().map(Cow::Borrowed).zip(positions);
    Ok(attributes.map(|(document, position)| vec![Change::Attribute { document, position }]).collect())
}

async fn categories<'a>(on: &mut impl Connected, document: &'a ShopDocument) -> Result<Vec<Step<'a>>, Error> {
    let positions = catalog::category_positions(on, &document.categories).await?;
    let change = |index: usize| {
        let (document, position) = (Cow::Borrowed(&document.categories[index]), positions[index]);
        Change::Category { document, position }
    };
    Ok(parents_first(&document.categories).into_iter().map(|index| vec![change(index)]).collect())
}

async fn collections<'a>(on: &mut impl Connected, document: &'a ShopDocument) -> Result<Vec<Step<'a>>, Error> {
    let positions = catalog::collection_positions(on, &document.collections).await?;
    let collections = document.collections.iter().map(Cow::Borrowed).zip(positions);
    Ok(collections.map(|(document, position)| vec![Change::Collection { document, position }]).collect())
}

async fn pages<'a>(on: &mut impl Connected, document: &'a ShopDocument) -> Result<Vec<Step<'a>>, Error> {
    let positions = content::page_positions(on, &document.pages).await?;
    let pages = document.pages.iter().map(Cow::Borrowed).zip(positions);
    Ok(pages.map(|(document, position)| vec![Change::Page { document, position }]).collect())
}
