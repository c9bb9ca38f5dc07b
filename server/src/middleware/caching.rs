use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap,
        header::{CACHE_CONTROL, SET_COOKIE},
    },
    middleware::Next,
    response::Response,
};
use types::Timestamp;

use super::{answer_problem::answer_problem, context_of, policy_of};
use crate::{
    AppState, CachePolicy,
    http::{cache_policy::StandIn, problem::Problem},
    pages::cached_response::{CacheLookup, CacheStatus},
    traces::RequestSpan,
};

/// Writes the route's cache policy; no other code does. An answer that would leak one visitor's data to others is
/// replaced by an error.
pub(crate) async fn caching(State(shop): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let context = context_of(request.extensions());
    let trace = request.extensions().get::<RequestSpan>().cloned();
    let mut response = next.run(request).await;
    let mut policy = policy_of(&context, response.status());
    if response.extensions_mut().remove::<StandIn>().is_some() && policy == CachePolicy::Immutable {
        policy = CachePolicy::StandIn;
    }
    if let Some(defect) = defect(&response, policy.is_shared()) {
        response = answer_problem(&Problem::Defect(defect), &shop, &context);
        policy = policy_of(&context, response.status());
    }
    let lookup = response.extensions_mut().remove::<Arc<CacheLookup>>();
    response.headers_mut().insert(CACHE_CONTROL, policy.header());
    if let Some(lookup) = lookup {
        write_for_page(&shop, response.headers_mut(), &lookup);
        lookup.write_status(response.headers_mut());
        if let Some(trace) = trace {
            trace.record_cache(lookup.status.name());
        }
    }
    response
}

/// Lets the CDN cache only a page that is still fresh now: one that a write overtook would outlive its purge.
fn write_for_page(shop: &AppState, headers: &mut HeaderMap, lookup: &CacheLookup) {
    if !lookup.has_footprint() {
        return;
    }
    let Some(cdn_headers) = &shop.cdn_headers else { return };
    let at = shop.clock.now();
    if lookup.status != CacheStatus::Stale && lookup.entry.is_fresh(at) && shop.tracker.is_current() {
        cdn_headers.write(headers, &lookup.entry, at);
    } else {
        cdn_headers.forbid(headers);
    }
}

/// Writes this middleware's headers for a cached page that is fresh at the lookup's moment.
pub(crate) fn write_for_cached_page(shop: &AppState, headers: &mut HeaderMap, lookup: &CacheLookup) {
    headers.insert(CACHE_CONTROL, CachePolicy::Public.header());
    if let Some(cdn_headers) = &shop.cdn_headers {
        // The headers are reused for a second, so their lifetime counts from its end.
        cdn_headers.write(headers, &lookup.entry, Timestamp(lookup.at.seconds() * 1000 + 999));
    }
    lookup.write_status(headers);
}

fn defect(response: &Response, shared: bool) -> Option<&'static str> {
    let headers = response.headers();
    if shared && headers.contains_key(SET_COOKIE) {
        return Some("a response that caches may store sets a cookie");
    }
    headers.contains_key(CACHE_CONTROL).then_some("a handler writes its own cache policy instead of its route's")
}
