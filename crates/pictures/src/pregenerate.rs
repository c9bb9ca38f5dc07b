use database::{Database, Error};
use types::{Fit, Focus, ListingPictures, Timestamp};

use crate::{
    ContentHash, PictureName,
    store::{self, Shaped},
};

/// Milliseconds for which one process has a picture in hand: a process that dies lets go of it by that.
const CLAIM_MILLIS: i64 = 600_000;

/// A picture that one process has in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its address.
    pub hash: ContentHash,
    /// What its cuts keep.
    pub focus: Focus,
    /// What is made of it before anybody asks.
    pub pictures: Vec<PictureName>,
}

/// Takes a picture in hand whose renditions are not made, the oldest first, and which no other process is at. Whoever
/// does not finish it, or fails, is followed by somebody else after ten minutes.
pub async fn claim_next(database: &Database, listing: ListingPictures, now: Timestamp) -> Result<Option<Claim>, Error> {
    let recipe = recipe(listing);
    // On PostgreSQL, of two who reach for the same picture one goes away empty, and looks again.
    while is_work_left(database, recipe, now).await? {
        let taken = store::claim(database, recipe, now, now.plus_millis(CLAIM_MILLIS)).await?;
        if let Some(Shaped { hash, width, height, focus }) = taken {
            let pictures = PictureName::pregenerated(&hash, (width, height), focus, listing);
            return Ok(Some(Claim { hash, focus, pictures }));
        }
    }
    Ok(None)
}

/// The connection is given back before another is asked for.
async fn is_work_left(database: &Database, recipe: u32, now: Timestamp) -> Result<bool, Error> {
    store::is_work_left(&mut database.read(now).await?, recipe, now).await
}

/// Remembers that what is made of a picture ahead is made, with its cuts around this focus.
pub async fn record_pregenerated(
    database: &Database,
    (hash, focus): (&ContentHash, Focus),
    listing: ListingPictures,
    now: Timestamp,
) -> Result<(), Error> {
    store::record_pregenerated(database, (hash, focus), recipe(listing), now).await
}

/// The number under which a picture is recorded as made: the pipeline's version, and the shape that listings cut to. When
/// either changes, every picture's turn comes again.
fn recipe(ListingPictures { shape, fit }: ListingPictures) -> u32 {
    let (width, height) = shape.sides();
    let cut = match fit {
        Fit::Cut => u32::from(width) * 100 + u32::from(height),
        Fit::Whole => 0,
    };
    media::VERSION * 10_000 + cut
}
