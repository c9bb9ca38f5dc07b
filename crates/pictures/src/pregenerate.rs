use database::{Database, Error};
use types::{Fit, Focus, ListingPictures, Timestamp};

use crate::{
    ContentHash, PictureName,
    store::{self, Shaped},
};

/// Milliseconds after which a claim ends, so that another process takes over from one that died.
const CLAIM_MILLIS: i64 = 600_000;

/// A picture whose ladders one process makes; no other process claims it meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The hash of the source.
    pub hash: ContentHash,
    /// The focus of the cuts.
    pub focus: Focus,
    /// The pictures whose ladders are made.
    pub pictures: Vec<PictureName>,
}

/// Claims the oldest picture whose renditions are not made and that no other process has claimed. A claim that is not
/// finished ends after ten minutes.
pub async fn claim_next(database: &Database, listing: ListingPictures, now: Timestamp) -> Result<Option<Claim>, Error> {
    let recipe = recipe(listing);
    // On PostgreSQL, of two processes that claim the same picture at once one gets nothing, and looks again.
    while is_work_left(database, recipe, now).await? {
        let taken = store::claim(database, recipe, now, now.plus_millis(CLAIM_MILLIS)).await?;
        if let Some(Shaped { hash, width, height, focus }) = taken {
            let pictures = PictureName::pregenerated(&hash, (width, height), focus, listing);
            return Ok(Some(Claim { hash, focus, pictures }));
        }
    }
    Ok(None)
}

/// Returns true if a picture can be claimed. The connection is released before the claim takes another.
async fn is_work_left(database: &Database, recipe: u32, now: Timestamp) -> Result<bool, Error> {
    store::is_work_left(&mut database.read(now).await?, recipe, now).await
}

/// Records that a picture's ladders are made, with its cuts around this focus.
pub async fn record_pregenerated(
    database: &Database,
    (hash, focus): (&ContentHash, Focus),
    listing: ListingPictures,
    now: Timestamp,
) -> Result<(), Error> {
    store::record_pregenerated(database, (hash, focus), recipe(listing), now).await
}

/// Returns the number under which a picture is recorded as made: it combines the version of the pipeline and the shape
/// of listings. When either changes, every picture is due again.
fn recipe(ListingPictures { shape, fit }: ListingPictures) -> u32 {
    let (width, height) = shape.sides();
    let cut = match fit {
        Fit::Cut => u32::from(width) * 100 + u32::from(height),
        Fit::Whole => 0,
    };
    media::VERSION * 10_000 + cut
}
