use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{Route, address::Address, problem::Problem, request_facts::RequestFacts};

/// A request for a page, as the middleware has parsed it.
pub(crate) struct Errand {
    /// The address.
    pub(crate) address: Address,
    /// The route that answers.
    pub(crate) route: &'static Route,
}

impl<S: Sync> FromRequestParts<S> for Errand {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let address = parts.extensions.get::<Address>().cloned();
        let route = parts.extensions.get::<RequestFacts>().and_then(RequestFacts::route);
        let (Some(address), Some(route)) = (address, route) else {
            return Err(Problem::Defect("a page is asked for outside of the layers that read its address"));
        };
        Ok(Self { address, route })
    }
}
