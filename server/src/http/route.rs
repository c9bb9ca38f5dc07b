//! The table of all addresses that the server answers.

use super::{access::Access, cache_policy::CachePolicy};

/// An address the server answers.
#[derive(Debug)]
pub struct Route {
    /// The address; a part in braces stands for any text.
    pub pattern: &'static str,
    /// The caches that may store its answers.
    pub cache: CachePolicy,
    /// The clients that may use it.
    pub access: Access,
    /// The methods that it takes, as in the header `Allow`.
    pub methods: &'static str,
    pub(crate) endpoint: Endpoint,
}

/// The handlers of a route.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Endpoint {
    LocaleRedirect,
    Home,
    Listing,
    Product,
    Stories,
    Story,
    Page,
    Countries,
    Picture,
    Asset,
    Font,
    SitemapIndex,
    Sitemap,
    Robots,
    SpeculationRules,
    CspReports,
    StaffPictures,
    StaffPicture,
    StaffOrders,
    StaffOrder,
    StaffOrderAction,
    StaffThing,
    StaffValue,
    Health,
    Readiness,
    Metrics,
    PaymentNotices,
    PublicFile,
    PrivatePage,
    ServerFunction,
    NotFound,
}

/// The URL contract. A test walks this table, so every new route is tested.
pub const ROUTES: &[Route] = &[
    private("/", Access::Everybody, Endpoint::LocaleRedirect),
    page("/{locale}", Endpoint::Home),
    page("/{locale}/c/{slug}", Endpoint::Listing),
    page("/{locale}/p/{slug}", Endpoint::Product),
    page("/{locale}/stories", Endpoint::Stories),
    page("/{locale}/stories/{slug}", Endpoint::Story),
    page("/{locale}/pages/{slug}", Endpoint::Page),
    page("/{locale}/countries", Endpoint::Countries),
    visitors("/{locale}/cart"),
    visitors("/{locale}/cart/shared"),
    visitors("/{locale}/discount/{code}"),
    visitors("/{locale}/checkout/{step}"),
    visitors("/{locale}/orders"),
    visitors("/{locale}/orders/{token}"),
    page("/c/{slug}", Endpoint::Listing),
    page("/p/{slug}", Endpoint::Product),
    page("/stories", Endpoint::Stories),
    page("/stories/{slug}", Endpoint::Story),
    page("/pages/{slug}", Endpoint::Page),
    page("/countries", Endpoint::Countries),
    visitors("/cart"),
    visitors("/cart/shared"),
    visitors("/discount/{code}"),
    visitors("/checkout/{step}"),
    visitors("/orders"),
    visitors("/orders/{token}"),
    form("/actions/cart/add"),
    form("/actions/cart/quantity"),
    form("/actions/cart/remove"),
    form("/actions/cart/put-back"),
    form("/actions/cart/code"),
    form("/actions/cart/remove-code"),
    form("/actions/cart/add-shared"),
    form("/actions/cart/remove-gift-card"),
    form("/actions/cart/note"),
    form("/actions/cart/estimate"),
    form("/actions/cart/accept-prices"),
    form("/actions/checkout/begin"),
    form("/actions/checkout/contact"),
    form("/actions/checkout/delivery"),
    form("/actions/checkout/payment"),
    form("/actions/checkout/place"),
    form("/actions/orders/cancel"),
    form("/actions/orders/find"),
    file("/img/{picture}/{file}", Endpoint::Picture),
    file("/assets/{file}", Endpoint::Asset),
    file("/fonts/{file}", Endpoint::Font),
    page("/sitemap.xml", Endpoint::SitemapIndex),
    page("/sitemaps/{file}", Endpoint::Sitemap),
    page("/robots.txt", Endpoint::Robots),
    page("/speculation-rules.json", Endpoint::SpeculationRules),
    Route { methods: "POST", ..private(CSP_REPORTS, Access::Everybody, Endpoint::CspReports) },
    Route { methods: "POST", ..private("/payments/{provider}/notices", Access::Everybody, Endpoint::PaymentNotices) },
    Route { methods: "POST", ..private(STAFF_PICTURES, Access::Staff, Endpoint::StaffPictures) },
    Route {
        methods: "GET,HEAD,PATCH,PUT,DELETE",
        ..private("/api/v1/pictures/{picture}", Access::Staff, Endpoint::StaffPicture)
    },
    private("/api/v1/orders", Access::Staff, Endpoint::StaffOrders),
    private("/api/v1/orders/{order}", Access::Staff, Endpoint::StaffOrder),
    Route { methods: "POST", ..private("/api/v1/orders/{order}/{action}", Access::Staff, Endpoint::StaffOrderAction) },
    Route { methods: "PATCH,DELETE", ..private("/api/v1/{section}/{code}", Access::Staff, Endpoint::StaffThing) },
    Route {
        methods: "DELETE",
        ..private("/api/v1/attributes/{attribute}/values/{value}", Access::Staff, Endpoint::StaffValue)
    },
    private("/healthz", Access::Everybody, Endpoint::Health),
    private("/readyz", Access::Everybody, Endpoint::Readiness),
    private("/metrics", Access::Operators, Endpoint::Metrics),
];

/// The files of the folder `public`, each under its own path.
pub(crate) static PUBLIC_FILES: Route =
    Route { cache: CachePolicy::ForAnHour, ..page("/{public file}", Endpoint::PublicFile) };

/// The root, where a locale has no prefix: its home page.
pub(crate) static HOME_WITHOUT_PREFIX: Route = page("/", Endpoint::Home);

/// Every other address.
pub(crate) static NOT_FOUND: Route = page("none", Endpoint::NotFound);

/// The address where browsers report what a page's content security policy has blocked.
pub(crate) const CSP_REPORTS: &str = "/csp-reports";
/// The folder of the addresses that programs of the staff use.
const API: &str = "/api";
/// The address where staff upload pictures.
pub(crate) const STAFF_PICTURES: &str = "/api/v1/pictures";
/// Maximum upload size in bytes, form fields included.
pub(crate) const LONGEST_UPLOAD: usize = pictures::MAX_BYTES + 64 * 1024;
/// Maximum size of a form in bytes.
pub(crate) const LONGEST_FORM: usize = 64 * 1024;
const READ: &str = "GET,HEAD";

const fn page(pattern: &'static str, endpoint: Endpoint) -> Route {
    Route { pattern, cache: CachePolicy::Public, access: Access::Everybody, methods: READ, endpoint }
}

const fn file(pattern: &'static str, endpoint: Endpoint) -> Route {
    Route { pattern, cache: CachePolicy::Immutable, access: Access::Everybody, methods: READ, endpoint }
}

const fn private(pattern: &'static str, access: Access, endpoint: Endpoint) -> Route {
    Route { pattern, cache: CachePolicy::Private, access, methods: READ, endpoint }
}

/// A page of one visitor.
const fn visitors(pattern: &'static str) -> Route {
    private(pattern, Access::Visitors, Endpoint::PrivatePage)
}

/// A form that changes something for one visitor.
const fn form(pattern: &'static str) -> Route {
    Route { methods: "POST", ..private(pattern, Access::Visitors, Endpoint::ServerFunction) }
}

/// Returns true for a path of the staff API, also if no route has it: its failures are answered as problems (RFC 9457), not
/// as pages.
pub(crate) fn is_of_api(path: &str) -> bool {
    path.strip_prefix(API).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
