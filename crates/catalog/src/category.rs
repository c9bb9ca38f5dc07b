use std::sync::Arc;

use database::{CacheId, CacheItem, Error, Reader};
use types::{CategoryId, LocalText, Slug, SlugLookup};

use crate::{CategoryNode, SluggedKind, keys, slugs, store};

/// A category as its page shows it.
#[derive(Clone, Debug)]
pub struct Category {
    /// The row's id.
    pub id: CategoryId,
    /// The name shoppers read.
    pub name: LocalText,
    /// A sentence or two under the name.
    pub description: LocalText,
    /// The categories above it, from the top of the tree down.
    pub ancestors: Vec<CategoryNode>,
    /// The categories directly below it.
    pub children: Vec<CategoryNode>,
}

/// Returns every category in the reader's language: parents before children, each level in the merchant's order.
pub async fn categories(reader: &mut Reader) -> Result<Arc<Vec<CategoryNode>>, Error> {
    const TREE: CacheId = CacheId { kind: "categories", item: CacheItem::Only };
    reader.cached(TREE, |reader| Box::pin(load_categories(reader))).await
}

async fn load_categories(reader: &mut Reader) -> Result<Vec<CategoryNode>, Error> {
    reader.touch(keys::navigation());
    let language = reader.language();
    let tree = store::categories(reader, language).await?;
    keys::touch_pictures(reader, tree.iter().filter_map(|node| node.picture.as_ref()));
    Ok(tree)
}

/// Finds the category with this slug, or the slug that it has now.
pub async fn category_by_slug(reader: &mut Reader, slug: &Slug) -> Result<SlugLookup<Category>, Error> {
    let id = match slugs::find(reader, SluggedKind::Category, slug).await? {
        SlugLookup::Found(id) => CategoryId(id),
        other => return Ok(other.without_found()),
    };
    reader.touch(keys::category(id));
    let tree = categories(reader).await?;
    if !tree.iter().any(|node| node.id == id) {
        return slugs::gone(reader, SluggedKind::Category, id.0).await;
    }
    let language = reader.language();
    let Some(words) = store::category_words(reader, id, language).await? else { return Ok(SlugLookup::NotFound) };
    let languages = reader.locale.languages();
    let name = words.origins.local_text(words.name, 1, languages);
    let description = words.origins.local_text(words.description, 2, languages);
    let children = tree.iter().filter(|node| node.parent == Some(id)).cloned().collect();
    Ok(SlugLookup::Found(Category { id, name, description, ancestors: ancestors(&tree, id), children }))
}

/// Returns the categories above `id`, from the top of the tree down.
pub(crate) fn ancestors(tree: &[CategoryNode], id: CategoryId) -> Vec<CategoryNode> {
    let parent_of = |id| tree.iter().find(|node| node.id == id).and_then(|node| node.parent);
    let mut path = Vec::new();
    let mut next = parent_of(id);
    while let Some(node) = next.and_then(|id| tree.iter().find(|node| node.id == id)) {
        path.push(node.clone());
        next = node.parent;
    }
    path.reverse();
    path
}
