use catalog::{AttributeDocument, ProductDocument};
use types::Translated;

use crate::ShopDocument;

/// Removes texts that are empty: the shop keeps none, so that a file with them says the same as one without. Pages are kept as they
/// are written.
pub(crate) fn remove_empty_texts(document: &mut ShopDocument) {
    let alts = document.pictures.iter_mut().map(|picture| &mut picture.alt);
    let categories =
        document.categories.iter_mut().flat_map(|category| [&mut category.name, &mut category.description]);
    let collections = document.collections.iter_mut().flat_map(|list| [&mut list.name, &mut list.description]);
    let attributes = document.attributes.iter_mut().flat_map(texts_of_attribute);
    let products = document.products.iter_mut().flat_map(texts_of_product);
    alts.chain(categories).chain(collections).chain(attributes).chain(products).for_each(remove_empty);
}

fn texts_of_attribute(attribute: &mut AttributeDocument) -> impl Iterator<Item = &mut Translated> {
    std::iter::once(&mut attribute.name).chain(attribute.values.iter_mut().map(|value| &mut value.label))
}

fn texts_of_product(product: &mut ProductDocument) -> [&mut Translated; 4] {
    [&mut product.name, &mut product.description, &mut product.material, &mut product.care]
}

fn remove_empty(texts: &mut Translated) {
    if texts.iter().any(|(_, text)| text.trim().is_empty()) {
        *texts = std::mem::take(texts).into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    }
}
