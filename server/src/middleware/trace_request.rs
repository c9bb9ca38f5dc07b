use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName,
        header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION},
    },
    middleware::Next,
    response::Response,
};
use tracing::{Instrument as _, field::Empty};

use crate::{AppState, clock::Stopwatch, http::request_context::RequestContext, traces::RequestSpan};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, and writes a line of the log, the metrics and the trace when it is answered. A client's own id
/// is ignored: it could repeat another's, or contain anything.
pub(crate) async fn trace_request(State(shop): State<Arc<AppState>>, mut request: Request, next: Next) -> Response {
    let stopwatch = Stopwatch::start();
    mark_secrets(request.headers_mut());
    let _in_flight = shop.metrics.request_began();
    let context = RequestContext::of(request.uri(), &shop.tracker.last_setup(), shop.clock.now());
    request.extensions_mut().insert(context.clone());
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %context.id, %method, trace_id = Empty);
    let trace = request.extensions().get::<RequestSpan>().cloned();
    if let Some(id) = trace.as_ref().and_then(RequestSpan::trace_id) {
        span.record("trace_id", tracing::field::display(id));
    }
    let mut response = next.run(request).instrument(span.clone()).await;
    response.headers_mut().insert(REQUEST_ID, context.id_header());
    let route = context.route().map_or("none", |route| route.pattern);
    let (status, took) = (response.status().as_u16(), stopwatch.elapsed());
    let milliseconds = took.as_micros() as f64 / 1000.0;
    span.in_scope(|| tracing::info!(route, status, milliseconds, "answered"));
    shop.metrics.request_answered(route, status, took);
    if let Some(trace) = trace {
        trace.record_answer(&method, context.route().map(|route| route.pattern), status);
    }
    response
}

/// Marks the headers with credentials as sensitive, so that no library logs them.
fn mark_secrets(headers: &mut HeaderMap) {
    for name in [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION] {
        if let Some(value) = headers.get_mut(name) {
            value.set_sensitive(true);
        }
    }
}
