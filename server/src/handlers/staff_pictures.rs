//! `/api/v1/pictures`: how staff bring pictures, say what they show, and see where they are used.

mod described;
mod given;
mod refused;

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header::LOCATION},
    response::{IntoResponse as _, Response},
};
use database::Tx;
use pictures::{Address, Inspected, RenditionError, describe_picture, replace_picture, save_picture};
use types::PictureId;

use crate::{Shop, problem::Problem, routes::STAFF_PICTURES};
use described::Described;
use given::{Changes, Upload};
pub(crate) use refused::Refused;

/// `POST /api/v1/pictures`: takes a picture in. The same bytes are the same picture: sent again, they change its words.
pub(crate) async fn uploaded_picture(State(shop): State<Arc<Shop>>, upload: Upload) -> Result<Response, Refused> {
    let new = taken(&shop, &upload).await?;
    let known = described::find(&shop, &new.address).await?;
    let document = upload.document(&new, known.as_ref())?;
    shop.renditions.storage().keep(&new).await.map_err(Problem::from)?;
    let mut tx = shop.database.write(shop.clock.now()).await?;
    ensure_free(&mut tx, &document.file, known.as_ref().map(|picture| picture.id)).await?;
    save_picture(&mut tx, &document, &new).await?;
    tx.commit().await?;
    let status = if known.is_some() { StatusCode::OK } else { StatusCode::CREATED };
    answer(&shop, status, &new.address).await
}

/// `GET /api/v1/pictures/{picture}`: what is known of a picture, and what shows it.
pub(crate) async fn known_picture(
    State(shop): State<Arc<Shop>>,
    Path(picture): Path<String>,
) -> Result<Response, Refused> {
    answer(&shop, StatusCode::OK, &named(&picture)?).await
}

/// `PATCH /api/v1/pictures/{picture}`: says something else of it, or moves what its crops keep.
pub(crate) async fn changed_picture(
    State(shop): State<Arc<Shop>>,
    Path(picture): Path<String>,
    changes: Changes,
) -> Result<Response, Refused> {
    let address = named(&picture)?;
    let mut tx = shop.database.write(shop.clock.now()).await?;
    let described = describe_picture(&mut tx, &address, changes.alt.as_ref(), changes.focus).await?;
    described.ok_or(Refused::Unknown)?;
    tx.commit().await?;
    answer(&shop, StatusCode::OK, &address).await
}

/// `PUT /api/v1/pictures/{picture}`: gives it other pixels wherever it is shown. The addresses that pages and networks
/// still have lead to the new ones.
pub(crate) async fn replaced_picture(
    State(shop): State<Arc<Shop>>,
    Path(picture): Path<String>,
    upload: Upload,
) -> Result<Response, Refused> {
    let former = named(&picture)?;
    described::find(&shop, &former).await?.ok_or(Refused::Unknown)?;
    let new = taken(&shop, &upload).await?;
    let focus = upload.focus()?;
    shop.renditions.storage().keep(&new).await.map_err(Problem::from)?;
    let mut tx = shop.database.write(shop.clock.now()).await?;
    replace_picture(&mut tx, &former, &new).await?;
    if let Some(focus) = focus {
        describe_picture(&mut tx, &new.address, None, Some(focus)).await?;
    }
    tx.commit().await?;
    answer(&shop, StatusCode::OK, &new.address).await
}

/// A picture that can be shown, or why not; refusals are counted.
async fn taken(shop: &Shop, upload: &Upload) -> Result<Inspected, Refused> {
    let taken = inspected(shop, upload).await;
    if let Err(refused @ (Refused::Picture(_) | Refused::Fetch(_))) = &taken {
        shop.metrics.picture_refused(refused.code());
    }
    taken
}

async fn inspected(shop: &Shop, upload: &Upload) -> Result<Inspected, Refused> {
    match shop.renditions.inspected(upload.bytes(shop).await?).await {
        Err(RenditionError::Source(refusal)) => Err(Refused::Picture(refusal)),
        Err(other) => Err(Problem::from(other).into()),
        Ok(inspected) => Ok(inspected),
    }
}

/// An import gives a file's name to new bytes; here it could only be a slip.
async fn ensure_free(tx: &mut Tx, file: &str, own: Option<PictureId>) -> Result<(), Refused> {
    let holder = pictures::id_by_file(tx, file).await?;
    if holder.is_some() && holder != own { Err(Refused::NameTaken(file.to_owned())) } else { Ok(()) }
}

fn named(picture: &str) -> Result<Address, Refused> {
    Address::parse(picture).ok_or(Refused::Unknown)
}

async fn answer(shop: &Shop, status: StatusCode, address: &Address) -> Result<Response, Refused> {
    let described = Described::of(shop, address).await?.ok_or(Refused::Unknown)?;
    let location = format!("{STAFF_PICTURES}/{}", address.as_str());
    Ok((status, [(LOCATION, location)], Json(described)).into_response())
}
