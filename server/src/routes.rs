//! The table of all addresses that the server answers.

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::{Next, from_fn},
    routing::{MethodRouter, get, post},
};

use crate::{Access, AppState, CachePolicy, access, handlers, request_facts::RequestFacts};

/// An address the server answers.
#[derive(Debug)]
pub struct Route {
    /// The path; a segment in braces is a parameter.
    pub pattern: &'static str,
    /// The caches that may store its responses.
    pub cache: CachePolicy,
    /// The clients that may use it.
    pub access: Access,
    /// The methods that it accepts, as the value of `Allow`.
    pub methods: &'static str,
    answer: fn() -> MethodRouter<Arc<AppState>>,
}

/// The URL contract. A test walks this table, so every new route is tested.
pub const ROUTES: &[Route] = &[
    private("/", Access::Everybody, || get(handlers::entrance)),
    page("/{locale}", || get(handlers::home)),
    page("/{locale}/c/{slug}", || get(handlers::listing)),
    page("/{locale}/p/{slug}", || get(handlers::product)),
    page("/{locale}/stories", || get(handlers::stories)),
    page("/{locale}/stories/{slug}", || get(handlers::story)),
    page("/{locale}/pages/{slug}", || get(handlers::page)),
    file("/img/{picture}/{file}", || get(handlers::picture)),
    file("/assets/{file}", || get(handlers::asset)),
    page("/sitemap.xml", || get(handlers::sitemap_index)),
    page("/sitemaps/{file}", || get(handlers::sitemap)),
    page("/robots.txt", || get(handlers::robots)),
    page("/speculation-rules.json", || get(handlers::speculation_rules)),
    Route {
        pattern: CSP_REPORTS,
        cache: CachePolicy::Private,
        access: Access::Everybody,
        methods: "POST",
        answer: || post(handlers::csp_reports),
    },
    Route {
        pattern: STAFF_PICTURES,
        cache: CachePolicy::Private,
        access: Access::Staff,
        methods: "POST",
        answer: || post(handlers::uploaded_picture).layer(DefaultBodyLimit::max(LONGEST_UPLOAD)),
    },
    Route {
        pattern: "/api/v1/pictures/{picture}",
        cache: CachePolicy::Private,
        access: Access::Staff,
        methods: "GET,HEAD,PATCH,PUT",
        answer: || {
            let read_or_written = get(handlers::known_picture).patch(handlers::changed_picture);
            read_or_written.put(handlers::replaced_picture).layer(DefaultBodyLimit::max(LONGEST_UPLOAD))
        },
    },
    private("/healthz", Access::Everybody, || get(handlers::health)),
    private("/readyz", Access::Everybody, || get(handlers::readiness)),
    private("/metrics", Access::Operators, || get(handlers::metrics)),
];

/// The path to which browsers report violations of the content security policy.
pub(crate) const CSP_REPORTS: &str = "/csp-reports";
/// The path below which the API for staff is.
const API: &str = "/api";
/// The path to which staff upload pictures.
pub(crate) const STAFF_PICTURES: &str = "/api/v1/pictures";
/// The most bytes of an upload, form fields included.
pub(crate) const LONGEST_UPLOAD: usize = pictures::MAX_BYTES + 64 * 1024;
const READ: &str = "GET,HEAD";

/// The files of the folder `public`, each under its own path.
static PUBLIC_FILES: Route = Route {
    pattern: "/{public file}",
    cache: CachePolicy::ForAnHour,
    access: Access::Everybody,
    methods: READ,
    answer: || get(handlers::public_file),
};

/// Every other address.
static NOWHERE: Route = page("none", || get(handlers::nowhere));

const fn page(pattern: &'static str, answer: fn() -> MethodRouter<Arc<AppState>>) -> Route {
    Route { pattern, cache: CachePolicy::Public, access: Access::Everybody, methods: READ, answer }
}

const fn file(pattern: &'static str, answer: fn() -> MethodRouter<Arc<AppState>>) -> Route {
    Route { pattern, cache: CachePolicy::Immutable, access: Access::Everybody, methods: READ, answer }
}

const fn private(pattern: &'static str, access: Access, answer: fn() -> MethodRouter<Arc<AppState>>) -> Route {
    Route { pattern, cache: CachePolicy::Private, access, methods: READ, answer }
}

/// Returns true for a path of the staff API, even if no route has it: failures there are answered as problems (RFC
/// 9457), not as pages.
pub(crate) fn is_of_api(path: &str) -> bool {
    path.strip_prefix(API).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Route {
    /// Returns the handlers of the route, behind its access rule.
    fn method_router(&'static self, shop: &Arc<AppState>) -> MethodRouter<Arc<AppState>> {
        let shop = shop.clone();
        let guarded = (self.answer)().route_layer(from_fn(move |request: Request, next: Next| {
            access::enforce(self.access, shop.clone(), request, next)
        }));
        guarded.layer(from_fn(move |request: Request, next: Next| {
            if let Some(facts) = request.extensions().get::<RequestFacts>() {
                facts.answered_by(self);
            }
            next.run(request)
        }))
    }
}

/// Returns the table as a router. A public file overrides a page, but no other route of its exact name.
pub(crate) fn table(shop: &Arc<AppState>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        router = router.route(route.pattern, route.method_router(shop));
    }
    let of_ours = |path: &str| ROUTES.iter().any(|route| route.pattern == path);
    for path in shop.files.public.keys().filter(|path| !of_ours(path)) {
        router = router.route(path, PUBLIC_FILES.method_router(shop));
    }
    router.fallback_service(NOWHERE.method_router(shop).with_state(shop.clone())).with_state(shop.clone())
}
