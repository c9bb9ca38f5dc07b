use std::{borrow::Cow, collections::HashMap, iter::Peekable};

use catalog::{ProductDocument, ProductPictureDocument};
use database::{Database, LargeWrite};
use setup::{Setup, SetupDocument};
use tokio::time::Instant;
use types::{Language, PictureId, PriceList, Timestamp, Translated};

use super::{base::base, seed, words::LANGUAGES};
use crate::{
    ImportError, Plan, ShopDocument, Summary,
    import::{Change, Importer, Step, import},
};

/// Maximum number of products in one transaction.
const BATCH: usize = 1000;
/// Number of products after which the progress is reported.
const PROGRESS_INTERVAL: usize = 1000;

/// The parameters of a generated catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeding {
    /// The number of products.
    pub products: u32,
    /// The seed. The same seed generates the same products.
    pub seed: u64,
    /// The time of the writes.
    pub now: Timestamp,
}

/// Fills a shop with generated products and the categories and attributes that they need. `progress` is called with the
/// number of products written so far. The products are written in many transactions; a second run overwrites them.
pub async fn seed_shop(
    write: &mut LargeWrite,
    seeding: Seeding,
    mut progress: impl FnMut(usize),
) -> Result<Summary, ImportError> {
    ensure_setup(write.database(), seeding.now).await?;
    let pictures = write_base(write.database(), seeding.now).await?;
    let mut files: Vec<String> = pictures.keys().cloned().collect();
    files.sort();
    let mut importer = Importer::new(pictures);
    let setup = setup::load(&mut write.database().read(seeding.now).await?).await?.ok_or(ImportError::NoSetup)?;
    let products = seed(seeding.products, seeding.seed).map(|product| fitted(product, &setup)).enumerate();
    let mut products = products.map(|(number, product)| with_picture(product, number, &files)).peekable();
    let (mut summary, mut reported) = (Summary::default(), 0);
    while products.peek().is_some() {
        write_batch(write, seeding.now, &mut importer, &mut products, &mut summary).await?;
        let written = summary.products.added;
        if written >= reported + PROGRESS_INTERVAL || products.peek().is_none() {
            reported = written;
            progress(written);
        }
    }
    Ok(summary)
}

/// Gives a shop without a setup that of the tables' languages and currencies.
async fn ensure_setup(database: &Database, now: Timestamp) -> Result<(), ImportError> {
    if setup::document(&mut database.read(now).await?).await?.is_some() {
        return Ok(());
    }
    let document: SetupDocument =
        serde_json::from_str(include_str!("setup.json")).map_err(|error| ImportError::Setup(error.to_string()))?;
    let mut tx = database.write(now).await?;
    import(&mut tx, &Plan::of(ShopDocument { setup: Some(document), ..ShopDocument::default() }), &HashMap::new())
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Writes the categories and attributes, and returns the shop's pictures by file.
async fn write_base(database: &Database, now: Timestamp) -> Result<HashMap<String, PictureId>, ImportError> {
    let mut reader = database.read(now).await?;
    let attributes = catalog::documents::attributes(&mut reader).await?;
    let categories = catalog::documents::categories(&mut reader).await?;
    drop(reader);
    let mut tx = database.write(now).await?;
    let pictures = pictures::ids_by_file(&mut tx).await?;
    let setup = setup::load(&mut tx).await?.ok_or(ImportError::NoSetup)?;
    import(&mut tx, &Plan::of(fitted_base(base(attributes, categories), &setup)), &pictures).await?;
    tx.commit().await?;
    Ok(pictures)
}

/// Writes the next products in a transaction.
async fn write_batch(
    write: &mut LargeWrite,
    now: Timestamp,
    importer: &mut Importer,
    products: &mut Peekable<impl Iterator<Item = ProductDocument>>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    write.let_others_write().await;
    let mut tx = write.database().write(now).await?;
    let began = Instant::now();
    let mut left = BATCH;
    while left > 0 && products.peek().is_some() {
        let group = Instant::now();
        let count = write.steps_that_fit(began, std::iter::repeat_n(1, left));
        let steps: Vec<Step<'static>> = products.by_ref().take(count).map(step).collect();
        importer.apply_all(&mut tx, &steps).await?;
        write.record_pace(steps.len(), group.elapsed());
        summary.products.added += steps.len();
        summary.variants.added += steps.iter().flatten().map(variants).sum::<usize>();
        left -= steps.len();
        if write.is_due(began) {
            break;
        }
    }
    tx.commit().await?;
    Ok(())
}

fn step(product: ProductDocument) -> Step<'static> {
    let sets_stock = vec![true; product.variants.len()];
    vec![Change::Product { document: Cow::Owned(product), sets_stock }]
}

fn variants(change: &Change<'_>) -> usize {
    if let Change::Product { document, .. } = change { document.variants.len() } else { 0 }
}

/// Gives a product the languages and prices of a shop with this setup. Where the tables lack one of its languages, their first one
/// stands in; where they lack its currency, the amounts of their first one do.
fn fitted(mut product: ProductDocument, setup: &Setup) -> ProductDocument {
    product.slug = in_languages(&product.slug, setup);
    for text in [&mut product.name, &mut product.description, &mut product.material, &mut product.care] {
        *text = in_languages(text, setup);
    }
    for variant in &mut product.variants {
        let first = variant.price.values().next().copied();
        let known = std::mem::take(&mut variant.price);
        let currencies = setup.markets().iter().map(|market| PriceList::Currency(market.currency()));
        variant.price = currencies.filter_map(|list| Some((list, known.get(&list).copied().or(first)?))).collect();
    }
    product
}

fn fitted_base(mut document: ShopDocument, setup: &Setup) -> ShopDocument {
    for attribute in &mut document.attributes {
        attribute.name = in_languages(&attribute.name, setup);
        for value in &mut attribute.values {
            value.label = in_languages(&value.label, setup);
        }
    }
    for category in &mut document.categories {
        category.slug = in_languages(&category.slug, setup);
        category.name = in_languages(&category.name, setup);
        category.description = in_languages(&category.description, setup);
    }
    document
}

/// Returns the values in every language of a setup that borrows none, and in others that there are.
fn in_languages<T: Clone>(values: &Translated<T>, setup: &Setup) -> Translated<T> {
    let first = values.iter().next().map(|(_, value)| value);
    let stands_in = Language::from_code(LANGUAGES[0]).and_then(|language| values.get(language)).or(first);
    let of = |language: Language| {
        let needed = stands_in.filter(|_| setup.is_required(language));
        Some((language, values.get(language).or(needed)?.clone()))
    };
    setup.languages().iter().filter_map(|language| of(language.language)).collect()
}

/// Gives a product one of the shop's pictures in turn, if the shop has any.
fn with_picture(mut product: ProductDocument, number: usize, files: &[String]) -> ProductDocument {
    if !files.is_empty() {
        let file = files[number % files.len()].clone();
        product.pictures.push(ProductPictureDocument { file, shows: Default::default() });
    }
    product
}
