use database::{Database, Error};
use types::{Fit, Focus, ListingPictures, Locale, Timestamp};

use crate::{
    Address, PictureName,
    store::{self, Shaped},
};

/// Milliseconds for which one process has a picture in hand: a process that dies lets go of it by that.
const IN_HAND: i64 = 600_000;

/// A picture that one process has in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InHand {
    /// Its address.
    pub address: Address,
    /// What its cuts keep.
    pub focus: Focus,
    /// What is made of it before anybody asks.
    pub pictures: Vec<PictureName>,
}

/// Takes a picture in hand whose renditions are not made, the oldest first, and which no other process is at. Whoever
/// does not finish it, or fails, is followed by somebody else after ten minutes.
pub async fn next_to_make(
    database: &Database,
    listing: ListingPictures,
    now: Timestamp,
) -> Result<Option<InHand>, Error> {
    let recipe = recipe(listing);
    // On PostgreSQL, of two who reach for the same picture one goes away empty, and looks again.
    while is_work_left(database, recipe, now).await? {
        let taken = store::take_in_hand(database, recipe, now, now.plus_millis(IN_HAND)).await?;
        if let Some(Shaped { address, width, height, focus }) = taken {
            let pictures = PictureName::made_ahead(&address, (width, height), focus, listing);
            return Ok(Some(InHand { address, focus, pictures }));
        }
    }
    Ok(None)
}

/// The connection is given back before another is asked for.
async fn is_work_left(database: &Database, recipe: u32, now: Timestamp) -> Result<bool, Error> {
    store::is_work_left(&mut database.read(Locale::DEFAULT, now).await?, recipe, now).await
}

/// Remembers that what is made of a picture ahead is made, with its cuts around this focus.
pub async fn made_ahead(
    database: &Database,
    (address, focus): (&Address, Focus),
    listing: ListingPictures,
    now: Timestamp,
) -> Result<(), Error> {
    store::record_made_ahead(database, (address, focus), recipe(listing), now).await
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
