use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::header::{CACHE_CONTROL, SET_COOKIE},
    middleware::Next,
    response::Response,
};

use super::{facts_of, policy_of};
use crate::{Shop, problem::Problem};

/// Writes the route's cache policy, here and nowhere else. What would leak one visitor's answer to others is not sent.
pub(crate) async fn caching(State(shop): State<Arc<Shop>>, request: Request, next: Next) -> Response {
    let facts = facts_of(request.extensions());
    let mut response = next.run(request).await;
    let mut policy = policy_of(&facts, response.status());
    if let Some(defect) = defect(&response, policy.is_shared()) {
        response = Problem::Defect(defect).answer(&shop, &facts);
        policy = policy_of(&facts, response.status());
    }
    response.headers_mut().insert(CACHE_CONTROL, policy.header());
    response
}

fn defect(response: &Response, shared: bool) -> Option<&'static str> {
    let headers = response.headers();
    if shared && headers.contains_key(SET_COOKIE) {
        return Some("an answer that anybody may keep sets a cookie");
    }
    headers.contains_key(CACHE_CONTROL).then_some("a handler writes its own cache policy instead of its route's")
}
