use std::collections::HashMap;

use catalog::{ProductDocument, ProductPictureDocument};
use database::{Database, Tx};
use types::{Locale, PictureId, Timestamp};

use super::{base::base, seed};
use crate::{ImportError, Plan, ShopDocument, Summary, import::import};

/// Products that are written in one transaction.
const BATCH: usize = 1000;

/// What to make up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeding {
    /// How many products.
    pub products: u32,
    /// The same seed makes the same products.
    pub seed: u64,
    /// When they are written.
    pub now: Timestamp,
}

/// Fills a shop with made-up products, and with the categories and attributes they need; `progress` is told after each
/// transaction how many products are written. Unlike an import this is not all or nothing: it is many transactions,
/// and may be run again.
pub async fn seed_shop(
    database: &Database,
    seeding: Seeding,
    mut progress: impl FnMut(usize),
) -> Result<Summary, ImportError> {
    let pictures = write_base(database, seeding.now).await?;
    let mut files: Vec<&String> = pictures.keys().collect();
    files.sort();
    let mut summary = Summary::default();
    let mut rest =
        seed(seeding.products, seeding.seed).enumerate().map(|(number, product)| with_picture(product, number, &files));
    loop {
        let batch: Vec<ProductDocument> = rest.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(summary);
        }
        let plan = Plan::of(ShopDocument { products: batch, ..ShopDocument::default() });
        write_batch(database, seeding.now, &plan, &pictures).await?;
        summary.products.added += plan.summary.products.added;
        summary.variants.added += plan.summary.variants.added;
        progress(summary.products.added);
    }
}

/// Writes what the products need, and answers the shop's pictures.
async fn write_base(database: &Database, now: Timestamp) -> Result<HashMap<String, PictureId>, ImportError> {
    let mut reader = database.read(Locale::DEFAULT, now).await?;
    let attributes = catalog::documents::attributes(&mut reader).await?;
    let categories = catalog::documents::categories(&mut reader).await?;
    drop(reader);
    let mut tx = database.write(now).await?;
    let pictures = pictures::ids_by_file(&mut tx).await?;
    import(&mut tx, &Plan::of(base(attributes, categories)), &pictures).await?;
    tx.commit().await?;
    Ok(pictures)
}

async fn write_batch(
    database: &Database,
    now: Timestamp,
    plan: &Plan,
    pictures: &HashMap<String, PictureId>,
) -> Result<(), ImportError> {
    let mut tx: Tx = database.write(now).await?;
    import(&mut tx, plan, pictures).await?;
    tx.commit().await?;
    Ok(())
}

/// The shop's pictures go round; a shop without any has products without any.
fn with_picture(mut product: ProductDocument, number: usize, files: &[&String]) -> ProductDocument {
    if !files.is_empty() {
        let file = files[number % files.len()].clone();
        product.pictures.push(ProductPictureDocument { file, shows: Default::default() });
    }
    product
}
