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
    themed_files::FileOrigins,
};

/// `/assets/{file}`: a built file, or a style sheet or picture of a theme.
pub(crate) async fn asset(
    State(shop): State<Arc<AppState>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    match shop.files.built.get(&file) {
        Some(built) => Ok(built.answer(&headers)),
        None => themed(&shop, &format!("/assets/{file}"), &headers).await,
    }
}

/// `/fonts/{file}`: a font of a theme.
pub(crate) async fn font(
    State(shop): State<Arc<AppState>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    themed(&shop, &format!("/fonts/{file}"), &headers).await
}

/// A file of the folder `public`.
pub(crate) async fn public_file(
    State(shop): State<Arc<AppState>>,
    Extension(address): Extension<Address>,
    headers: HeaderMap,
) -> Response {
    answered(shop.files.public.get(&address.path), &headers)
}

/// Returns a file of the shop's theme, or of an earlier one.
async fn themed(shop: &AppState, path: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let setup = shop.tracker.last_known().and_then(|known| known.setup);
    let origins = FileOrigins { setup, built: &shop.files, database: &shop.database, at: shop.clock.now() };
    Ok(answered(shop.themed_files.find(path, origins).await?.as_deref(), headers))
}

fn answered(file: Option<&File>, headers: &HeaderMap) -> Response {
    file.map_or_else(not_here, |file| file.answer(headers))
}

/// Returns a short 404, since no person looks at it.
pub(super) fn not_here() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
}
