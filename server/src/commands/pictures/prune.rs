use super::{Collection, Progress};
use crate::{Clock, Config, commands::Failure};

/// Forgets what nobody asks for, or only tells how much that is.
pub(super) async fn prune(config: &Config, clock: &Clock, dry_run: bool) -> Result<(), Failure> {
    let collection = Collection::open(config, clock).await?;
    let waste = collection.census.waste(&collection.storage).await?;
    let bytes: u64 = waste.iter().map(|object| object.bytes).sum();
    let told = format!("{} objects, {} KB", waste.len(), bytes / 1000);
    if dry_run {
        println!("To be forgotten: {told}.");
    } else {
        let mut progress = Progress::of(waste.len());
        for object in &waste {
            collection.storage.forget(object).await?;
            progress.step("forgotten");
        }
        println!("Forgotten: {told}.");
    }
    collection.database.close().await;
    Ok(())
}
