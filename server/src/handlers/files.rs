use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};

use crate::{Shop, address::Address, files::File, problem::Problem};

/// `/img/{picture}/{file}`: a rendition, made when it is first asked for.
pub(crate) async fn picture(
    State(shop): State<Arc<Shop>>,
    Path((picture, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let Some(rendition) = shop.renditions.rendition(&picture, &file).await? else { return Ok(not_here()) };
    let bytes = Arc::unwrap_or_clone(rendition.bytes);
    Ok(([(CONTENT_TYPE, rendition.format.mime())], Body::from(bytes)).into_response())
}

/// `/assets/{file}`: a built file.
pub(crate) async fn asset(State(shop): State<Arc<Shop>>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    answered(shop.files.built.get(&file), &headers)
}

/// A file of the folder `public`.
pub(crate) async fn public_file(
    State(shop): State<Arc<Shop>>,
    Extension(address): Extension<Address>,
    headers: HeaderMap,
) -> Response {
    answered(shop.files.public.get(&address.path), &headers)
}

fn answered(file: Option<&File>, headers: &HeaderMap) -> Response {
    file.map_or_else(not_here, |file| file.answer(headers))
}

/// Short, since no person looks at it.
fn not_here() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
}
