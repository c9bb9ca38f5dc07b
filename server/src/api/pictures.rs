//! `/api/v1/pictures`: staff upload and describe pictures, and see where they are used.

mod described;
mod given;

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::{Extension, Path, State},
    http::{StatusCode, header::LOCATION},
    response::{IntoResponse as _, Response},
};
use database::Tx;
use import_export::DeletedKind;
use pictures::{ContentHash, RenditionError, ValidatedImage, describe_picture, replace_picture, save_picture};
use tokio::time::timeout;
use types::PictureId;

use super::archive;
use crate::{
    AppState,
    http::{address::Address, api_error::ApiError, problem::Problem},
};
use described::Described;
use given::{ByName, Changes, Upload};

/// The most time that an upload waits for memory, and then for its turn and its check. It is less than an answer may take.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// `POST /api/v1/pictures`: stores a picture. If it is sent again under the same name, or without a name and no other
/// file has the same bytes, its description is changed.
pub(crate) async fn uploaded_picture(State(shop): State<Arc<AppState>>, upload: Upload) -> Result<Response, ApiError> {
    let new = taken(&shop, &upload).await?;
    let known = described::of_upload(&shop, &upload, &new.hash).await?;
    let setup = setup::load(&mut shop.database.read(shop.clock.now()).await?).await?.ok_or(Problem::NoSetup)?;
    let document = upload.document(&new, known.as_ref(), &setup)?;
    shop.renditions.storage().keep(&new).await.map_err(Problem::from)?;
    let mut tx = shop.database.write(shop.clock.now()).await?;
    ensure_free(&mut tx, &document.file, &new.hash).await?;
    let setup = setup::required(&mut tx).await?;
    let id = save_picture(&mut tx, &setup, &document, &new).await?;
    tx.commit().await?;
    let status = if known.is_some() { StatusCode::OK } else { StatusCode::CREATED };
    answer(&shop, status, id).await
}

/// `GET /api/v1/pictures/{picture}`: returns a picture, and the entities that show it.
pub(crate) async fn known_picture(
    State(shop): State<Arc<AppState>>,
    Path(picture): Path<String>,
    Extension(request): Extension<Address>,
) -> Result<Response, ApiError> {
    let (address, file) = (named(&picture)?, ByName::of(&request));
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let id = file.among(pictures::files_by_hash(&mut reader, &address).await?)?;
    drop(reader);
    answer(&shop, StatusCode::OK, id).await
}

/// `PATCH /api/v1/pictures/{picture}`: changes its description or its focus.
pub(crate) async fn changed_picture(
    State(shop): State<Arc<AppState>>,
    Path(picture): Path<String>,
    Extension(request): Extension<Address>,
    changes: Changes,
) -> Result<Response, ApiError> {
    let (address, file) = (named(&picture)?, ByName::of(&request));
    let mut tx = shop.database.write(shop.clock.now()).await?;
    let id = file.among(pictures::lock_files(&mut tx, &address).await?)?;
    let setup = setup::required(&mut tx).await?;
    changes.check_languages(&setup)?;
    describe_picture(&mut tx, &setup, id, changes.alt.as_ref(), changes.focus).await?.ok_or(ApiError::Unknown)?;
    tx.commit().await?;
    answer(&shop, StatusCode::OK, id).await
}

/// `PUT /api/v1/pictures/{picture}`: replaces its pixels wherever it is shown. Its addresses in pages that caches still
/// have redirect to the new ones.
pub(crate) async fn replaced_picture(
    State(shop): State<Arc<AppState>>,
    Path(picture): Path<String>,
    Extension(request): Extension<Address>,
    upload: Upload,
) -> Result<Response, ApiError> {
    let (former, file) = (named(&picture)?, ByName::of(&request));
    let mut reader = shop.database.read(shop.clock.now()).await?;
    file.among(pictures::files_by_hash(&mut reader, &former).await?)?;
    drop(reader);
    let new = taken(&shop, &upload).await?;
    let focus = upload.focus()?;
    shop.renditions.storage().keep(&new).await.map_err(Problem::from)?;
    let mut tx = shop.database.write(shop.clock.now()).await?;
    let id = file.among(pictures::lock_files(&mut tx, &former).await?)?;
    replace_picture(&mut tx, id, &new).await?.ok_or(ApiError::Unknown)?;
    if let Some(focus) = focus {
        let setup = setup::required(&mut tx).await?;
        describe_picture(&mut tx, &setup, id, None, Some(focus)).await?;
    }
    tx.commit().await?;
    answer(&shop, StatusCode::OK, id).await
}

/// `DELETE /api/v1/pictures/{picture}`: deletes a picture that nothing shows.
pub(crate) async fn deleted_picture(
    State(shop): State<Arc<AppState>>,
    Path(picture): Path<String>,
    Extension(request): Extension<Address>,
) -> Result<StatusCode, ApiError> {
    let (address, file) = (named(&picture)?, ByName::of(&request));
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let name = file.name_among(pictures::files_by_hash(&mut reader, &address).await?)?;
    drop(reader);
    archive::delete(&shop, DeletedKind::Picture, name, None).await
}

/// Validates an uploaded picture. Refusals are counted.
async fn taken(shop: &AppState, upload: &Upload) -> Result<ValidatedImage, ApiError> {
    let taken = inspected(shop, upload).await;
    if let Err(refused @ (ApiError::Picture(_) | ApiError::TooMuchMemory { .. } | ApiError::Fetch(_))) = &taken {
        shop.metrics.picture_refused(refused.code());
    }
    taken
}

async fn inspected(shop: &AppState, upload: &Upload) -> Result<ValidatedImage, ApiError> {
    let bytes = upload.bytes(shop).await?;
    match timeout(LONGEST_WAIT, shop.renditions.validate(bytes)).await.unwrap_or(Err(RenditionError::Busy)) {
        Err(RenditionError::Busy) => Err(ApiError::Busy),
        Err(RenditionError::Source(refusal)) => Err(ApiError::Picture(refusal)),
        Err(RenditionError::TooMuchMemory { needed, allowed }) => {
            Err(ApiError::TooMuchMemory { needed: needed.div_ceil(1 << 20), allowed: allowed >> 20 })
        }
        Err(other) => Err(Problem::from(other).into()),
        Ok(inspected) => Ok(inspected),
    }
}

/// Fails if another picture has this file name. An import replaces the bytes of such a file; in an upload it is likely
/// a mistake.
async fn ensure_free(tx: &mut Tx, file: &str, own: &ContentHash) -> Result<(), ApiError> {
    match pictures::hash_by_file(tx, file).await? {
        Some(other) if other != *own => Err(ApiError::NameTaken(file.to_owned())),
        _ => Ok(()),
    }
}

fn named(picture: &str) -> Result<ContentHash, ApiError> {
    ContentHash::parse(picture).ok_or(ApiError::Unknown)
}

async fn answer(shop: &AppState, status: StatusCode, id: PictureId) -> Result<Response, ApiError> {
    let (described, location) = Described::of(shop, id).await?.ok_or(ApiError::Unknown)?;
    Ok((status, [(LOCATION, location)], Json(described)).into_response())
}
