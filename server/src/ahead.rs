//! Renditions are made before the first visitor asks for them, with whatever pages leave of the processors.

use std::{sync::Arc, time::Duration};

use pictures::{Claim, PictureName, RenditionError, StorageError};
use tokio::time::sleep;

use crate::{AppState, causes::causes};

/// How often it is looked whether another process has brought pictures, and how long is waited after a failure.
const PAUSE: Duration = Duration::from_secs(5);

/// Makes what visitors were shown a stand-in for, and then whole ladders, one at a time, for ever.
pub(crate) async fn keep_making(shop: Arc<AppState>) {
    loop {
        while let Some(job) = shop.renditions.queue().next() {
            make(&shop, job.picture()).await;
        }
        if !shop.renditions.may_store() {
            sleep(PAUSE).await;
            continue;
        }
        match next(&shop).await {
            Some(claim) => make_all(&shop, claim).await,
            None => {
                tokio::select! {
                    () = shop.renditions.queue().wait_for_job() => {}
                    () = sleep(PAUSE) => {}
                }
            }
        }
    }
}

/// While the database is gone there is nothing to make.
async fn next(shop: &AppState) -> Option<Claim> {
    pictures::claim_next(&shop.database, shop.site.listing_pictures, shop.clock.now()).await.unwrap_or_else(|error| {
        // An outage, and a database file that was replaced, are told of once, by the database.
        let is_told = shop.database.breaker().is_open() || matches!(error, database::Error::FileReplaced(_));
        if !is_told {
            tracing::warn!(cause = causes(&error), "it can't be told which renditions are missing: {error}");
        }
        None
    })
}

async fn make_all(shop: &AppState, Claim { hash, focus, pictures }: Claim) {
    for picture in &pictures {
        if !make(shop, picture).await {
            return;
        }
    }
    let listing = shop.site.listing_pictures;
    if let Err(error) = pictures::record_pregenerated(&shop.database, (&hash, focus), listing, shop.clock.now()).await {
        tracing::warn!(cause = causes(&error), "it is not remembered that a picture's renditions are made: {error}");
    }
}

/// Deletes what processes that died have left in the picture storage half written.
pub(crate) async fn tidy_storage(shop: Arc<AppState>) {
    let storage = shop.renditions.storage();
    let tidied = async {
        let leftovers = storage.leftovers(shop.clock.now()).await?;
        for leftover in &leftovers {
            storage.delete_leftover(leftover.clone()).await?;
        }
        Ok::<_, StorageError>(leftovers.len())
    };
    match tidied.await {
        Ok(0) => {}
        Ok(deleted) => tracing::info!(deleted, "half-written files were deleted from the picture storage"),
        Err(error) => {
            tracing::warn!(cause = causes(&error), "half-written files stay in the picture storage: {error}");
        }
    }
}

/// Whether it was made. What fails is logged and tried again when it is asked for again.
async fn make(shop: &AppState, picture: &PictureName) -> bool {
    match shop.renditions.make_ladder(picture).await {
        Ok(made) => {
            shop.metrics.renditions_made(made.renditions);
            true
        }
        // The storage has been complained of already.
        Err(RenditionError::NotStored | RenditionError::Storage(_)) => false,
        Err(error) => {
            tracing::warn!(%picture, cause = causes(&error), "renditions could not be made: {error}");
            false
        }
    }
}
