//! What happens to every request and answer, outermost first.

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

/// Who may keep an answer of this status to this request. What no route answers is only a redirect or a refusal.
fn policy_of(facts: &RequestFacts, status: axum::http::StatusCode) -> CachePolicy {
    let of_route = || facts.route().map_or(CachePolicy::Public, |route| route.cache);
    let policy = if facts.is_of_api { CachePolicy::Private } else { of_route() };
    policy.for_status(status)
}

/// What the outermost layer put there.
fn facts_of(extensions: &Extensions) -> RequestFacts {
    extensions.get::<RequestFacts>().expect("the outermost layer puts them there").clone()
}

#[cfg(test)]
mod tests;
