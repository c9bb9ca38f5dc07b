use std::collections::HashSet;

use database::Tx;
use types::{
    CategoryId, Language, Market, PictureId, ProductId, Sku, SkuKey, Slug, Stock, Timestamp, VariantId, Window,
};

use crate::{
    Amount, CatalogSaveError, ProductDocument, ScheduledPriceDocument, SluggedKind, VariantDocument, keys,
    price::PriceWindow, slugs, store,
};

/// Releases the slugs and SKUs that a product gives up with this document, so that another product of the same import
/// can take them, in any order of saving.
pub async fn release_product(tx: &mut Tx, document: &ProductDocument) -> Result<(), CatalogSaveError> {
    let Some(id) = store::product_id(tx, &document.code).await? else { return Ok(()) };
    slugs::release(tx, SluggedKind::Product, id.0, &document.slug).await?;
    let kept: HashSet<SkuKey> = document.variants.iter().map(|variant| variant.sku.key()).collect();
    for (variant, sku) in store::variants_on_sale(tx, id).await? {
        if !kept.contains(&sku.key()) {
            store::take_off_sale(tx, variant).await?;
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
    document: &ProductDocument,
    pictures: &[PictureId],
) -> Result<Vec<(VariantId, Stock)>, CatalogSaveError> {
    let category = store::category_id(tx, &document.category)
        .await?
        .ok_or_else(|| CatalogSaveError::UnknownCategory(document.category.clone()))?;
    if let Some(known) = store::product_id(tx, &document.code).await? {
        if let Some(left) = store::product_category(tx, known).await? {
            touch_listings(tx, left).await?;
        }
        store::clear_product(tx, known).await?;
    }
    let id = store::save_product(tx, document, category, Window::bounds(document.published.as_ref())).await?;
    slugs::claim(tx, SluggedKind::Product, id.0, &document.slug).await?;
    for language in Language::ALL {
        store::save_product_words(tx, id, language, document).await?;
    }
    save_attributes(tx, id, document).await?;
    save_options(tx, id, document).await?;
    save_pictures(tx, id, document, pictures).await?;
    let mut stock = Vec::with_capacity(document.variants.len());
    for (variant, position) in document.variants.iter().zip(0..) {
        stock.push((save_variant(tx, id, variant, position).await?, variant.stock));
    }
    tx.touch(keys::product(id));
    tx.touch(keys::assortment());
    touch_listings(tx, category).await?;
    Ok(stock)
}

/// Touches the listings of a category and of its ancestors.
async fn touch_listings(tx: &mut Tx, category: CategoryId) -> Result<(), CatalogSaveError> {
    for id in store::categories_upwards(tx, category).await? {
        tx.touch(keys::members(id));
    }
    Ok(())
}

async fn save_attributes(tx: &mut Tx, id: ProductId, document: &ProductDocument) -> Result<(), CatalogSaveError> {
    for (attribute, values) in &document.attributes {
        for value in values {
            let (_, value) = value_ids(tx, attribute, value).await?;
            store::insert_product_attribute(tx, id, value).await?;
        }
    }
    Ok(())
}

async fn save_options(tx: &mut Tx, id: ProductId, document: &ProductDocument) -> Result<(), CatalogSaveError> {
    for (option, position) in document.options.iter().zip(0..) {
        let mut attribute = None;
        for (value, position) in option.values.iter().zip(0..) {
            let (of, value) = value_ids(tx, &option.attribute, value).await?;
            attribute = Some(of);
            store::insert_product_option_value(tx, id, value, position).await?;
        }
        if let Some(attribute) = attribute {
            store::insert_product_option(tx, id, attribute, position).await?;
        }
    }
    Ok(())
}

async fn save_pictures(
    tx: &mut Tx,
    id: ProductId,
    document: &ProductDocument,
    pictures: &[PictureId],
) -> Result<(), CatalogSaveError> {
    for ((picture, of), position) in pictures.iter().zip(&document.pictures).zip(0..) {
        let value = match of.shows.iter().next() {
            Some((attribute, value)) => Some(value_ids(tx, attribute, value).await?.1),
            None => None,
        };
        store::insert_product_picture(tx, id, position, *picture, value).await?;
    }
    Ok(())
}

async fn save_variant(
    tx: &mut Tx,
    product: ProductId,
    document: &VariantDocument,
    position: i64,
) -> Result<VariantId, CatalogSaveError> {
    take_over_sku(tx, product, &document.sku).await?;
    let id =
        store::save_variant(tx, product, &document.sku, position, document.weight_g, document.dimensions_mm).await?;
    for (attribute, value) in &document.options {
        let (_, value) = value_ids(tx, attribute, value).await?;
        store::insert_variant_value(tx, id, value).await?;
    }
    save_prices(tx, id, document).await?;
    Ok(id)
}

async fn save_prices(tx: &mut Tx, id: VariantId, document: &VariantDocument) -> Result<(), CatalogSaveError> {
    for (currency, amount) in &document.price {
        let compare_at = document.compare_at.get(currency).map(|amount| amount.minor());
        let regular = PriceWindow { amount: amount.minor(), compare_at, starts_at: Timestamp(0), ends_at: None };
        store::insert_price(tx, id, Market::of_currency(*currency), regular).await?;
    }
    for scheduled in &document.scheduled_prices {
        store::insert_price(tx, id, Market::of_currency(scheduled.currency), window_of(scheduled)).await?;
    }
    Ok(())
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

/// Takes a SKU over from a product that no longer sells it.
async fn take_over_sku(tx: &mut Tx, product: ProductId, sku: &Sku) -> Result<(), CatalogSaveError> {
    match store::variant_of_sku(tx, sku).await? {
        Some(variant) if variant.product == product => {}
        Some(variant) if variant.is_on_sale => return Err(CatalogSaveError::SkuTaken(sku.clone())),
        Some(variant) => {
            store::clear_choice(tx, variant.id).await?;
            tx.touch(keys::product(variant.product));
        }
        None => {}
    }
    Ok(())
}

async fn value_ids(tx: &mut Tx, attribute: &Slug, value: &Slug) -> Result<(i64, i64), CatalogSaveError> {
    match store::attribute_value(tx, attribute, value).await? {
        None => Err(CatalogSaveError::UnknownAttribute(attribute.clone())),
        Some((_, None)) => Err(CatalogSaveError::UnknownValue { attribute: attribute.clone(), value: value.clone() }),
        Some((attribute, Some(value))) => Ok((attribute, value)),
    }
}
