use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    Route,
    http::{address::Address, problem::Problem, request_context::RequestContext},
};

/// A request for a page, as the middleware has parsed it.
pub(crate) struct PageRequest {
    /// The address.
    pub(crate) address: Address,
    /// The route that answers.
    pub(crate) route: &'static Route,
}

impl<S: Sync> FromRequestParts<S> for PageRequest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let address = parts.extensions.get::<Address>().cloned();
        let route = parts.extensions.get::<RequestContext>().and_then(RequestContext::route);
        let (Some(address), Some(route)) = (address, route) else {
            return Err(Problem::Defect("the middleware has not parsed the address of a request for a page"));
        };
        Ok(Self { address, route })
    }
}
