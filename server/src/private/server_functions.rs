use std::sync::Arc;

use axum::{
    RequestExt as _,
    extract::{Request, State},
    http::header::SET_COOKIE,
    response::{IntoResponse as _, Response},
};
use leptos::prelude::provide_context;

use super::form_visit::FormContext;
use crate::{AppState, http::problem::Problem};

/// Calls the server function of the request's address, by `leptos_axum`. Its answer is a redirect to a page, a problem, or 400
/// if the form has not the fields that it takes.
pub(crate) async fn server_function(State(shop): State<Arc<AppState>>, request: Request) -> Response {
    let context = FormContext::new(shop, request.headers());
    let provided = context.clone();
    let provide = move || provide_context(provided.clone());
    let request = request.with_limited_body();
    let called = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    let outcome = context.take_outcome();
    if let Some(problem) = outcome.problem {
        return problem.into_response();
    }
    if !outcome.is_begun {
        return Problem::BadForm.into_response();
    }
    let (mut parts, _body) = called.into_parts();
    parts.headers.remove(axum::http::header::CONTENT_TYPE);
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    for cookie in outcome.cookies {
        parts.headers.append(SET_COOKIE, cookie);
    }
    (parts.status, parts.headers).into_response()
}
