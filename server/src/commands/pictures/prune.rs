use futures::TryStreamExt as _;
use pictures::{Object, Storage, has_come_back};
use types::Locale;

use super::{Collection, Progress};
use crate::{Clock, Config, commands::Failure};

/// Forgets what nobody asks for, or only tells how much that is.
pub(super) async fn prune(config: &Config, clock: &Clock, dry_run: bool) -> Result<(), Failure> {
    // Listed first: what is made from now on is not among it.
    let objects: Vec<Object> = Storage::open(&config.pictures)?.everything().try_collect().await?;
    let collection = Collection::open(config, clock).await?;
    let waste = collection.census.waste(objects);
    let bytes: u64 = waste.iter().map(|object| object.bytes).sum();
    let told = format!("{} objects, {} KB", waste.len(), bytes / 1000);
    if dry_run {
        println!("To be forgotten: {told}.");
    } else {
        let mut progress = Progress::of(waste.len());
        for object in &waste {
            let mut reader = collection.database.read(Locale::DEFAULT, clock.now()).await?;
            if has_come_back(&mut reader, object).await? {
                progress.step("come back");
                continue;
            }
            drop(reader);
            collection.storage.forget(object).await?;
            progress.step("forgotten");
        }
        println!("Forgotten: {told}.");
    }
    collection.database.close().await;
    Ok(())
}
