mod error;
mod pictures_of;

use std::{collections::HashMap, path::Path};

use catalog::{ProductDocument, documents::parents_first};
use database::Tx;
use pictures::Storage;
use types::{LocationId, PictureId};

use crate::{Plan, ShopDocument};

pub use error::ImportError;
pub use pictures_of::picture_faults;

/// Writes a plan and the pictures it names, which lie below `folder`. Nothing is kept unless `tx` is committed.
pub async fn import_shop(tx: &mut Tx, storage: &Storage, plan: &Plan, folder: &Path) -> Result<(), ImportError> {
    let picture_ids = pictures_of::import_pictures(tx, storage, &plan.document.pictures, folder).await?;
    import(tx, plan, &picture_ids).await
}

/// Writes a plan whose pictures are in the shop already, by file in `picture_ids`. Nothing is kept unless `tx` is committed.
pub async fn import(tx: &mut Tx, plan: &Plan, picture_ids: &HashMap<String, PictureId>) -> Result<(), ImportError> {
    release(tx, plan).await?;
    attributes(tx, &plan.document).await?;
    categories(tx, &plan.document, picture_ids).await?;
    products(tx, plan, picture_ids).await?;
    collections(tx, &plan.document, picture_ids).await?;
    pages(tx, &plan.document, picture_ids).await
}

/// Frees every slug and SKU that something of the plan gives up, so that something else of it may take it.
async fn release(tx: &mut Tx, plan: &Plan) -> Result<(), ImportError> {
    let document = &plan.document;
    for category in &document.categories {
        let released = catalog::release_category(tx, category).await;
        released.map_err(ImportError::of_catalog("category", &category.code))?;
    }
    for product in document.products.iter().filter(|product| !plan.has_already(&product.code)) {
        let released = catalog::release_product(tx, product).await;
        released.map_err(ImportError::of_catalog("product", &product.code))?;
    }
    for collection in &document.collections {
        let released = catalog::release_collection(tx, collection).await;
        released.map_err(ImportError::of_catalog("collection", &collection.code))?;
    }
    for page in &document.pages {
        let released = content::release_page(tx, page).await;
        released.map_err(|source| ImportError::Page { code: page.code.clone(), source })?;
    }
    Ok(())
}

/// Writes the products that change, and sets their stock at the main location where the file states it.
async fn products(tx: &mut Tx, plan: &Plan, picture_ids: &HashMap<String, PictureId>) -> Result<(), ImportError> {
    let location = inventory::main_location(tx).await?;
    for document in plan.document.products.iter().filter(|product| !plan.has_already(&product.code)) {
        product(tx, location, document, plan, picture_ids).await?;
    }
    Ok(())
}

async fn product(
    tx: &mut Tx,
    location: LocationId,
    document: &ProductDocument,
    plan: &Plan,
    picture_ids: &HashMap<String, PictureId>,
) -> Result<(), ImportError> {
    let files = document.pictures.iter().map(|picture| &picture.file);
    let pictures: Vec<PictureId> = files.map(|file| picture_id(picture_ids, file)).collect::<Result<_, _>>()?;
    let saved = catalog::save_product(tx, document, &pictures).await;
    let saved = saved.map_err(ImportError::of_catalog("product", &document.code))?;
    for ((variant, stock), document) in saved.into_iter().zip(&document.variants) {
        if plan.states_stock(&document.sku.key()) {
            inventory::set_on_hand(tx, location, variant, stock).await?;
        }
    }
    Ok(())
}

async fn attributes(tx: &mut Tx, document: &ShopDocument) -> Result<(), ImportError> {
    let positions = catalog::attribute_positions(tx, &document.attributes).await?;
    for (attribute, position) in document.attributes.iter().zip(positions) {
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
    let positions = catalog::category_positions(tx, &document.categories).await?;
    for index in parents_first(&document.categories) {
        let (category, position) = (&document.categories[index], positions[index]);
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
    let positions = catalog::collection_positions(tx, &document.collections).await?;
    for (collection, position) in document.collections.iter().zip(positions) {
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
    let positions = content::page_positions(tx, &document.pages).await?;
    for (page, position) in document.pages.iter().zip(positions) {
        let saved = content::save_page(tx, page, position, picture_ids).await;
        saved.map_err(|source| ImportError::Page { code: page.code.clone(), source })?;
    }
    Ok(())
}

fn picture_id(picture_ids: &HashMap<String, PictureId>, file: &str) -> Result<PictureId, ImportError> {
    picture_ids.get(file).copied().ok_or_else(|| ImportError::UnknownPicture { file: file.to_owned() })
}

#[cfg(test)]
mod tests;
