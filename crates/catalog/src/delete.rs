//! Deletion of things of the catalogue. The row of a product, a category or a collection stays, without texts, because
//! orders refer to variants, and former addresses to the row.

use database::{BaseReader, Error, Tx};
use types::{CategoryId, ProductId, Slug, TargetDocument, bounds::MAX_CATEGORY_DEPTH};

use crate::{CatalogSaveError, SluggedKind, keys, slugs, store};

/// A deleted thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedEntity {
    /// Its kind.
    pub kind: SluggedKind,
    /// The name that documents had for it.
    pub code: Slug,
    /// The code of a product's home category, or of the category above a category.
    pub category: Option<Slug>,
    /// The target of its addresses; without it, they answer 410.
    pub redirect: Option<TargetDocument>,
}

/// Returns every deleted thing that former addresses lead to, by kind and code.
pub async fn deleted_entities(reader: &mut BaseReader) -> Result<Vec<DeletedEntity>, Error> {
    let mut deleted = Vec::new();
    for kind in [SluggedKind::Category, SluggedKind::Product, SluggedKind::Collection] {
        let rows = store::deleted(reader, kind).await?.into_iter();
        deleted.extend(rows.map(|row| DeletedEntity {
            kind,
            code: row.code,
            category: row.category,
            redirect: row.archive.redirect,
        }));
    }
    Ok(deleted)
}

/// Deletes a thing to which nothing refers, or records that one with this code was deleted. Its present slugs become
/// former ones. A variant keeps its row and its stock, without a price.
pub async fn delete_entity(tx: &mut Tx, deleted: &DeletedEntity) -> Result<(), CatalogSaveError> {
    let DeletedEntity { kind, code, .. } = deleted;
    let known = store::id_by_code(tx, *kind, code.as_str()).await?;
    let id = save(tx, deleted, known).await?;
    for (language, slug) in store::slugs_by_id(tx, *kind, id).await?.iter() {
        if let Ok(slug) = Slug::new(slug.slug.as_str()) {
            store::retire_slug(tx, *kind, language, &slug, id).await?;
        }
    }
    store::delete_texts(tx, *kind, id).await?;
    tx.touch(slugs::key(*kind, id));
    tx.touch(keys::slugs());
    tx.touch(if *kind == SluggedKind::Product { keys::assortment() } else { keys::navigation() });
    Ok(())
}

/// Leaves only the row of a thing, and creates it if there is none.
async fn save(tx: &mut Tx, deleted: &DeletedEntity, known: Option<i64>) -> Result<i64, CatalogSaveError> {
    let DeletedEntity { kind, code, category, redirect } = deleted;
    let archive = store::Archive { redirect: redirect.clone(), published: None };
    let category = match category {
        Some(code) => store::category_id(tx, code).await?,
        None => None,
    };
    match kind {
        SluggedKind::Product => {
            let mut former = None;
            if let Some(id) = known.map(ProductId) {
                for saved in store::saved_products(tx, std::iter::once(code)).await? {
                    touch_listings(tx, Some(saved.category_id)).await?;
                    former = Some(saved.category_id);
                }
                store::clear_products(tx, &[id]).await?;
            }
            let category = match category.or(former) {
                Some(category) => Some(category),
                None => store::any_category(tx).await?,
            };
            let category = category.ok_or_else(|| CatalogSaveError::UnknownCategory(code.clone()))?;
            Ok(store::save_deleted_product(tx, code, category, &archive).await?)
        }
        SluggedKind::Category => {
            let parent = match category {
                Some(parent) => may_be_above(tx, parent, known.map(CategoryId)).await?.then_some(parent),
                None => None,
            };
            Ok(store::save_deleted_category(tx, code, parent, &archive).await?)
        }
        SluggedKind::Collection => Ok(store::save_deleted_collection(tx, code, &archive).await?),
    }
}

/// Returns true if a category is neither the `known` one nor below it, and the tree has a level below it.
async fn may_be_above(tx: &mut Tx, parent: CategoryId, known: Option<CategoryId>) -> Result<bool, Error> {
    let path = store::categories_upwards(tx, parent).await?;
    Ok(path.len() < MAX_CATEGORY_DEPTH && path.iter().all(|category| Some(category.id) != known))
}

async fn touch_listings(tx: &mut Tx, category: Option<CategoryId>) -> Result<(), Error> {
    let Some(category) = category else { return Ok(()) };
    for id in store::categories_upwards(tx, category).await? {
        tx.touch(keys::members(id.id));
    }
    Ok(())
}

/// Deletes a value of an attribute that nothing has. Returns whether there was one.
pub async fn delete_value(tx: &mut Tx, attribute: &Slug, value: &Slug) -> Result<bool, Error> {
    let is_deleted = store::delete_value(tx, attribute, value).await?;
    if is_deleted {
        tx.touch(keys::attributes());
    }
    Ok(is_deleted)
}

/// Returns up to `limit` products of a category, by code, with archived ones if those count too.
pub async fn products_in_category(
    reader: &mut BaseReader,
    category: &Slug,
    with_archived: bool,
    limit: i64,
) -> Result<Vec<Slug>, Error> {
    store::products_in_category(reader, category, with_archived, limit).await
}

/// Returns up to `limit` products that have a value of an attribute, by code, archived ones included.
pub async fn products_with_value(
    reader: &mut BaseReader,
    attribute: &Slug,
    value: &Slug,
    limit: i64,
) -> Result<Vec<Slug>, Error> {
    store::products_with_value(reader, (attribute, value), limit).await
}

/// Returns up to `limit` products whose addresses redirect to a target, by code.
pub async fn products_redirecting_to(
    reader: &mut BaseReader,
    target: &TargetDocument,
    limit: i64,
) -> Result<Vec<Slug>, Error> {
    store::products_redirecting_to(reader, target, limit).await
}
