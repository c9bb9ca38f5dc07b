//! The pages that shoppers see: served from the page cache while they are fresh, else rendered by `app`, for everybody
//! the same.

use std::{sync::Arc, time::Duration};

use app::page_context::{PageContext, PageResponse, PageRoute};
use axum::{
    extract::State,
    http::{StatusCode, header::LOCATION},
    response::{IntoResponse as _, Response},
};
use database::{Error, Reader, TRACE_TARGET};
use page_cache::{CacheEntry, Rendered};
use tracing::{Instrument as _, field::Empty};
use types::{Locale, Timestamp};

use super::PageRequest;
use crate::{
    AppState,
    clock::Stopwatch,
    http::{api_error::ApiError, problem::Problem, route::is_of_api},
    pages::{
        cached_response::{CacheLookup, CacheStatus, CachedPage, CachedResponse},
        revision_tracker::{self, ShopSnapshot},
    },
};

/// Time that a visitor who can get a stale page waits for the database during an outage.
const PROBE: Duration = Duration::from_millis(40);

/// `/{locale}`
pub(crate) async fn home(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    answer(&shop, &page_request, Some(PageRoute::Home)).await
}

/// `/{locale}/c/{slug}`
pub(crate) async fn listing(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    answer(&shop, &page_request, page_request.address.slug().map(PageRoute::Listing)).await
}

/// `/{locale}/p/{slug}`
pub(crate) async fn product(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    answer(&shop, &page_request, page_request.address.slug().map(PageRoute::Product)).await
}

/// `/{locale}/stories`
pub(crate) async fn stories(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    answer(&shop, &page_request, Some(PageRoute::Stories)).await
}

/// `/{locale}/stories/{slug}`
pub(crate) async fn story(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    answer(&shop, &page_request, page_request.address.slug().map(PageRoute::Story)).await
}

/// `/{locale}/pages/{slug}`
pub(crate) async fn page(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    answer(&shop, &page_request, page_request.address.slug().map(PageRoute::Page)).await
}

/// Every other address: the 404 page, or a problem for programs.
pub(crate) async fn not_found(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    if is_of_api(&page_request.address.path) {
        return ApiError::Status(StatusCode::NOT_FOUND).into_response();
    }
    answer(&shop, &page_request, None).await
}

/// Answers with the page of this route, or with the 404 page if there is no route or no locale.
async fn answer(shop: &Arc<AppState>, page_request: &PageRequest, route: Option<PageRoute>) -> Response {
    let route = route.filter(|_| page_request.address.locale().is_some()).unwrap_or(PageRoute::NotFound);
    let at = shop.clock.now();
    match found(shop, page_request, &route, at).await {
        Ok(lookup) => answer_of(page_request, lookup),
        Err(problem) => {
            let problem = shop.outage.note(problem, at);
            match problem.may_pass().then(|| last(shop, page_request, &route, at)).flatten() {
                Some(lookup) => {
                    shop.metrics.stale_answered();
                    answer_of(page_request, lookup)
                }
                None => Problem::answer_for_all(problem),
            }
        }
    }
}

/// Returns the fresh page, from the page cache or rendered.
async fn found(
    shop: &Arc<AppState>,
    page_request: &PageRequest,
    route: &PageRoute,
    at: Timestamp,
) -> Result<CacheLookup, Arc<Problem>> {
    let span = tracing::info_span!(target: TRACE_TARGET, "page cache lookup", cache.status = Empty);
    let catch_up = shop.tracker.catch_up(patience(shop, page_request, route, at));
    let snapshot = catch_up.instrument(span.clone()).await?;
    shop.outage.end();
    let visited = Visited::new(page_request, route, &snapshot);
    let found = cached(shop, &visited, at);
    let status = found.as_ref().map_or(CacheStatus::Miss, |lookup| lookup.status);
    span.record("cache.status", status.name());
    drop(span);
    match found {
        Some(lookup) => {
            if lookup.status == CacheStatus::Stale {
                let span = tracing::info_span!(target: TRACE_TARGET, "revalidate");
                shop.tasks.spawn(revalidated(shop.clone(), visited, snapshot, at).instrument(span));
            }
            Ok(lookup)
        }
        None => {
            let page = rendered_at(shop, &visited, &snapshot, at).await?;
            Ok(CacheLookup { entry: page, status: CacheStatus::Miss, at })
        }
    }
}

/// Returns the cached page, if it is fresh or may be served while a new one is rendered.
fn cached(shop: &AppState, visited: &Visited, at: Timestamp) -> Option<CacheLookup> {
    if let Some(page) = shop.pages.get_fresh(&visited.key, at) {
        return Some(CacheLookup { entry: page, status: CacheStatus::Hit, at });
    }
    let last = shop.pages.get_any(&visited.key);
    let page = last.filter(|page| is_young(page, shop.stale_while_revalidate, at))?;
    Some(CacheLookup { entry: page, status: CacheStatus::Stale, at })
}

/// Returns the time that this visitor waits for the database: less if there is a stale page to serve.
fn patience(shop: &AppState, page_request: &PageRequest, route: &PageRoute, at: Timestamp) -> Duration {
    let can_be_shown = shop.database.breaker().is_open() && last(shop, page_request, route, at).is_some();
    if can_be_shown { PROBE } else { revision_tracker::PATIENCE }
}

/// Returns a new page, from a render that another request may have begun earlier. If that page became stale at a moment
/// that has come since, renders another.
async fn rendered_at(
    shop: &AppState,
    visited: &Visited,
    snapshot: &ShopSnapshot,
    at: Timestamp,
) -> Result<Arc<CacheEntry<CachedResponse>>, Arc<Problem>> {
    let render =
        || shop.pages.render(&visited.key, snapshot.version.clone(), at, rendered(shop, visited, snapshot, at));
    let page = render().await?;
    if page.until.is_some_and(|until| until <= at) { render().await } else { Ok(page) }
}

/// Returns the last cached page of this address, if it may still be served while the database is down.
fn last(shop: &AppState, page_request: &PageRequest, route: &PageRoute, at: Timestamp) -> Option<CacheLookup> {
    let visited = Visited::new(page_request, route, &shop.tracker.last_known()?);
    let page = shop.pages.get_any(&visited.key)?;
    if page.stale_for(at).max(shop.outage.lasted(at)) > milliseconds(shop.stale_if_error) {
        return None;
    }
    Some(CacheLookup { entry: page, status: CacheStatus::Stale, at })
}

/// Returns true if a stale page may be served while a new one is rendered.
fn is_young(page: &CacheEntry<CachedResponse>, stale_while_revalidate: Duration, at: Timestamp) -> bool {
    (1..=milliseconds(stale_while_revalidate)).contains(&page.stale_for(at))
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

async fn revalidated(shop: Arc<AppState>, visited: Visited, snapshot: ShopSnapshot, at: Timestamp) {
    let rendering =
        shop.pages.render(&visited.key, snapshot.version.clone(), at, rendered(&shop, &visited, &snapshot, at));
    if let Err(problem) = rendering.await {
        tracing::error!(page = visited.key, cause = problem.cause(), "rendering a stale page again failed: {problem}");
    }
}

/// The parts of a request that a page is rendered from. Nothing else of the request reaches the render.
struct Visited {
    /// The page's key in the cache: the canonical address with the query's pairs that the page reads.
    key: String,
    route: PageRoute,
    locale: Locale,
    path: String,
    query: Vec<(String, String)>,
    served_by: &'static crate::Route,
}

impl Visited {
    fn new(page_request: &PageRequest, route: &PageRoute, snapshot: &ShopSnapshot) -> Self {
        let query = route.query_pairs(&page_request.address.query, &snapshot.attributes);
        Self {
            key: page_request.address.with_query(&query),
            route: route.clone(),
            locale: page_request.address.locale().unwrap_or(Locale::DEFAULT),
            path: page_request.address.path.clone(),
            query,
            served_by: page_request.route,
        }
    }
}

async fn rendered(
    shop: &AppState,
    visited: &Visited,
    snapshot: &ShopSnapshot,
    at: Timestamp,
) -> Result<Rendered<CachedResponse>, Problem> {
    let span = tracing::info_span!(target: TRACE_TARGET, "render", page.address = visited.key);
    let render = async {
        match rendered_from(shop, visited, shop.database.read_known(visited.locale, at, &snapshot.version)).await {
            Err(Problem::Database(Error::Overtaken)) => {
                rendered_from(shop, visited, shop.database.read_in(visited.locale, at).await?).await
            }
            result => result,
        }
    };
    render.instrument(span).await
}

async fn rendered_from(
    shop: &AppState,
    visited: &Visited,
    mut reader: Reader,
) -> Result<Rendered<CachedResponse>, Problem> {
    let stopwatch = Stopwatch::start();
    let at = reader.at;
    let version = reader.version().await?;
    let context = PageContext {
        site: &shop.site,
        listing_indexes: &shop.listing_indexes,
        reader: &mut reader,
        path: &visited.path,
        query: &visited.query,
    };
    let response = app::pages::respond(visited.route.clone(), context).await?;
    let (value, is_found) = match response {
        PageResponse::Page(page) => {
            shop.metrics.page_rendered();
            let is_found = page.status == StatusCode::OK.as_u16();
            (CachedResponse::Page(Box::new(CachedPage::new(visited.served_by, page, stopwatch.elapsed())?)), is_found)
        }
        PageResponse::Redirect(path) => (CachedResponse::Redirect(path), false),
    };
    // Pages of unknown addresses have no footprint, because there is no limit to the number of such addresses.
    let footprint = is_found.then(|| reader.into_footprint());
    Ok(Rendered { value, footprint, version, at })
}

fn answer_of(page_request: &PageRequest, lookup: CacheLookup) -> Response {
    if let CachedResponse::Redirect(path) = &lookup.entry.value {
        return (StatusCode::MOVED_PERMANENTLY, [(LOCATION, page_request.address.location(path))]).into_response();
    }
    let mut response = StatusCode::OK.into_response();
    if let Some(page) = lookup.page() {
        *response.status_mut() = page.status;
    }
    response.extensions_mut().insert(Arc::new(lookup));
    response
}
