//! The middleware of every request and response. `storefront::within_layers` has its order.

mod answer_problem;
pub(crate) mod caching;
pub(crate) mod canonical_url;
pub(crate) mod conditional;
pub(crate) mod error_boundary;
pub(crate) mod head;
mod range;
pub(crate) mod security_headers;
pub(crate) mod trace_request;

use axum::http::Extensions;

use crate::{CachePolicy, http::request_context::RequestContext};

/// Returns the cache policy of a response with this status. Without a route, the response is a redirect or an error.
fn policy_of(context: &RequestContext, status: axum::http::StatusCode) -> CachePolicy {
    let of_route = || context.route().map_or(CachePolicy::Public, |route| route.cache);
    let policy = if context.is_of_api { CachePolicy::Private } else { of_route() };
    policy.for_status(status)
}

/// Returns the context that the outermost layer has added.
fn context_of(extensions: &Extensions) -> RequestContext {
    extensions.get::<RequestContext>().expect("the outermost layer puts them there").clone()
}

#[cfg(test)]
mod tests;
