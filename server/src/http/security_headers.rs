use app::site_config::SiteConfig;
use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{
        CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    },
};

use crate::http::route::CSP_REPORTS;

const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const REPORTING_ENDPOINTS: HeaderName = HeaderName::from_static("reporting-endpoints");
const SPECULATION_RULES: HeaderName = HeaderName::from_static("speculation-rules");

/// The headers by which answers, and pages, tell browsers what to refuse.
pub(crate) struct SecurityHeaders {
    answers: HeaderMap,
    pages: HeaderMap,
    private_pages: HeaderMap,
}

/// Marks an answer, in its extensions, that is a page of one visitor.
#[derive(Clone, Copy)]
pub(crate) struct PrivatePage;

impl SecurityHeaders {
    /// Creates the headers of a site. `payment_page` is the origin of the pages at which shoppers pay, if there are any.
    pub(crate) fn new(site: &SiteConfig, payment_page: Option<&str>) -> Self {
        let fixed = HeaderValue::from_static;
        let mut answers = HeaderMap::from_iter([
            (X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
            (REFERRER_POLICY, fixed("strict-origin-when-cross-origin")),
        ]);
        if site.origin.starts_with("https://") {
            answers.insert(STRICT_TRANSPORT_SECURITY, fixed("max-age=31536000; includeSubDomains"));
        }
        let pages = HeaderMap::from_iter([
            (CONTENT_SECURITY_POLICY, content_security_policy(site)),
            (CROSS_ORIGIN_OPENER_POLICY, fixed("same-origin")),
            (PERMISSIONS_POLICY, fixed("camera=(), geolocation=(), microphone=(), payment=(), usb=()")),
            (REPORTING_ENDPOINTS, reporting_endpoints()),
            (SPECULATION_RULES, fixed("\"/speculation-rules.json\"")),
        ]);
        let mut private_pages = pages.clone();
        private_pages.remove(SPECULATION_RULES);
        private_pages.insert(CONTENT_SECURITY_POLICY, policy_of_private_pages(site, payment_page));
        // The address of an order opens it: other sites never learn it.
        private_pages.insert(REFERRER_POLICY, fixed("same-origin"));
        Self { answers, pages, private_pages }
    }

    /// Adds the headers that belong to a response with these headers.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap, is_private: bool) {
        let media_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        // An SVG that is opened on its own is a document that can contain scripts.
        let is_document = media_type.starts_with(b"text/html") || media_type.starts_with(b"image/svg");
        headers.extend(self.answers.clone());
        if is_document {
            headers.extend(if is_private { self.private_pages.clone() } else { self.pages.clone() });
        }
    }
}

/// Returns the endpoint that the policy's `report-to` names. Browsers that don't know it read `report-uri`.
fn reporting_endpoints() -> HeaderValue {
    HeaderValue::try_from(format!("csp=\"{CSP_REPORTS}\"")).expect("a path of ours is ASCII")
}

/// Returns the policy of pages of one visitor: that of all pages, and no page of any site may frame them. No script of
/// another origin runs on them (PCI DSS 4.0.1, 6.4.3). The form that places an order may lead on to the page at which it is
/// paid: browsers compare each redirect of a form with the policy.
fn policy_of_private_pages(site: &SiteConfig, payment_page: Option<&str>) -> HeaderValue {
    let policy = content_security_policy(site);
    let text = policy.to_str().unwrap_or_default().replace("frame-ancestors 'self'", "frame-ancestors 'none'");
    let text = match payment_page {
        Some(origin) => text.replace("form-action 'self'", &format!("form-action 'self' {origin}")),
        None => text,
    };
    HeaderValue::try_from(text).unwrap_or(policy)
}

/// Returns the policy. It has no nonce: pages are the same bytes for everybody, so that they can be cached.
fn content_security_policy(site: &SiteConfig) -> HeaderValue {
    let reload = site.dev_reload.as_deref().map(|origin| format!(" {origin}")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{reload}; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'{reload}; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'self'; object-src 'none'; report-uri {CSP_REPORTS}; report-to csp"
    );
    HeaderValue::from_str(&policy).expect("an origin is ASCII: the configuration has read it as an address")
}
