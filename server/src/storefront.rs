use std::sync::Arc;

use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
};

use crate::{
    Shop,
    middleware::{
        caching::caching,
        canonical::canonical,
        head::head,
        observe::observe,
        represent::represent,
        rim::rim,
        security_headers::{SecurityHeaders, security_headers},
    },
    routes,
};

/// The whole shop as a service: the table of routes within the layers that every answer passes.
pub fn router(shop: &Arc<Shop>) -> Router {
    within_layers(shop, routes::table(shop))
}

/// The layers around `routes`; the last one named is the outermost.
pub(crate) fn within_layers(shop: &Arc<Shop>, routes: Router) -> Router {
    let headers = Arc::new(SecurityHeaders::new(&shop.site));
    Router::new()
        .fallback_service(routes)
        .layer(from_fn(canonical))
        .layer(from_fn(represent))
        .layer(from_fn_with_state(shop.clone(), rim))
        .layer(from_fn_with_state(shop.clone(), caching))
        .layer(from_fn(head))
        .layer(from_fn_with_state(headers, security_headers))
        .layer(from_fn_with_state(shop.clone(), observe))
}
