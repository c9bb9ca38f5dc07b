use futures::{StreamExt as _, TryStreamExt as _};
use pictures::{Made, PictureName, Renditions};

use super::{Collection, Progress, processors};
use crate::{Clock, Config, commands::Failure};

/// Makes what is missing, several pictures at once; what was made stays when it is interrupted.
pub(super) async fn rebuild(config: &Config, clock: &Clock, all: bool) -> Result<(), Failure> {
    let collection = Collection::open(config, clock).await?;
    let renditions = collection.renditions();
    let pictures = collection.census.pictures();
    let mut progress = Progress::of(pictures.len());
    let mut works = futures::stream::iter(&pictures)
        .map(|picture| rebuilt(&renditions, picture, all))
        .buffer_unordered(processors());
    let mut sum = Made::default();
    while let Some((picture, made)) = works.try_next().await? {
        pictures::made_ahead(&collection.database, &picture.source, clock.now()).await?;
        progress.step(&format!("{picture}, {} renditions", made.renditions));
        sum = sum + made;
    }
    drop(works);
    collection.database.close().await;
    println!("Made {} renditions of {} pictures, {} KB.", sum.renditions, pictures.len(), sum.bytes / 1000);
    Ok(())
}

async fn rebuilt<'a>(
    renditions: &Renditions,
    picture: &'a PictureName,
    all: bool,
) -> Result<(&'a PictureName, Made), Failure> {
    let made = async {
        if all {
            renditions.forget_ladder(picture).await?;
        }
        renditions.make_ladder(picture).await
    };
    let made = made.await.map_err(|source| Failure::Rendition { picture: picture.to_string(), source })?;
    Ok((picture, made))
}
