//! The vocabulary of HTTP that everything else here speaks: addresses, routes, access, cache policies, request context,
//! problems. Nothing in this folder knows the application's state.

pub(crate) mod access;
pub(crate) mod address;
pub(crate) mod api_error;
pub(crate) mod cache_policy;
pub(crate) mod compression;
pub(crate) mod problem;
pub(crate) mod request_body;
pub(crate) mod request_context;
pub(crate) mod route;
pub(crate) mod security_headers;
pub(crate) mod without_tokens;
