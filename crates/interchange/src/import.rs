mod error;
mod pictures_of;

use std::{collections::HashMap, path::Path};

use catalog::{CategoryDocument, ProductDocument};
use database::Tx;
use pictures::Storage;
use types::{LocationId, PictureId, Slug};

use crate::ShopDocument;

pub use error::ImportError;

/// How much an import brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pictures.
    pub pictures: usize,
    /// Attributes.
    pub attributes: usize,
    /// Categories.
    pub categories: usize,
    /// Products.
    pub products: usize,
    /// Their variants.
    pub variants: usize,
    /// Collections.
    pub collections: usize,
    /// Pages of every kind.
    pub pages: usize,
}

/// Writes a document and the pictures it names, which lie below `folder`. Nothing is kept unless `tx` is committed.
pub async fn import_shop(
    tx: &mut Tx,
    storage: &Storage,
    document: &ShopDocument,
    folder: &Path,
) -> Result<Summary, ImportError> {
    let picture_ids = pictures_of::import_pictures(tx, storage, &document.pictures, folder).await?;
    import(tx, document, &picture_ids).await
}

/// Writes a document whose pictures are in the shop already, by file in `picture_ids`. What the shop has under the
/// same code is replaced; what the document doesn't name stays. Nothing is kept unless `tx` is committed.
pub async fn import(
    tx: &mut Tx,
    document: &ShopDocument,
    picture_ids: &HashMap<String, PictureId>,
) -> Result<Summary, ImportError> {
    attributes(tx, document).await?;
    categories(tx, document, picture_ids).await?;
    products(tx, &document.products, picture_ids).await?;
    collections(tx, document, picture_ids).await?;
    pages(tx, document, picture_ids).await?;
    Ok(Summary::from(document))
}

/// Writes products, and sets their stock at the main location.
pub(crate) async fn products(
    tx: &mut Tx,
    products: &[ProductDocument],
    picture_ids: &HashMap<String, PictureId>,
) -> Result<(), ImportError> {
    let location = inventory::main_location(tx).await?;
    for document in products {
        product(tx, location, document, picture_ids).await?;
    }
    Ok(())
}

async fn product(
    tx: &mut Tx,
    location: LocationId,
    document: &ProductDocument,
    picture_ids: &HashMap<String, PictureId>,
) -> Result<(), ImportError> {
    let files = document.pictures.iter().map(|picture| &picture.file);
    let pictures: Vec<PictureId> = files.map(|file| picture_id(picture_ids, file)).collect::<Result<_, _>>()?;
    let saved = catalog::save_product(tx, document, &pictures).await;
    for (variant, stock) in saved.map_err(ImportError::of_catalog("product", &document.code))? {
        inventory::set_on_hand(tx, location, variant, stock).await?;
    }
    Ok(())
}

async fn attributes(tx: &mut Tx, document: &ShopDocument) -> Result<(), ImportError> {
    for (attribute, position) in document.attributes.iter().zip(0..) {
        let saved = catalog::save_attribute(tx, attribute, position).await;
        saved.map_err(ImportError::of_catalog("attribute", &attribute.code))?;
    }
    Ok(())
}

async fn categories(
    tx: &mut Tx,
    document: &ShopDocument,
    picture_ids: &HashMap<String, PictureId>,
) -> Result<(), ImportError> {
    for (category, position) in parents_first(&document.categories) {
        let picture = category.picture.as_ref().map(|file| picture_id(picture_ids, file)).transpose()?;
        let saved = catalog::save_category(tx, category, position, picture).await;
        saved.map_err(ImportError::of_catalog("category", &category.code))?;
    }
    Ok(())
}

async fn collections(
    tx: &mut Tx,
    document: &ShopDocument,
    picture_ids: &HashMap<String, PictureId>,
) -> Result<(), ImportError> {
    for (collection, position) in document.collections.iter().zip(0..) {
        let picture = collection.picture.as_ref().map(|file| picture_id(picture_ids, file)).transpose()?;
        let saved = catalog::save_collection(tx, collection, position, picture).await;
        saved.map_err(ImportError::of_catalog("collection", &collection.code))?;
    }
    Ok(())
}

async fn pages(
    tx: &mut Tx,
    document: &ShopDocument,
    picture_ids: &HashMap<String, PictureId>,
) -> Result<(), ImportError> {
    for (page, position) in document.pages.iter().zip(0..) {
        let saved = content::save_page(tx, page, position, picture_ids).await;
        saved.map_err(|source| ImportError::Page { code: page.code.clone(), source })?;
    }
    Ok(())
}

/// Categories, each after its parent, with the place it has in the document.
fn parents_first(categories: &[CategoryDocument]) -> Vec<(&CategoryDocument, i64)> {
    let parents: HashMap<&Slug, Option<&Slug>> =
        categories.iter().map(|category| (&category.code, category.parent.as_ref())).collect();
    let mut placed: Vec<(&CategoryDocument, i64)> = categories.iter().zip(0..).collect();
    placed.sort_by_key(|(category, _)| depth(&parents, &category.code));
    placed
}

/// How many of the document's categories are above this one; a circle counts as deep as it could be.
fn depth(parents: &HashMap<&Slug, Option<&Slug>>, code: &Slug) -> usize {
    let above = |code: &&Slug| parents.get(*code).copied().flatten();
    std::iter::successors(above(&code), above).take(parents.len()).count()
}

fn picture_id(picture_ids: &HashMap<String, PictureId>, file: &str) -> Result<PictureId, ImportError> {
    picture_ids.get(file).copied().ok_or_else(|| ImportError::UnknownPicture { file: file.to_owned() })
}

impl From<&ShopDocument> for Summary {
    fn from(document: &ShopDocument) -> Self {
        Self {
            pictures: document.pictures.len(),
            attributes: document.attributes.len(),
            categories: document.categories.len(),
            products: document.products.len(),
            variants: document.products.iter().map(|product| product.variants.len()).sum(),
            collections: document.collections.len(),
            pages: document.pages.len(),
        }
    }
}

#[cfg(test)]
mod tests;
