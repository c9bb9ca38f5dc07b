use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{
        StatusCode,
        header::{CONTENT_TYPE, LOCATION},
    },
    response::{IntoResponse as _, Response},
};
use pictures::{Rendition, RenditionLookup, RenditionName, find_rendition};

use super::files::not_here;
use crate::{
    AppState,
    http::{cache_policy::StandIn, problem::Problem},
};

/// `/img/{picture}/{file}`: a rendition. A final one is served from the storage. Otherwise the database tells if pages
/// show this picture in this form: then the rendition, or a stand-in, is made. The address of replaced pixels redirects
/// to the present ones.
pub(crate) async fn picture(
    State(shop): State<Arc<AppState>>,
    Path((picture, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let Some(name) = RenditionName::parse(&picture, &file) else { return Ok(not_here()) };
    if let Some(made) = shop.renditions.find_stored(&name).await?.filter(|kept| kept.is_final) {
        return Ok(answer(made));
    }
    match lookup(&shop, &name).await? {
        RenditionLookup::Found(seen) => Ok(answer(shop.renditions.find_or_make(&name, seen).await?)),
        RenditionLookup::Redirect(other) => {
            Ok((StatusCode::FOUND, [(LOCATION, format!("/img/{other}"))]).into_response())
        }
        RenditionLookup::NotFound => Ok(not_here()),
    }
}

/// Looks the rendition up, and releases the database connection before anything is encoded.
async fn lookup(shop: &AppState, name: &RenditionName) -> Result<RenditionLookup, Problem> {
    let mut reader = shop.database.read(shop.clock.now()).await?;
    Ok(find_rendition(&mut reader, shop.site.listing_pictures, name).await?)
}

fn answer(rendition: Rendition) -> Response {
    let answer = ([(CONTENT_TYPE, rendition.format.mime())], Body::from(rendition.bytes)).into_response();
    if rendition.is_final { answer } else { (axum::Extension(StandIn), answer).into_response() }
}
