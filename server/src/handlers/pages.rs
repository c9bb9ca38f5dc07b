//! The pages that shoppers see: served from the page cache while they are fresh, else rendered by `app`, for everybody
//! the same.

use std::{sync::Arc, time::Duration};

use app::page_context::{PageContext, PageResponse, PageRoute};
use axum::{
    extract::State,
    http::{StatusCode, header::LOCATION},
    response::{IntoResponse as _, Response},
};
use database::{Error, Reader};
use page_cache::{CacheEntry, Rendered};
use types::{Locale, Timestamp};

use super::Errand;
use crate::{
    AppState,
    api_error::ApiError,
    cached_response::{CacheLookup, CacheStatus, CachedPage, CachedResponse},
    clock::Stopwatch,
    following::{self, Known},
    problem::Problem,
    routes::is_of_api,
};

/// Time that a visitor who can get a stale page waits for the database during an outage.
const PROBE: Duration = Duration::from_millis(40);

/// `/{locale}`
pub(crate) async fn home(shop: State<Arc<AppState>>, errand: Errand) -> Response {
    answer(&shop, &errand, Some(PageRoute::Home)).await
}

/// `/{locale}/c/{slug}`
pub(crate) async fn listing(shop: State<Arc<AppState>>, errand: Errand) -> Response {
    answer(&shop, &errand, errand.address.slug().map(PageRoute::Listing)).await
}

/// `/{locale}/p/{slug}`
pub(crate) async fn product(shop: State<Arc<AppState>>, errand: Errand) -> Response {
    answer(&shop, &errand, errand.address.slug().map(PageRoute::Product)).await
}

/// `/{locale}/stories`
pub(crate) async fn stories(shop: State<Arc<AppState>>, errand: Errand) -> Response {
    answer(&shop, &errand, Some(PageRoute::Stories)).await
}

/// `/{locale}/stories/{slug}`
pub(crate) async fn story(shop: State<Arc<AppState>>, errand: Errand) -> Response {
    answer(&shop, &errand, errand.address.slug().map(PageRoute::Story)).await
}

/// `/{locale}/pages/{slug}`
pub(crate) async fn page(shop: State<Arc<AppState>>, errand: Errand) -> Response {
    answer(&shop, &errand, errand.address.slug().map(PageRoute::Page)).await
}

/// Every other address: the 404 page, or a problem for programs.
pub(crate) async fn nowhere(shop: State<Arc<AppState>>, errand: Errand) -> Response {
    if is_of_api(&errand.address.path) {
        return ApiError::NotFound.into_response();
    }
    answer(&shop, &errand, None).await
}

/// Answers with the page of this route, or with the 404 page if there is no route or no locale.
async fn answer(shop: &Arc<AppState>, errand: &Errand, route: Option<PageRoute>) -> Response {
    let route = route.filter(|_| errand.address.locale().is_some()).unwrap_or(PageRoute::NotFound);
    let at = shop.clock.now();
    match found(shop, errand, &route, at).await {
        Ok(lookup) => answer_of(errand, lookup),
        Err(problem) => {
            let problem = shop.outage.note(problem, at);
            match problem.may_pass().then(|| last(shop, errand, &route, at)).flatten() {
                Some(lookup) => {
                    shop.metrics.stale_answered();
                    answer_of(errand, lookup)
                }
                None => Problem::answer_for_all(problem),
            }
        }
    }
}

/// Returns the fresh page, from the page cache or rendered.
async fn found(
    shop: &Arc<AppState>,
    errand: &Errand,
    route: &PageRoute,
    at: Timestamp,
) -> Result<CacheLookup, Arc<Problem>> {
    let known = shop.following.follow(shop, patience(shop, errand, route, at)).await?;
    shop.outage.end();
    let visited = Visited::new(errand, route, &known);
    if let Some(page) = shop.pages.get_fresh(&visited.key, at) {
        return Ok(CacheLookup { entry: page, status: CacheStatus::Hit, at });
    }
    if let Some(page) = shop.pages.get_any(&visited.key).filter(|page| is_young(page, shop.stale_while_revalidate, at))
    {
        shop.tasks.spawn(revalidated(shop.clone(), visited, known, at));
        return Ok(CacheLookup { entry: page, status: CacheStatus::Stale, at });
    }
    let page = rendered_at(shop, &visited, &known, at).await?;
    Ok(CacheLookup { entry: page, status: CacheStatus::Miss, at })
}

/// Returns the time that this visitor waits for the database: less if there is a stale page to serve.
fn patience(shop: &AppState, errand: &Errand, route: &PageRoute, at: Timestamp) -> Duration {
    let can_be_shown = shop.database.breaker().is_open() && last(shop, errand, route, at).is_some();
    if can_be_shown { PROBE } else { following::PATIENCE }
}

/// Returns a new page, from a render that another request may have begun earlier. If that page became stale at a moment
/// that has come since, renders another.
async fn rendered_at(
    shop: &AppState,
    visited: &Visited,
    known: &Known,
    at: Timestamp,
) -> Result<Arc<CacheEntry<CachedResponse>>, Arc<Problem>> {
    let render = || shop.pages.render(&visited.key, known.version.clone(), at, rendered(shop, visited, known, at));
    let page = render().await?;
    if page.until.is_some_and(|until| until <= at) { render().await } else { Ok(page) }
}

/// Returns the last cached page of this address, if it may still be served while the database is down.
fn last(shop: &AppState, errand: &Errand, route: &PageRoute, at: Timestamp) -> Option<CacheLookup> {
    let visited = Visited::new(errand, route, &shop.following.last_known()?);
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

async fn revalidated(shop: Arc<AppState>, visited: Visited, known: Known, at: Timestamp) {
    let rendering = shop.pages.render(&visited.key, known.version.clone(), at, rendered(&shop, &visited, &known, at));
    if let Err(problem) = rendering.await {
        tracing::error!(page = visited.key, cause = problem.cause(), "a page could not be rendered anew: {problem}");
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
    fn new(errand: &Errand, route: &PageRoute, known: &Known) -> Self {
        let query = route.query_pairs(&errand.address.query, &known.attributes);
        Self {
            key: errand.address.with_query(&query),
            route: route.clone(),
            locale: errand.address.locale().unwrap_or(Locale::DEFAULT),
            path: errand.address.path.clone(),
            query,
            served_by: errand.route,
        }
    }
}

async fn rendered(
    shop: &AppState,
    visited: &Visited,
    known: &Known,
    at: Timestamp,
) -> Result<Rendered<CachedResponse>, Problem> {
    match rendered_from(shop, visited, shop.database.read_known(visited.locale, at, &known.version)).await {
        Err(Problem::Database(Error::Overtaken)) => {
            rendered_from(shop, visited, shop.database.read(visited.locale, at).await?).await
        }
        result => result,
    }
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

fn answer_of(errand: &Errand, lookup: CacheLookup) -> Response {
    if let CachedResponse::Redirect(path) = &lookup.entry.value {
        return (StatusCode::MOVED_PERMANENTLY, [(LOCATION, errand.address.location(path))]).into_response();
    }
    let mut response = StatusCode::OK.into_response();
    if let Some(page) = lookup.page() {
        *response.status_mut() = page.status;
    }
    response.extensions_mut().insert(Arc::new(lookup));
    response
}
