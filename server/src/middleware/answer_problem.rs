//! Turns a problem into the answer that the visitor sees.

use axum::{
    body::Body,
    http::{HeaderMap, Response, StatusCode, header::RETRY_AFTER},
    response::{Html, IntoResponse as _},
};

use setup::Setup;

use crate::{
    AppState,
    http::{
        api_error::{self, RETRY_AFTER_SECONDS},
        problem::Problem,
        request_context::RequestContext,
    },
};

/// Logs the problem under the request's id, and returns the error page for it, or the problem document for programs.
pub(crate) fn answer_problem(problem: &Problem, shop: &AppState, context: &RequestContext) -> Response<Body> {
    if let Some(status) = problem.status_of_form() {
        let setup = shop.tracker.last_setup();
        let page = Html(app::pages::refused_form_page(&shop.site, &setup, context.locale, status.as_u16()));
        return (status, page).into_response();
    }
    let route = context.route().map_or("none", |route| route.pattern);
    let is_logged = is_logged_once_for_all(problem, shop);
    if is_logged {
        tracing::debug!(route, reference = %context.id, "{problem}");
    } else {
        tracing::error!(route, reference = %context.id, cause = problem.cause(), "{problem}");
    }
    if problem.database_error().is_some() {
        shop.metrics.database_failed();
    }
    if matches!(problem, Problem::NoSetup) && !context.is_of_api {
        let page = Html(app::pages::missing_setup_page(&shop.site, &Setup::neutral()));
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, RETRY_AFTER_SECONDS)], page).into_response();
    }
    if problem.may_pass() || problem.is_of_pictures() || is_logged {
        unavailable(shop, context)
    } else {
        failed(shop, context)
    }
}

/// Returns true for an outage, for a database file that was replaced and for a shop without a setup: these are logged once,
/// where they are found.
fn is_logged_once_for_all(problem: &Problem, shop: &AppState) -> bool {
    let is_state = matches!(problem, Problem::NoSetup | Problem::Database(database::Error::FileReplaced(_)));
    is_state || (problem.may_pass() && shop.database.breaker().is_open())
}

fn unavailable(shop: &AppState, context: &RequestContext) -> Response<Body> {
    let headers = HeaderMap::from_iter([(RETRY_AFTER, RETRY_AFTER_SECONDS)]);
    let status = StatusCode::SERVICE_UNAVAILABLE;
    if context.is_of_api {
        return (headers, api_error::failure(status, context.id)).into_response();
    }
    let page = Html(app::pages::unavailable_page(&shop.site, &shop.tracker.last_setup(), context.locale));
    (status, headers, page).into_response()
}

fn failed(shop: &AppState, context: &RequestContext) -> Response<Body> {
    if context.is_of_api {
        return api_error::failure(StatusCode::INTERNAL_SERVER_ERROR, context.id);
    }
    let page =
        Html(app::pages::error_page(&shop.site, &shop.tracker.last_setup(), context.locale, &context.id.to_string()));
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}
