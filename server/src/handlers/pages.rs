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
use setup::Setup;
use tracing::{Instrument as _, Span, field::Empty};
use types::{Locale, Timestamp};

use super::PageRequest;
use crate::{
    AppState,
    clock::Stopwatch,
    http::{address::Address, api_error::ApiError, problem::Problem, route::is_of_api},
    pages::{
        cached_response::{CacheLookup, CacheStatus, CachedPage, CachedResponse},
        revision_tracker::{self, ShopSnapshot},
    },
};

/// Time that a visitor who can get a stale page waits for the database during an outage.
const PROBE: Duration = Duration::from_millis(40);

/// The page that the address names, or the 404 page.
pub(crate) async fn page(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    let at = shop.clock.now();
    match found(&shop, &page_request, at).await {
        Ok(Found::Page(lookup)) => answer_of(&page_request, lookup),
        Ok(Found::Moved(path)) => moved(&page_request, &path),
        Err(problem) => {
            let problem = shop.outage.note(problem, at);
            match problem.may_pass().then(|| last(&shop, &page_request, at)).flatten() {
                Some(lookup) => {
                    shop.metrics.stale_answered();
                    answer_of(&page_request, lookup)
                }
                None => Problem::answer_for_all(problem),
            }
        }
    }
}

/// Every other address: the 404 page, or a problem for programs.
pub(crate) async fn not_found(shop: State<Arc<AppState>>, page_request: PageRequest) -> Response {
    if is_of_api(&page_request.address.path) {
        return ApiError::Status(StatusCode::NOT_FOUND).into_response();
    }
    page(shop, page_request).await
}

/// The outcome of a request for a page.
enum Found {
    Page(CacheLookup),
    /// The path under the locale's present prefix.
    Moved(String),
}

/// Returns the fresh page, from the page cache or rendered.
async fn found(shop: &Arc<AppState>, page_request: &PageRequest, at: Timestamp) -> Result<Found, Arc<Problem>> {
    let span = tracing::info_span!(target: TRACE_TARGET, "page cache lookup", cache.status = Empty);
    let catch_up = shop.tracker.catch_up(patience(shop, page_request, at));
    let snapshot = catch_up.instrument(span.clone()).await?;
    shop.outage.end();
    if let Some(path) = snapshot.setup.as_deref().and_then(|setup| path_under_present_prefix(page_request, setup)) {
        return Ok(Found::Moved(path));
    }
    let visited = Visited::new(page_request, &snapshot).ok_or_else(|| Arc::new(Problem::NoSetup))?;
    visit(shop, visited, snapshot, span, at).await.map(Found::Page)
}

/// Returns where an address that begins with a former prefix of a locale is now.
fn path_under_present_prefix(page_request: &PageRequest, setup: &Setup) -> Option<String> {
    let address = &page_request.address;
    let locale = setup.locale_by_former_prefix(address.first_segment())?;
    let rest = address.path_after_first_segment();
    Some(match locale.prefix() {
        "" if rest.is_empty() => "/".to_owned(),
        "" => rest.to_owned(),
        prefix => format!("/{prefix}{rest}"),
    })
}

/// Returns the page from the cache, or rendered. `span` is that of the lookup.
async fn visit(
    shop: &Arc<AppState>,
    visited: Visited,
    snapshot: ShopSnapshot,
    span: Span,
    at: Timestamp,
) -> Result<CacheLookup, Arc<Problem>> {
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
fn patience(shop: &AppState, page_request: &PageRequest, at: Timestamp) -> Duration {
    let can_be_shown = shop.database.breaker().is_open() && last(shop, page_request, at).is_some();
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
fn last(shop: &AppState, page_request: &PageRequest, at: Timestamp) -> Option<CacheLookup> {
    let visited = Visited::new(page_request, &shop.tracker.last_known()?)?;
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
    address: Address,
    route: PageRoute,
    setup: Arc<Setup>,
    locale: Locale,
    query: Vec<(String, String)>,
    served_by: &'static crate::Route,
}

impl Visited {
    /// Returns `None` if the shop has no setup.
    fn new(page_request: &PageRequest, snapshot: &ShopSnapshot) -> Option<Self> {
        let setup = snapshot.setup.clone()?;
        Some(Self::within(setup, &page_request.address, page_request.route, |route, pairs| {
            route.query_pairs(pairs, &snapshot.attributes)
        }))
    }

    fn within(
        setup: Arc<Setup>,
        address: &Address,
        served_by: &'static crate::Route,
        query: impl FnOnce(&PageRoute, &[(String, String)]) -> Vec<(String, String)>,
    ) -> Self {
        let address = address.within(&setup);
        let route = address.page();
        let query = query(&route, &address.query);
        Self {
            key: address.with_query(&query),
            locale: address.locale().unwrap_or_else(|| setup.default_locale()),
            address,
            route,
            setup,
            query,
            served_by,
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
            Err(Problem::Database(Error::Overtaken)) => rendered_anew(shop, visited, at).await,
            result => result,
        }
    };
    render.instrument(span).await
}

/// Renders the page from the newest state, with the setup that this state has.
async fn rendered_anew(shop: &AppState, visited: &Visited, at: Timestamp) -> Result<Rendered<CachedResponse>, Problem> {
    let mut reader = shop.database.read(at).await?;
    let setup = setup::load(&mut reader).await?.ok_or(Problem::NoSetup)?;
    let visited = Visited::within(Arc::new(setup), &visited.address, visited.served_by, |_, _| visited.query.clone());
    rendered_from(shop, &visited, reader.for_locale(visited.locale)).await
}

async fn rendered_from(
    shop: &AppState,
    visited: &Visited,
    mut reader: Reader,
) -> Result<Rendered<CachedResponse>, Problem> {
    let stopwatch = Stopwatch::start();
    let at = reader.at;
    let version = reader.version().await?;
    touch_setup(&mut reader, visited.locale);
    let context = PageContext {
        site: &shop.site,
        setup: &visited.setup,
        listing_indexes: &shop.listing_indexes,
        reader: &mut reader,
        path: &visited.address.path,
        query: &visited.query,
    };
    let response = app::pages::respond(visited.route.clone(), context).await?;
    let (value, is_known) = match response {
        PageResponse::Page(page) => {
            shop.metrics.page_rendered();
            let is_known = [StatusCode::OK, StatusCode::GONE].map(|status| status.as_u16()).contains(&page.status);
            (CachedResponse::Page(Box::new(CachedPage::new(visited.served_by, page, stopwatch.elapsed())?)), is_known)
        }
        PageResponse::Redirect(path) => (CachedResponse::Redirect(path), false),
    };
    // Pages of unknown addresses have no footprint, because there is no limit to the number of such addresses.
    let footprint = is_known.then(|| reader.into_footprint());
    Ok(Rendered { value, footprint, version, at })
}

/// Records the parts of the setup that every page shows.
fn touch_setup(reader: &mut Reader, locale: Locale) {
    reader.touch(setup::general_key());
    reader.touch(setup::market_key(locale.market().code()));
    for language in &locale.facts().languages {
        reader.touch(setup::texts_key(*language));
    }
}

fn moved(page_request: &PageRequest, path: &str) -> Response {
    (StatusCode::MOVED_PERMANENTLY, [(LOCATION, page_request.address.location(path))]).into_response()
}

fn answer_of(page_request: &PageRequest, lookup: CacheLookup) -> Response {
    if let CachedResponse::Redirect(path) = &lookup.entry.value {
        return moved(page_request, path);
    }
    let mut response = StatusCode::OK.into_response();
    if let Some(page) = lookup.page() {
        *response.status_mut() = page.status;
    }
    response.extensions_mut().insert(Arc::new(lookup));
    response
}
