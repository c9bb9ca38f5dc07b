use futures::StreamExt as _;
use pictures::{ContentHash, LadderTotals, RenditionError, Renditions};
use types::Focus;

use super::{Collection, Progress, processors};
use crate::{Clock, Config, command_error::CommandError, error_chain::error_chain};

/// The address of a picture's bytes, and the focus of each picture that has these bytes.
type Rebuilt = (ContentHash, Vec<Focus>);

/// Makes the missing renditions, several pictures at once. When it is interrupted, finished ones stay; a picture that
/// fails does not stop the others.
pub(super) async fn rebuild(config: &Config, clock: &Clock, all: bool) -> Result<(), CommandError> {
    let collection = Collection::open(config, clock).await?;
    let renditions = collection.renditions(config);
    let pictures = collection.audit.pictures();
    let mut progress = Progress::of(pictures.len());
    let mut works = futures::stream::iter(&pictures)
        .map(|picture| rebuilt(&collection, &renditions, picture, all))
        .buffer_unordered(processors());
    let (mut sum, mut failed) = (LadderTotals::default(), 0);
    while let Some(((address, focuses), made)) = works.next().await {
        match made {
            Ok(made) => {
                for focus in focuses {
                    let picture = (address, *focus);
                    pictures::record_pregenerated(&collection.database, picture, config.listing_pictures, clock.now())
                        .await?;
                }
                progress.step(&format!("{}, {} renditions", address.as_str(), made.renditions));
                sum = sum + made;
            }
            Err(error) => {
                failed += 1;
                let cause = error_chain(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
                println!("{}: {error}{cause}", address.as_str());
                progress.step(&format!("{}, not made", address.as_str()));
            }
        }
    }
    drop(works);
    println!("Made {} renditions of {} pictures, {} KB.", sum.renditions, pictures.len() - failed, sum.bytes / 1000);
    collection.database.close().await;
    if failed > 0 { Err(CommandError::Faulty(failed)) } else { Ok(()) }
}

async fn rebuilt<'a>(
    collection: &Collection,
    renditions: &Renditions,
    picture: &'a Rebuilt,
    all: bool,
) -> (&'a Rebuilt, Result<LadderTotals, RenditionError>) {
    let make = async {
        let mut sum = LadderTotals::default();
        for cut in collection.audit.shown(&collection.storage, &picture.0).await? {
            let made =
                if all { renditions.make_ladder_again(&cut).await? } else { renditions.make_ladder(&cut).await? };
            sum = sum + made;
        }
        Ok(sum)
    };
    (picture, make.await)
}
