//! The catalogue as documents, as an export writes it.

use std::collections::{BTreeSet, HashMap, HashSet};

use database::{BaseReader, Error};
use setup::Setup;
use types::{ProductId, Sku, SkuKey, Slug};

pub use crate::store::{KnownProduct, KnownSlug};
use crate::{AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument, store};

/// The number of products that are read together.
const TOGETHER: usize = 500;

/// Returns every attribute with its values.
pub async fn attributes(reader: &mut BaseReader) -> Result<Vec<AttributeDocument>, Error> {
    store::attribute_documents(reader).await
}

/// Returns every category, parents before children.
pub async fn categories(reader: &mut BaseReader) -> Result<Vec<CategoryDocument>, Error> {
    let mut found: Vec<_> = store::category_documents(reader).await?.into_iter().map(Some).collect();
    let order = parents_first(found.iter().flatten());
    Ok(order.into_iter().filter_map(|index| found[index].take()).collect())
}

/// Returns the indexes of these categories in the order of their levels, so that each comes after its parent.
/// Categories that are their own ancestors come last.
pub fn parents_first<'a>(categories: impl IntoIterator<Item = &'a CategoryDocument>) -> Vec<usize> {
    let categories: Vec<_> = categories.into_iter().collect();
    let codes: HashSet<&Slug> = categories.iter().map(|category| &category.code).collect();
    let mut below: HashMap<&Slug, Vec<usize>> = HashMap::new();
    let mut level = Vec::new();
    for (index, category) in categories.iter().enumerate() {
        match category.parent.as_ref().filter(|parent| codes.contains(parent)) {
            Some(parent) => below.entry(parent).or_default().push(index),
            None => level.push(index),
        }
    }
    let mut ordered = Vec::with_capacity(categories.len());
    while !level.is_empty() {
        let children = level.iter().filter_map(|index| below.remove(&categories[*index].code));
        let mut next: Vec<usize> = children.flatten().collect();
        next.sort_unstable();
        ordered.append(&mut level);
        level = next;
    }
    let mut circles: Vec<usize> = below.into_values().flatten().collect();
    circles.sort_unstable();
    ordered.extend(circles);
    ordered
}

/// Returns every product, drafts included, by id.
pub async fn products(reader: &mut BaseReader) -> Result<Vec<ProductDocument>, Error> {
    let (mut documents, mut after) = (Vec::new(), ProductId(0));
    loop {
        let (products, last) = products_after(reader, after).await?;
        documents.extend(products);
        let Some(last) = last else { return Ok(documents) };
        after = last;
    }
}

/// Returns the next products after a row, by id, and the row of the last one; `None` if there are no more.
pub async fn products_after(
    reader: &mut BaseReader,
    after: ProductId,
) -> Result<(Vec<ProductDocument>, Option<ProductId>), Error> {
    let ids = store::product_ids_after(reader, after, TOGETHER as i64).await?;
    Ok((store::product_documents(reader, &ids).await?, ids.last().copied()))
}

/// Returns the number of products, drafts included.
pub async fn product_count(reader: &mut BaseReader) -> Result<usize, Error> {
    store::product_count(reader).await
}

/// Returns the products that have one of these codes or one of these SKUs, drafts included, by id.
pub async fn named_products(
    reader: &mut BaseReader,
    codes: &HashSet<Slug>,
    skus: &HashSet<SkuKey>,
) -> Result<Vec<ProductDocument>, Error> {
    let mut ids: BTreeSet<ProductId> = BTreeSet::new();
    ids.extend(store::saved_products(reader, codes.iter()).await?.into_iter().map(|product| product.id));
    ids.extend(store::variants_of_skus(reader, skus.iter().cloned()).await?.into_values().map(|owner| owner.product));
    let ids: Vec<ProductId> = ids.into_iter().collect();
    let mut documents = Vec::with_capacity(ids.len());
    for ids in ids.chunks(TOGETHER) {
        documents.extend(store::product_documents(reader, ids).await?);
    }
    Ok(documents)
}

/// Returns the products with these codes, drafts included.
pub async fn known_codes(reader: &mut BaseReader, codes: &HashSet<Slug>) -> Result<Vec<KnownProduct>, Error> {
    store::known_codes(reader, codes).await
}

/// Returns those of these SKUs that were ever assigned, each with its product's code.
pub async fn known_skus(reader: &mut BaseReader, skus: &HashSet<SkuKey>) -> Result<Vec<(Sku, Slug)>, Error> {
    store::known_skus(reader, skus).await
}

/// Returns those of these slugs that products have in a language of the shop.
pub async fn known_slugs(
    reader: &mut BaseReader,
    setup: &Setup,
    slugs: &HashSet<Slug>,
) -> Result<Vec<KnownSlug>, Error> {
    store::known_slugs(reader, setup, slugs).await
}

/// Returns every SKU ever assigned, with its product's code: a variant that is off sale keeps its SKU.
pub async fn skus(reader: &mut BaseReader) -> Result<Vec<(Sku, Slug)>, Error> {
    store::skus(reader).await
}

/// Returns every collection, drafts included.
pub async fn collections(reader: &mut BaseReader) -> Result<Vec<CollectionDocument>, Error> {
    store::collection_documents(reader).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::category;

    #[test]
    fn parents_stand_before_what_is_under_them() {
        let tree = [
            category("cups", Some("kitchen")),
            category("kitchen", Some("home")),
            category("garden", Some("outside")),
            category("home", None),
            category("sofas", Some("home")),
        ];
        let circle = [category("a", Some("b")), category("b", Some("a")), category("c", None)];

        assert_eq!(parents_first(&tree), [2, 3, 1, 4, 0]);
        assert_eq!(parents_first(&circle), [2, 0, 1]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_categories_is_put_in_order() {
        let code = |number: u32| format!("c{number}");
        let chain: Vec<_> =
            (0..100_000).rev().map(|n| category(&code(n), (n > 0).then(|| code(n - 1)).as_deref())).collect();

        let ordered = parents_first(&chain);

        assert_eq!(ordered, (0..100_000).rev().collect::<Vec<_>>());
    }
}
