//! The middleware of every request and response, from the outermost layer to the innermost.

pub(crate) mod caching;
pub(crate) mod canonical;
pub(crate) mod head;
pub(crate) mod observe;
mod range;
pub(crate) mod represent;
pub(crate) mod rim;
pub(crate) mod security_headers;

use axum::http::Extensions;

use crate::{CachePolicy, request_facts::RequestFacts};

/// Returns the cache policy of a response with this status. Without a route, the response is a redirect or an error.
fn policy_of(facts: &RequestFacts, status: axum::http::StatusCode) -> CachePolicy {
    let of_route = || facts.route().map_or(CachePolicy::Public, |route| route.cache);
    let policy = if facts.is_of_api { CachePolicy::Private } else { of_route() };
    policy.for_status(status)
}

/// Returns the facts that the outermost layer has added.
fn facts_of(extensions: &Extensions) -> RequestFacts {
    extensions.get::<RequestFacts>().expect("the outermost layer puts them there").clone()
}

#[cfg(test)]
mod tests;
