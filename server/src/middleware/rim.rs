use std::{any::Any, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures::FutureExt as _;

use super::facts_of;
use crate::{Shop, problem::Problem};

/// How long anything may take to be answered.
const LONGEST: Duration = Duration::from_secs(30);

/// Where every problem ends: what a handler returned, a panic, or too long a time becomes a page with a reference.
pub(crate) async fn rim(State(shop): State<Arc<Shop>>, request: Request, next: Next) -> Response {
    let facts = facts_of(request.extensions());
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(LONGEST, answer).await {
        Ok(Ok(mut response)) => match response.extensions_mut().remove::<Arc<Problem>>() {
            None => response,
            Some(problem) => problem.answer(&shop, &facts),
        },
        Ok(Err(panic)) => Problem::Panic(said(panic.as_ref())).answer(&shop, &facts),
        Err(_) => Problem::TimedOut.answer(&shop, &facts),
    }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let fixed = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    fixed.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
