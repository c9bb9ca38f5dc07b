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
}

impl SecurityHeaders {
    pub(crate) fn new(site: &SiteConfig) -> Self {
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
        Self { answers, pages }
    }

    /// Adds the headers that belong to a response with these headers.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        let media_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        // An SVG that is opened on its own is a document that can contain scripts.
        let is_document = media_type.starts_with(b"text/html") || media_type.starts_with(b"image/svg");
        headers.extend(self.answers.clone());
        if is_document {
            headers.extend(self.pages.clone());
        }
    }
}

/// Returns the endpoint that the policy's `report-to` names. Browsers that don't know it read `report-uri`.
fn reporting_endpoints() -> HeaderValue {
    HeaderValue::try_from(format!("csp=\"{CSP_REPORTS}\"")).expect("a path of ours is ASCII")
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
