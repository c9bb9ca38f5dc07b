use std::collections::HashSet;

use database::{Error, Tx};
use types::{CategoryId, PictureId, PriceList, ProductId, SkuKey, Stock, Timestamp, VariantId};

use crate::{
    Amount, CatalogSaveError, ProductDocument, References, ScheduledPriceDocument, SluggedKind, VariantDocument, keys,
    price::PriceWindow, slugs, store,
};

/// Frees the SKUs that a product gives up with this document, so that another product of the same transaction may take
/// them, whichever of the two is saved first.
pub async fn release_skus(tx: &mut Tx, document: &ProductDocument) -> Result<(), Error> {
    let Some(id) = store::product_id(tx, &document.code).await? else { return Ok(()) };
    let kept: HashSet<SkuKey> = document.variants.iter().map(|variant| variant.sku.key()).collect();
    for variant in store::variants_on_sale(tx, id).await? {
        if !kept.contains(&variant.sku.key()) {
            store::take_off_sale(tx, variant.id).await?;
        }
    }
    Ok(())
}

/// Adds or changes a product with its options, variants, prices and pictures (`pictures` in the document's order).
/// Returns each variant's id with the stock that its document names.
///
/// A variant that the document no longer lists loses its prices and goes off sale; its row stays, because orders may
/// refer to it. Its SKU can then move to another product, and its row and stock with it.
pub async fn save_product(
    tx: &mut Tx,
    references: &References,
    document: &ProductDocument,
    pictures: &[PictureId],
) -> Result<Vec<(VariantId, Stock)>, CatalogSaveError> {
    let category = references.category(&document.category)?;
    if let Some(known) = store::product_id(tx, &document.code).await? {
        if let Some(left) = store::product_category(tx, known).await? {
            touch_listings(tx, references, left);
        }
        store::clear_product(tx, known).await?;
    }
    let id = store::save_product(tx, document, category).await?;
    slugs::claim(tx, SluggedKind::Product, id.0, &references.setup().fill(&document.slug)).await?;
    store::save_product_words(tx, references.setup(), id, document).await?;
    save_attributes(tx, references, id, document).await?;
    save_options(tx, references, id, document).await?;
    save_pictures(tx, references, id, document, pictures).await?;
    let stock = save_variants(tx, references, id, &document.variants).await?;
    tx.touch(keys::product(id));
    tx.touch(keys::assortment());
    touch_listings(tx, references, category);
    Ok(stock)
}

/// A product is listed in its category and in all above it.
fn touch_listings(tx: &mut Tx, references: &References, category: CategoryId) {
    for id in references.upwards(category) {
        tx.touch(keys::members(id));
    }
}

async fn save_attributes(
    tx: &mut Tx,
    references: &References,
    id: ProductId,
    document: &ProductDocument,
) -> Result<(), CatalogSaveError> {
    let given = document.attributes.iter();
    let given = given.flat_map(|(attribute, values)| values.iter().map(move |value| (attribute, value)));
    let values = given.map(|(attribute, value)| Ok(references.value(attribute, value)?.value));
    let values: Vec<i64> = values.collect::<Result<_, CatalogSaveError>>()?;
    Ok(store::insert_product_attributes(tx, id, &values).await?)
}

async fn save_options(
    tx: &mut Tx,
    references: &References,
    id: ProductId,
    document: &ProductDocument,
) -> Result<(), CatalogSaveError> {
    let (mut attributes, mut values) = (Vec::new(), Vec::new());
    for option in &document.options {
        let mut attribute = None;
        for (value, position) in option.values.iter().zip(0..) {
            let known = references.value(&option.attribute, value)?;
            attribute = Some(known.attribute);
            values.push((known.value, position));
        }
        attributes.extend(attribute);
    }
    store::insert_product_option_values(tx, id, &values).await?;
    Ok(store::insert_product_options(tx, id, &attributes).await?)
}

async fn save_pictures(
    tx: &mut Tx,
    references: &References,
    id: ProductId,
    document: &ProductDocument,
    pictures: &[PictureId],
) -> Result<(), CatalogSaveError> {
    let mut shown = Vec::with_capacity(pictures.len());
    for (picture, of) in pictures.iter().zip(&document.pictures) {
        let value = of.shows.iter().next().map(|(attribute, value)| references.value(attribute, value)).transpose()?;
        shown.push((*picture, value.map(|known| known.value)));
    }
    Ok(store::insert_product_pictures(tx, id, &shown).await?)
}

async fn save_variants(
    tx: &mut Tx,
    references: &References,
    product: ProductId,
    documents: &[VariantDocument],
) -> Result<Vec<(VariantId, Stock)>, CatalogSaveError> {
    take_over_skus(tx, product, documents).await?;
    let (mut stock, mut values, mut prices) = (Vec::with_capacity(documents.len()), Vec::new(), Vec::new());
    for (document, position) in documents.iter().zip(0..) {
        let id = store::save_variant(tx, product, position, document).await?;
        for (attribute, value) in &document.options {
            values.push((id, references.value(attribute, value)?.value));
        }
        prices.extend(windows_of(document).map(|(list, window)| (id, list, window)));
        stock.push((id, document.stock));
    }
    store::insert_variant_values(tx, &values).await?;
    store::insert_prices(tx, &prices).await?;
    Ok(stock)
}

fn windows_of(document: &VariantDocument) -> impl Iterator<Item = (PriceList, PriceWindow)> {
    let regular = document.price.iter().map(|(list, amount)| {
        let compare_at = document.compare_at.get(list).map(|amount| amount.minor());
        let window = PriceWindow { amount: amount.minor(), compare_at, starts_at: Timestamp(0), ends_at: None };
        (*list, window)
    });
    regular.chain(document.scheduled_prices.iter().map(|price| (price.currency, window_of(price))))
}

fn window_of(price: &ScheduledPriceDocument) -> PriceWindow {
    let moment = |at: jiff::Timestamp| Timestamp(at.as_millisecond());
    PriceWindow {
        amount: price.amount.minor(),
        compare_at: price.compare_at.map(Amount::minor),
        starts_at: moment(price.from),
        ends_at: price.to.map(moment),
    }
}

/// A SKU that another product no longer sells becomes this product's.
async fn take_over_skus(
    tx: &mut Tx,
    product: ProductId,
    documents: &[VariantDocument],
) -> Result<(), CatalogSaveError> {
    let owners = store::variants_of_skus(tx, documents.iter().map(|document| &document.sku)).await?;
    for sku in documents.iter().map(|document| &document.sku) {
        match owners.get(sku.key().as_str()) {
            Some(variant) if variant.product == product => {}
            Some(variant) if variant.is_on_sale => return Err(CatalogSaveError::SkuTaken(sku.clone())),
            Some(variant) => {
                store::clear_choice(tx, variant.id).await?;
                tx.touch(keys::product(variant.product));
            }
            None => {}
        }
    }
    Ok(())
}
