use interchange::{Seeding, seed_shop};

use super::CommandError;
use crate::{Clock, Config, opening::open_or_make_database};

/// Fills the shop with made-up products.
pub(super) async fn seed(config: &Config, clock: &Clock, products: u32, seed: u64) -> Result<(), CommandError> {
    let database = open_or_make_database(config, clock).await?;
    let seeding = Seeding { products, seed, now: clock.now() };
    let summary = seed_shop(&database, seeding, |written| eprintln!("{written} of {products} products")).await?;
    database.close().await;
    println!("Made up {} products with {} variants.", summary.products.added, summary.variants.added);
    Ok(())
}
