use std::{
    convert::Infallible,
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    BoxError, Router,
    body::{Body, Bytes, HttpBody},
    http::{HeaderMap, Method, Request, Response, StatusCode},
    middleware::{from_fn, from_fn_with_state},
    routing::future::RouteFuture,
};
use futures::future::Either;
use tower::Service;
use tracing::{Instrument as _, instrument::Instrumented};

use crate::{
    AppState, Peer,
    clock::Stopwatch,
    http::request_body::BodyProgress,
    middleware::{
        caching::{caching, write_for_cached_page},
        canonical_url::canonical_url,
        conditional::conditional,
        error_boundary::error_boundary,
        head::{head, without_body},
        security_headers::security_headers,
        trace_request::trace_request,
    },
    pages::cached_response::{CacheLookup, CacheStatus, SelectedRepresentation},
    router::router,
    traces::RequestSpan,
};

/// The whole shop as a service. A fresh page in the cache is served directly; every other request goes through the
/// middleware to the table of routes.
#[derive(Clone)]
pub struct Storefront {
    shop: Arc<AppState>,
    router: Router,
    connection: Option<(Peer, BodyProgress)>,
}

/// Opens the storefront of a shop.
pub fn storefront(shop: &Arc<AppState>) -> Storefront {
    Storefront { shop: shop.clone(), router: within_layers(shop, router(shop)), connection: None }
}

impl Storefront {
    /// Returns the service for the requests of one connection.
    pub(crate) fn for_connection(&self, peer: Peer, body: BodyProgress) -> Self {
        Self { connection: Some((peer, body)), ..self.clone() }
    }
}

/// Wraps `routes` in the middleware. The last layer is the outermost.
pub(crate) fn within_layers(shop: &Arc<AppState>, routes: Router) -> Router {
    Router::new()
        .fallback_service(routes)
        .layer(from_fn_with_state(shop.clone(), canonical_url))
        .layer(from_fn_with_state(shop.clone(), conditional))
        .layer(from_fn_with_state(shop.clone(), error_boundary))
        .layer(from_fn_with_state(shop.clone(), caching))
        .layer(from_fn(head))
        .layer(from_fn_with_state(shop.clone(), security_headers))
        .layer(from_fn_with_state(shop.clone(), trace_request))
}

impl<B> Service<Request<B>> for Storefront
where
    B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response<Body>, Infallible>>, Instrumented<RouteFuture<Infallible>>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let trace = RequestSpan::of(&request);
        if let Some(answer) = try_serve_cached(&self.shop, &request, &trace) {
            return Either::Left(ready(Ok(answer)));
        }
        let body = match &self.connection {
            Some((peer, body)) => {
                request.extensions_mut().insert(*peer);
                body.clone()
            }
            None => BodyProgress::default(),
        };
        request.extensions_mut().insert(body.clone());
        let span = trace.span().clone();
        if !span.is_disabled() {
            request.extensions_mut().insert(trace);
        }
        let request = request.map(|unread| body.watch(unread));
        Either::Right(span.in_scope(|| self.router.call(request)).instrument(span))
    }
}

/// Serves a GET or HEAD of a cached page by its exact address, if the page is fresh. Such a request needs no parsing:
/// the cache's addresses are canonical, and only `Accept-Encoding` and `If-None-Match` change the response.
fn try_serve_cached<B: HttpBody>(
    shop: &Arc<AppState>,
    request: &Request<B>,
    trace: &RequestSpan,
) -> Option<Response<Body>> {
    let is_head = request.method() == Method::HEAD;
    if !(is_head || request.method() == Method::GET) || !request.body().is_end_stream() {
        return None;
    }
    let stopwatch = Stopwatch::start();
    let at = shop.clock.now();
    let address = request.uri().path_and_query()?.as_str();
    let page =
        Some(address).filter(|_| shop.tracker.is_current()).and_then(|address| shop.pages.get_fresh(address, at))?;
    let lookup = CacheLookup { entry: page, status: CacheStatus::Hit, at };
    let page = lookup.page().filter(|page| page.status == StatusCode::OK)?;
    let encoding = page.encoding(request.headers());
    let SelectedRepresentation { representation, client_has, is_new } =
        page.representation(encoding, request.headers());
    let answer = representation.response_with(client_has, at, |headers| apply_headers(shop, headers, &lookup));
    if is_new {
        shop.pages.reweigh(&lookup.entry);
    }
    shop.recompression.count_response(&lookup.entry, encoding, at);
    let status = answer.status().as_u16();
    tracing::debug!(route = page.route.pattern, status, "served from page cache");
    shop.metrics.cached_page_served(page.route, status, stopwatch.elapsed());
    trace.record_cache(lookup.status.name());
    trace.record_answer(request.method(), Some(page.route.pattern), status);
    Some(if is_head { without_body(answer) } else { answer })
}

/// Writes the headers that the middleware adds to a page with status 200, by the same functions.
fn apply_headers(shop: &AppState, headers: &mut HeaderMap, lookup: &CacheLookup) {
    write_for_cached_page(shop, headers, lookup);
    shop.security_headers.add_to(headers, false);
}
