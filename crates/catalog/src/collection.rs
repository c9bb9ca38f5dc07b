use std::sync::Arc;

use database::{CacheId, CacheItem, Error, Reader};
use types::{CollectionId, LocalText, ProductId, Slug, SlugLookup};

use crate::{CollectionCard, Rule, SluggedKind, keys, slugs, store};

/// A collection as its page shows it.
#[derive(Clone, Debug)]
pub struct Collection {
    /// The row's id.
    pub id: CollectionId,
    /// The name shoppers read.
    pub name: LocalText,
    /// A sentence or two under the name.
    pub description: LocalText,
    /// Its products.
    pub members: Members,
}

/// The products of a collection: a list or a rule.
#[derive(Clone, Debug)]
pub enum Members {
    /// These products, in this order.
    Products(Vec<ProductId>),
    /// Every product that matches the rule.
    Rule(Rule),
}

/// Finds the public collection with this slug, or the slug that it has now.
pub async fn collection_by_slug(reader: &mut Reader, slug: &Slug) -> Result<SlugLookup<Collection>, Error> {
    let id = match slugs::find(reader, SluggedKind::Collection, slug).await? {
        SlugLookup::Found(id) => CollectionId(id),
        other => return Ok(other.without_found()),
    };
    match collection(reader, id).await? {
        Some(found) => Ok(SlugLookup::Found(found)),
        None => slugs::gone(reader, SluggedKind::Collection, id.0).await,
    }
}

/// Returns the public collections with these codes, in this order.
pub async fn collection_cards(reader: &mut Reader, codes: &[String]) -> Result<Vec<CollectionCard>, Error> {
    let found = all_collection_cards(reader).await?;
    let card = |code: &String| found.iter().find(|card| card.code == *code).cloned();
    Ok(codes.iter().filter_map(card).collect())
}

/// Returns the products of the public collection with this code.
pub(crate) async fn members_by_code(reader: &mut Reader, code: &str) -> Result<Option<Members>, Error> {
    match store::collection_id(reader, code).await? {
        Some(id) => Ok(collection(reader, id).await?.map(|collection| collection.members)),
        None => Ok(None),
    }
}

async fn collection(reader: &mut Reader, id: CollectionId) -> Result<Option<Collection>, Error> {
    reader.touch(keys::collection(id));
    let language = reader.language();
    let Some(row) = store::collection(reader, id, language).await? else { return Ok(None) };
    if !reader.is_open(row.window[0], row.window[1]) {
        return Ok(None);
    }
    let members = match row.rule {
        Some(rule) => Members::Rule(rule),
        None => Members::Products(store::collection_products(reader, id).await?),
    };
    let languages = reader.locale.languages();
    let name = row.origins.local_text(row.name, 1, languages);
    let description = row.origins.local_text(row.description, 2, languages);
    Ok(Some(Collection { id, name, description, members }))
}

/// Returns every public collection, in the merchant's order.
pub async fn all_collection_cards(reader: &mut Reader) -> Result<Arc<Vec<CollectionCard>>, Error> {
    const ALL: CacheId = CacheId { kind: "collections", item: CacheItem::Only };
    reader.cached(ALL, |reader| Box::pin(load_all_cards(reader))).await
}

async fn load_all_cards(reader: &mut Reader) -> Result<Vec<CollectionCard>, Error> {
    reader.touch(keys::navigation());
    let mut found = store::collection_cards(reader).await?;
    found.retain(|row| reader.is_open(row.window[0], row.window[1]));
    for row in &found {
        reader.touch(keys::collection(row.id));
        keys::touch_pictures(reader, &row.card.picture);
    }
    Ok(found.into_iter().map(|row| row.card).collect())
}
