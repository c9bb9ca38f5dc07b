use std::{
    convert::Infallible,
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    BoxError, Router,
    body::{Body, Bytes, HttpBody},
    http::{HeaderMap, Method, Request, Response},
    middleware::{from_fn, from_fn_with_state},
};
use futures::future::Either;
use tower::Service;

use crate::{
    AppState, Peer,
    answered::{Chosen, Outcome, Source},
    clock::Stopwatch,
    middleware::{
        caching::{caching, write_for_kept},
        canonical::canonical,
        head::{head, without_body},
        observe::observe,
        represent::represent,
        rim::rim,
        security_headers::security_headers,
    },
    request_body::BodyProgress,
    routes,
};

/// The whole shop as a service. A page that is kept and right is answered at once; everything else goes through the
/// layers to the table of routes.
#[derive(Clone)]
pub struct Storefront {
    shop: Arc<AppState>,
    router: Router,
    connection: Option<(Peer, BodyProgress)>,
}

/// Opens the storefront of a shop.
pub fn storefront(shop: &Arc<AppState>) -> Storefront {
    Storefront { shop: shop.clone(), router: within_layers(shop, routes::table(shop)), connection: None }
}

impl Storefront {
    /// For the requests of one connection.
    pub(crate) fn for_connection(&self, peer: Peer, body: BodyProgress) -> Self {
        Self { connection: Some((peer, body)), ..self.clone() }
    }
}

/// The layers around `routes`; the last one named is the outermost.
pub(crate) fn within_layers(shop: &Arc<AppState>, routes: Router) -> Router {
    Router::new()
        .fallback_service(routes)
        .layer(from_fn(canonical))
        .layer(from_fn_with_state(shop.clone(), represent))
        .layer(from_fn_with_state(shop.clone(), rim))
        .layer(from_fn_with_state(shop.clone(), caching))
        .layer(from_fn(head))
        .layer(from_fn_with_state(shop.clone(), security_headers))
        .layer(from_fn_with_state(shop.clone(), observe))
}

impl<B> Service<Request<B>> for Storefront
where
    B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response<Body>, Infallible>>, axum::routing::future::RouteFuture<Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        if let Some(answer) = at_once(&self.shop, &request) {
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
        Either::Right(self.router.call(request.map(|unread| body.watch(unread))))
    }
}

/// The answer to a request for a kept page by its very address, if the page is right. Such a request needs no reading: an
/// address under which a page is kept is canonical, and of its headers none changes the answer but those that name what
/// the client takes and holds.
fn at_once<B: HttpBody>(shop: &Arc<AppState>, request: &Request<B>) -> Option<Response<Body>> {
    let is_head = request.method() == Method::HEAD;
    if !(is_head || request.method() == Method::GET) || !request.body().is_end_stream() {
        return None;
    }
    let stopwatch = Stopwatch::start();
    let at = shop.clock.now();
    let address = request.uri().path_and_query()?.as_str();
    let page =
        Some(address).filter(|_| shop.following.is_current()).and_then(|address| shop.pages.get_fresh(address, at))?;
    let outcome = Outcome { page, source: Source::Kept, at };
    let kept = outcome.kept_page()?;
    let encoding = kept.encoding(request.headers());
    let Chosen { form, is_held, is_new } = kept.form(encoding, request.headers());
    let answer = form.dressed_answer(is_held, at, |headers| dress(shop, headers, &outcome));
    if is_new {
        shop.pages.reweigh(&outcome.page);
    }
    shop.recompression.answered(&outcome.page, encoding, at);
    let status = answer.status().as_u16();
    tracing::debug!(route = kept.route.pattern, status, "answered at once");
    shop.metrics.answered_at_once(kept.route, status, stopwatch.elapsed());
    Some(if is_head { without_body(answer) } else { answer })
}

/// What the layers add to a page that is found, by the same functions.
fn dress(shop: &AppState, headers: &mut HeaderMap, outcome: &Outcome) {
    write_for_kept(shop, headers, outcome);
    shop.security_headers.add_to(headers);
}
