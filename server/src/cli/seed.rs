use import_export::{Seeding, seed_shop};

use super::CommandError;
use crate::{Clock, Config, startup::open_or_make_database, unfinished_import::begin_large_write};

/// Fills the shop with made-up products.
pub(super) async fn seed(config: &Config, clock: &Clock, products: u32, seed: u64) -> Result<(), CommandError> {
    let database = open_or_make_database(config, clock).await?;
    let seeding = Seeding { products, seed, now: clock.now() };
    let mut write = begin_large_write(&database, clock).await?;
    let summary = seed_shop(&mut write, seeding, |written| eprintln!("{written} of {products} products")).await?;
    drop(write);
    database.close().await;
    println!("Made up {} products with {} variants.", summary.products.added, summary.variants.added);
    Ok(())
}
