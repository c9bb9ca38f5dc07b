use super::{Collection, Progress};
use crate::{Clock, Config, command_error::CommandError};

/// Checks every source, rendition and mezzanine, prints each fault, and fails if there is one.
pub(super) async fn verify(config: &Config, clock: &Clock) -> Result<(), CommandError> {
    let collection = Collection::open(config, clock).await?;
    let pictures = collection.audit.pictures();
    let mut progress = Progress::of(pictures.len());
    let mut faulty = 0;
    for (picture, _) in &pictures {
        let faults = collection.audit.integrity_errors(&collection.storage, picture).await?;
        faulty += usize::from(!faults.is_empty());
        for fault in faults {
            println!("{}: {fault}", picture.as_str());
        }
        progress.step("checked");
    }
    collection.database.close().await;
    if faulty > 0 {
        return Err(CommandError::Faulty(faulty));
    }
    println!("All {} pictures are intact.", pictures.len());
    Ok(())
}
