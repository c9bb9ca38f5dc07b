//! The routes with their handlers, each behind its access rule.

mod guard;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::{Next, from_fn},
    routing::{MethodRouter, delete, get, patch, post},
};

use crate::{
    AppState, api, handlers,
    http::{
        address::Address,
        request_context::RequestContext,
        route::{Endpoint, HOME_WITHOUT_PREFIX, LONGEST_FORM, LONGEST_UPLOAD, NOT_FOUND, PUBLIC_FILES, ROUTES, Route},
    },
    private,
};

/// Returns the router of all routes. A public file goes before a page, but not before another route of its exact name.
pub(crate) fn router(shop: &Arc<AppState>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        router = router.route(route.pattern, method_router(route, shop));
    }
    let is_route = |path: &str| ROUTES.iter().any(|route| route.pattern == path);
    for path in shop.files.public.keys().filter(|path| !is_route(path)) {
        router = router.route(path, method_router(&PUBLIC_FILES, shop));
    }
    let not_found = method_router(&NOT_FOUND, shop).with_state(shop.clone());
    router.fallback_service(not_found).with_state(shop.clone())
}

/// Returns the handlers of the route, behind its access rule. The request context learns which route answers.
fn method_router(route: &'static Route, shop: &Arc<AppState>) -> MethodRouter<Arc<AppState>> {
    let shop = shop.clone();
    let guarded = handlers_of(route.endpoint).route_layer(from_fn(move |request: Request, next: Next| {
        guard::enforce(route.access, shop.clone(), request, next)
    }));
    guarded.layer(from_fn(move |request: Request, next: Next| {
        if let Some(context) = request.extensions().get::<RequestContext>() {
            context.answered_by(present_route(route, &request));
        }
        next.run(request)
    }))
}

/// Returns the route itself, or for the root that of the home page, where a locale has no prefix.
fn present_route(route: &'static Route, request: &Request) -> &'static Route {
    let has_locale = || request.extensions().get::<Address>().is_some_and(|address| address.locale().is_some());
    if matches!(route.endpoint, Endpoint::LocaleRedirect) && has_locale() { &HOME_WITHOUT_PREFIX } else { route }
}

fn handlers_of(endpoint: Endpoint) -> MethodRouter<Arc<AppState>> {
    match endpoint {
        Endpoint::LocaleRedirect => get(handlers::locale_redirect),
        Endpoint::Home
        | Endpoint::Listing
        | Endpoint::Product
        | Endpoint::Stories
        | Endpoint::Story
        | Endpoint::Page
        | Endpoint::Countries => get(handlers::page),
        Endpoint::Picture => get(handlers::picture),
        Endpoint::Asset => get(handlers::asset),
        Endpoint::Font => get(handlers::font),
        Endpoint::SitemapIndex => get(handlers::sitemap_index),
        Endpoint::Sitemap => get(handlers::sitemap),
        Endpoint::Robots => get(handlers::robots),
        Endpoint::SpeculationRules => get(handlers::speculation_rules),
        Endpoint::CspReports => post(handlers::csp_reports),
        Endpoint::PaymentNotices => {
            post(handlers::payment_notice).layer(DefaultBodyLimit::max(handlers::LONGEST_NOTICE))
        }
        Endpoint::StaffPictures => upload(post(api::uploaded_picture)),
        Endpoint::StaffPicture => {
            let pictures = get(api::known_picture).patch(api::changed_picture).put(api::replaced_picture);
            upload(pictures.delete(api::deleted_picture))
        }
        Endpoint::StaffOrders => get(api::listed_orders),
        Endpoint::StaffOrder => get(api::known_order),
        Endpoint::StaffOrderAction => post(api::acted_order),
        Endpoint::StaffThing => patch(api::archived_thing).delete(api::deleted_thing),
        Endpoint::StaffValue => delete(api::deleted_value),
        Endpoint::Health => get(handlers::health),
        Endpoint::Readiness => get(handlers::readiness),
        Endpoint::Metrics => get(handlers::metrics),
        Endpoint::PrivatePage => get(private::private_page),
        Endpoint::ServerFunction => form(post(private::server_function)),
        Endpoint::PublicFile => get(handlers::public_file),
        Endpoint::NotFound => get(handlers::not_found),
    }
}

fn form(handlers: MethodRouter<Arc<AppState>>) -> MethodRouter<Arc<AppState>> {
    handlers.layer(DefaultBodyLimit::max(LONGEST_FORM))
}

fn upload(handlers: MethodRouter<Arc<AppState>>) -> MethodRouter<Arc<AppState>> {
    handlers.layer(DefaultBodyLimit::max(LONGEST_UPLOAD))
}
