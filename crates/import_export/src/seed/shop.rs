use std::{borrow::Cow, collections::HashMap};

use catalog::{ProductDocument, ProductPictureDocument};
use database::{Database, LargeWrite};
use tokio::time::Instant;
use types::{PictureId, Timestamp};

use super::{base::base, seed};
use crate::{
    ImportError, Plan, Summary,
    import::{Change, Importer, import},
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
    write: &LargeWrite,
    seeding: Seeding,
    mut progress: impl FnMut(usize),
) -> Result<Summary, ImportError> {
    let pictures = write_base(write.database(), seeding.now).await?;
    let mut files: Vec<String> = pictures.keys().cloned().collect();
    files.sort();
    let mut importer = Importer::new(pictures);
    let products = seed(seeding.products, seeding.seed).enumerate();
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

/// Writes the categories and attributes, and returns the shop's pictures by file.
async fn write_base(database: &Database, now: Timestamp) -> Result<HashMap<String, PictureId>, ImportError> {
    let mut reader = database.read(now).await?;
    let attributes = catalog::documents::attributes(&mut reader).await?;
    let categories = catalog::documents::categories(&mut reader).await?;
    drop(reader);
    let mut tx = database.write(now).await?;
    let pictures = pictures::ids_by_file(&mut tx).await?;
    import(&mut tx, &Plan::of(base(attributes, categories)), &pictures).await?;
    tx.commit().await?;
    Ok(pictures)
}

/// Writes the next products in a transaction.
async fn write_batch(
    write: &LargeWrite,
    now: Timestamp,
    importer: &mut Importer,
    products: &mut impl Iterator<Item = ProductDocument>,
    summary: &mut Summary,
) -> Result<(), ImportError> {
    write.let_others_write().await;
    let mut tx = write.database().write(now).await?;
    let began = Instant::now();
    for product in products.take(BATCH) {
        summary.products.added += 1;
        summary.variants.added += product.variants.len();
        let sets_stock = vec![true; product.variants.len()];
        importer.apply(&mut tx, &vec![Change::Product { document: Cow::Owned(product), sets_stock }]).await?;
        if write.is_due(began) {
            break;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Gives a product one of the shop's pictures in turn, if the shop has any.
fn with_picture(mut product: ProductDocument, number: usize, files: &[String]) -> ProductDocument {
    if !files.is_empty() {
        let file = files[number % files.len()].clone();
        product.pictures.push(ProductPictureDocument { file, shows: Default::default() });
    }
    product
}
