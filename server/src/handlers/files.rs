use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};

use crate::{
    AppState,
    files::File,
    http::{address::Address, problem::Problem},
    themed_files,
};

/// `/assets/{file}`: a built file, or a style sheet or picture of a theme.
pub(crate) async fn asset(
    State(shop): State<Arc<AppState>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    match shop.files.built.get(&file) {
        Some(built) => Ok(built.answer(&headers)),
        None => Ok(answered(themed_files::find(&shop, &format!("/assets/{file}")).await?.as_deref(), &headers)),
    }
}

/// `/fonts/{file}`: a font of a theme.
pub(crate) async fn font(
    State(shop): State<Arc<AppState>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(answered(themed_files::find(&shop, &format!("/fonts/{file}")).await?.as_deref(), &headers))
}

/// A file of the folder `public`.
pub(crate) async fn public_file(
    State(shop): State<Arc<AppState>>,
    Extension(address): Extension<Address>,
    headers: HeaderMap,
) -> Response {
    answered(shop.files.public.get(&address.path), &headers)
}

fn answered(file: Option<&File>, headers: &HeaderMap) -> Response {
    file.map_or_else(not_here, |file| file.answer(headers))
}

/// Returns a short 404, since no person looks at it.
pub(super) fn not_here() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
}
