use std::{any::Any, panic::AssertUnwindSafe, pin::pin, sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{StatusCode, header::CONNECTION},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures::FutureExt as _;
use tokio::time::timeout;

use super::{answer_problem::answer_problem, context_of};
use crate::{
    Access, AppState,
    http::{
        api_error::{ApiError, as_problem},
        problem::Problem,
        request_body::BodyProgress,
        request_context::RequestContext,
    },
};

/// The most time that an answer may take.
const LONGEST: Duration = Duration::from_secs(30);
/// The most time that an answer of the staff API may take: the largest picture arrives within it at half a megabit a
/// second.
const LONGEST_OF_STAFF: Duration = Duration::from_secs(330);

/// Turns every problem into a response: a handler's error, a panic or a timeout becomes a page with a reference, or a
/// problem (RFC 9457) for programs of staff.
pub(crate) async fn error_boundary(State(shop): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let context = context_of(request.extensions());
    let body = request.extensions().get::<BodyProgress>().cloned().unwrap_or_default();
    let mut answer = pin!(AssertUnwindSafe(next.run(request)).catch_unwind());
    let mut outcome = timeout(LONGEST, &mut answer).await;
    // The route is known by now, and routes of staff have checked the token before anything else.
    let of_staff = context.route().is_some_and(|route| route.access == Access::Staff);
    if outcome.is_err() && of_staff {
        outcome = timeout(LONGEST_OF_STAFF - LONGEST, &mut answer).await;
    }
    let response = match outcome {
        Ok(Ok(mut response)) => match response.extensions_mut().remove::<Arc<Problem>>() {
            None => response,
            Some(problem) => answer_problem(&problem, &shop, &context),
        },
        Ok(Err(panic)) => answer_problem(&Problem::Panic(said(panic.as_ref())), &shop, &context),
        Err(_) if body.is_awaited() => slow_body(&context),
        Err(_) => answer_problem(&Problem::TimedOut, &shop, &context),
    };
    if context.is_of_api { as_problem(response) } else { response }
}

/// Returns the response to a client that has not sent all of its request's body. The server did not fail, so nothing is
/// logged as an error. The connection ends, because the rest of the body may still come (RFC 9110, section 15.5.9).
fn slow_body(context: &RequestContext) -> Response {
    if context.is_of_api {
        return ApiError::TooSlow.into_response();
    }
    (StatusCode::REQUEST_TIMEOUT, [(CONNECTION, "close")], "408 Request Timeout\n").into_response()
}

fn said(panic: &(dyn Any + Send)) -> String {
    let fixed = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    fixed.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
