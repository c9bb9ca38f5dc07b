use futures::TryStreamExt as _;
use pictures::{Leftover, Object, Storage, has_come_back};

use super::{Collection, Progress};
use crate::{Clock, Config, command_error::CommandError};

/// Deletes files that no page needs any more; with `dry_run`, only prints how many there are.
pub(super) async fn prune(config: &Config, clock: &Clock, dry_run: bool) -> Result<(), CommandError> {
    // Listed before the pictures are read, so that files made from now on are not deleted.
    let objects: Vec<Object> = Storage::open(&config.pictures)?.everything().try_collect().await?;
    let collection = Collection::open(config, clock).await?;
    let waste = collection.audit.waste(objects);
    let leftovers = collection.storage.leftovers(clock.now()).await?;
    if dry_run {
        println!("To be deleted: {}.", told(&waste));
        println!("Half-written and to be deleted: {} files, {} KB.", leftovers.len(), kilobytes(&leftovers));
    } else {
        let mut forgotten = Vec::new();
        let mut progress = Progress::of(waste.len());
        for object in waste {
            let mut reader = collection.database.read(clock.now()).await?;
            let has_come_back = has_come_back(&mut reader, &object).await?;
            drop(reader);
            if !has_come_back && collection.storage.forget(&object).await? {
                forgotten.push(object);
                progress.step("deleted");
            } else {
                progress.step("in use again");
            }
        }
        println!("Deleted: {}.", told(&forgotten));
        for leftover in &leftovers {
            collection.storage.delete_leftover(leftover.clone()).await?;
        }
        println!("Half-written and deleted: {} files, {} KB.", leftovers.len(), kilobytes(&leftovers));
    }
    collection.database.close().await;
    Ok(())
}

fn kilobytes(leftovers: &[Leftover]) -> u64 {
    leftovers.iter().map(|leftover| leftover.bytes).sum::<u64>() / 1000
}

fn told(objects: &[Object]) -> String {
    let bytes: u64 = objects.iter().map(|object| object.bytes).sum();
    format!("{} objects, {} KB", objects.len(), bytes / 1000)
}
