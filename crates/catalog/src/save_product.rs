use std::collections::{HashMap, HashSet};

use database::{Error, Tx};
use setup::Setup;
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

/// A product to save. `pictures` are those of the document, in its order.
#[derive(Clone, Copy, Debug)]
pub struct NewProduct<'a> {
    /// The document.
    pub document: &'a ProductDocument,
    /// The rows of the document's pictures.
    pub pictures: &'a [PictureId],
}

/// The reason why products were not saved.
#[derive(Debug)]
pub struct SaveProductsError {
    /// The index of the product that was refused, if one of them was.
    pub index: Option<usize>,
    /// The reason.
    pub reason: CatalogSaveError,
}

impl From<Error> for SaveProductsError {
    fn from(error: Error) -> Self {
        Self { index: None, reason: error.into() }
    }
}

impl SaveProductsError {
    fn of(index: usize) -> impl FnOnce(CatalogSaveError) -> Self {
        move |reason| Self { index: Some(index), reason }
    }
}

/// A product that is being saved.
struct Saving<'a> {
    id: ProductId,
    document: &'a ProductDocument,
    pictures: &'a [PictureId],
}

/// Adds or changes a product like [`save_products`].
pub async fn save_product(
    tx: &mut Tx,
    references: &References,
    document: &ProductDocument,
    pictures: &[PictureId],
) -> Result<Vec<(VariantId, Stock)>, CatalogSaveError> {
    let saved = save_products(tx, references, &[NewProduct { document, pictures }]).await;
    Ok(saved.map_err(|error| error.reason)?.into_iter().flatten().collect())
}

/// Adds or changes products, each with its options, variants, prices and pictures. Their codes differ. Returns for each
/// product its variants' ids with the stock that the document names.
///
/// A variant that the document no longer lists loses its prices and goes off sale; its row stays, because orders may
/// refer to it. Its SKU can then move to another product, and its row and stock with it.
pub async fn save_products(
    tx: &mut Tx,
    references: &References,
    products: &[NewProduct<'_>],
) -> Result<Vec<Vec<(VariantId, Stock)>>, SaveProductsError> {
    let mut placed = Vec::with_capacity(products.len());
    for (index, NewProduct { document, .. }) in products.iter().enumerate() {
        let category = references.category(&document.category).map_err(SaveProductsError::of(index))?;
        placed.push((*document, category));
    }
    clear(tx, references, products).await?;
    let ids = store::save_products(tx, &placed).await?;
    let saving = products.iter().zip(ids);
    let saving = saving.map(|(NewProduct { document, pictures }, id)| Saving { id, document, pictures });
    let saving: Vec<Saving<'_>> = saving.collect();
    save_words(tx, references.setup(), &saving).await?;
    save_choices(tx, references, &saving).await?;
    save_pictures(tx, references, &saving).await?;
    let stock = save_variants(tx, references, &saving).await?;
    for (Saving { id, .. }, (_, category)) in saving.iter().zip(&placed) {
        tx.touch(keys::product(*id));
        touch_listings(tx, references, *category);
    }
    tx.touch(keys::assortment());
    Ok(stock)
}

/// Deletes everything that documents list of the products that the shop has.
async fn clear(tx: &mut Tx, references: &References, products: &[NewProduct<'_>]) -> Result<(), Error> {
    let known = store::saved_products(tx, products.iter().map(|product| &product.document.code)).await?;
    for product in &known {
        touch_listings(tx, references, product.category_id);
    }
    let ids: Vec<ProductId> = known.iter().map(|product| product.id).collect();
    store::clear_products(tx, &ids).await
}

/// A product is listed in its category and in all above it.
fn touch_listings(tx: &mut Tx, references: &References, category: CategoryId) {
    for id in references.upwards(category) {
        tx.touch(keys::members(id));
    }
}

async fn save_words(tx: &mut Tx, setup: &Setup, saving: &[Saving<'_>]) -> Result<(), SaveProductsError> {
    let slugs: Vec<_> = saving.iter().map(|product| (product.id.0, setup.fill(&product.document.slug))).collect();
    if let Some((index, slug)) = slugs::claim_all(tx, SluggedKind::Product, &slugs).await? {
        return Err(SaveProductsError::of(index)(CatalogSaveError::SlugTaken(slug)));
    }
    let documents: Vec<_> = saving.iter().map(|product| (product.id, product.document)).collect();
    Ok(store::save_product_words(tx, setup, &documents).await?)
}

/// Writes the attributes of products, and the options that buyers have.
async fn save_choices(tx: &mut Tx, references: &References, saving: &[Saving<'_>]) -> Result<(), SaveProductsError> {
    let (mut shared, mut facts, mut options, mut values) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (index, Saving { id, document, .. }) in saving.iter().enumerate() {
        let value = |attribute, value| references.value(attribute, value).map_err(SaveProductsError::of(index));
        for (attribute, codes) in &document.attributes {
            for code in codes {
                shared.push((*id, value(attribute, code)?.value));
            }
        }
        for (code, fact) in &document.facts {
            facts.push((*id, references.attribute(code).map_err(SaveProductsError::of(index))?, *fact));
        }
        let mut position = 0;
        for option in &document.options {
            let mut attribute = None;
            for (code, place) in option.values.iter().zip(0..) {
                let known = value(&option.attribute, code)?;
                attribute = Some(known.attribute);
                values.push((*id, known.value, place));
            }
            if let Some(attribute) = attribute {
                options.push((*id, attribute, position));
                position += 1;
            }
        }
    }
    store::insert_product_attributes(tx, &shared).await?;
    store::insert_product_facts(tx, &facts).await?;
    store::insert_product_option_values(tx, &values).await?;
    Ok(store::insert_product_options(tx, &options).await?)
}

async fn save_pictures(tx: &mut Tx, references: &References, saving: &[Saving<'_>]) -> Result<(), SaveProductsError> {
    let mut shown = Vec::new();
    for (index, Saving { id, document, pictures }) in saving.iter().enumerate() {
        for ((picture, of), position) in pictures.iter().zip(&document.pictures).zip(0..) {
            let value = of.shows.iter().next().map(|(attribute, value)| references.value(attribute, value)).transpose();
            let value = value.map_err(SaveProductsError::of(index))?;
            shown.push((*id, position, *picture, value.map(|known| known.value)));
        }
    }
    Ok(store::insert_product_pictures(tx, &shown).await?)
}

async fn save_variants(
    tx: &mut Tx,
    references: &References,
    saving: &[Saving<'_>],
) -> Result<Vec<Vec<(VariantId, Stock)>>, SaveProductsError> {
    take_over_skus(tx, saving).await?;
    let variants = saving.iter().flat_map(|Saving { id, document, .. }| {
        document.variants.iter().zip(0..).map(|(variant, position)| (*id, position, variant))
    });
    let variants: Vec<_> = variants.collect();
    let mut ids = store::save_variants(tx, &variants).await?.into_iter();
    let (mut stock, mut values, mut prices) = (Vec::with_capacity(saving.len()), Vec::new(), Vec::new());
    for (index, Saving { document, .. }) in saving.iter().enumerate() {
        let mut of_product = Vec::with_capacity(document.variants.len());
        for (variant, id) in document.variants.iter().zip(ids.by_ref()) {
            for (attribute, value) in &variant.options {
                let known = references.value(attribute, value).map_err(SaveProductsError::of(index))?;
                values.push((id, known.value));
            }
            prices.extend(windows_of(variant).map(|(list, window)| (id, list, window)));
            of_product.push((id, variant.stock));
        }
        stock.push(of_product);
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
async fn take_over_skus(tx: &mut Tx, saving: &[Saving<'_>]) -> Result<(), SaveProductsError> {
    let variants = saving.iter().flat_map(|product| product.document.variants.iter());
    let owners = store::variants_of_skus(tx, variants.map(|variant| variant.sku.key())).await?;
    let mut met = HashMap::new();
    for (index, Saving { id, document, .. }) in saving.iter().enumerate() {
        for sku in document.variants.iter().map(|variant| &variant.sku) {
            let taken = || SaveProductsError::of(index)(CatalogSaveError::SkuTaken(sku.clone()));
            if met.insert(sku.key(), index).is_some_and(|other| other != index) {
                return Err(taken());
            }
            match owners.get(sku.key().as_str()) {
                Some(variant) if variant.product == *id => {}
                Some(variant) if variant.is_on_sale => return Err(taken()),
                Some(variant) => {
                    store::clear_choice(tx, variant.id).await?;
                    tx.touch(keys::product(variant.product));
                }
                None => {}
            }
        }
    }
    Ok(())
}
