//! Makes renditions before the first visitor asks for them, on the processors that pages leave idle.

use std::sync::Arc;

use jobs::{JobError, Progress};
use pictures::{Claim, PictureName, RenditionError};

use crate::{AppState, error_chain::error_chain};

/// Makes the renditions of a picture for which a visitor got a stand-in; if there is none, those of a picture that has not
/// all of them.
pub(super) async fn make_renditions(shop: Arc<AppState>) -> Result<Progress, JobError> {
    if let Some(job) = shop.renditions.queue().next() {
        make(&shop, job.picture()).await;
        return Ok(Progress::More);
    }
    if !shop.renditions.may_store() {
        return Ok(Progress::Idle);
    }
    let (listing, now) = (shop.site.listing_pictures, shop.clock.now());
    match pictures::claim_next(&shop.database, listing, now).await {
        // A file that was replaced is logged once for all, and nothing can be claimed until it is back.
        Ok(None) | Err(database::Error::FileReplaced(_)) => Ok(Progress::Idle),
        Ok(Some(claim)) => make_all(&shop, claim).await.map(|()| Progress::More),
        Err(error) => Err(error.into()),
    }
}

async fn make_all(shop: &AppState, Claim { hash, focus, pictures }: Claim) -> Result<(), JobError> {
    for picture in &pictures {
        if !make(shop, picture).await {
            return Ok(());
        }
    }
    let listing = shop.site.listing_pictures;
    Ok(pictures::record_pregenerated(&shop.database, (&hash, focus), listing, shop.clock.now()).await?)
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
