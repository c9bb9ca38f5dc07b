//! Makes renditions before the first visitor asks for them, on the processors that pages leave idle.

use std::{sync::Arc, time::Duration};

use pictures::{Claim, PictureName, RenditionError};
use tokio::time::sleep;

use crate::{AppState, error_chain::error_chain};

/// Time between two looks for pictures that another process has added, and the pause after a failure.
const PAUSE: Duration = Duration::from_secs(5);

/// Makes the renditions that visitors got a stand-in for, then the missing ones of each picture, one picture at a time.
/// Never returns.
pub(super) async fn keep_making(shop: Arc<AppState>) {
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

/// Returns the next picture whose renditions are missing; `None` while the database does not answer.
async fn next(shop: &AppState) -> Option<Claim> {
    pictures::claim_next(&shop.database, shop.site.listing_pictures, shop.clock.now()).await.unwrap_or_else(|error| {
        // The database logs an outage, and a file that was replaced, once for all.
        let is_told = shop.database.breaker().is_open() || matches!(error, database::Error::FileReplaced(_));
        if !is_told {
            tracing::warn!(cause = error_chain(&error), "finding missing renditions failed: {error}");
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
        tracing::warn!(cause = error_chain(&error), "recording that a picture's renditions are made failed: {error}");
    }
}

/// Makes a picture's renditions. Returns false if that fails; the failure is logged, and the next request for one of
/// them tries again.
async fn make(shop: &AppState, picture: &PictureName) -> bool {
    match shop.renditions.make_ladder(picture).await {
        Ok(made) => {
            shop.metrics.renditions_made(made.renditions);
            true
        }
        // The storage has logged its failure already.
        Err(RenditionError::NotStored | RenditionError::Storage(_)) => false,
        Err(error) => {
            tracing::warn!(%picture, cause = error_chain(&error), "making the renditions of a picture failed: {error}");
            false
        }
    }
}
