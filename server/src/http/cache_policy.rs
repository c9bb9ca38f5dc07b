use axum::http::{HeaderValue, StatusCode};

/// The caches that may store an answer, and for how long; the middleware `caching` alone writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// A page that is the same for everybody. Browsers revalidate it each time. It is never `no-store`, which would
    /// keep the page out of the back-forward cache.
    Public,
    /// A file that is the same for everybody and may be an hour old.
    ForAnHour,
    /// A file that is named by its content and never changes.
    Immutable,
    /// A picture that stands in until the final one is made.
    StandIn,
    /// A 404, cached for seconds, so that a flood of wrong addresses stays at the CDN.
    NotFoundBriefly,
    /// An answer to one visitor, or an error: no cache stores it.
    Private,
}

impl CachePolicy {
    /// Returns the policy of an answer with this status on a route with the policy `self`.
    pub(crate) fn for_status(self, status: StatusCode) -> Self {
        match status {
            _ if self == Self::Private => Self::Private,
            StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED => self,
            StatusCode::MOVED_PERMANENTLY | StatusCode::GONE => Self::Public,
            StatusCode::NOT_FOUND => Self::NotFoundBriefly,
            _ => Self::Private,
        }
    }

    /// Returns true if caches other than the visitor's browser may store the answer.
    pub const fn is_shared(self) -> bool {
        !matches!(self, Self::Private)
    }

    /// Returns the value of `Cache-Control` with one more directive, for shared caches.
    pub(crate) fn header_with(self, directive: &str) -> HeaderValue {
        let mut value = self.header().as_bytes().to_vec();
        value.extend_from_slice(b", ");
        value.extend_from_slice(directive.as_bytes());
        HeaderValue::from_bytes(&value).expect("directives are ASCII")
    }

    /// Returns the value of `Cache-Control`.
    pub const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Public => "public, max-age=0, must-revalidate",
            Self::ForAnHour => "public, max-age=3600",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::StandIn => "public, max-age=60",
            Self::NotFoundBriefly => "public, max-age=10",
            Self::Private => "private, no-store",
        })
    }
}

/// Marks an answer, in its extensions, that a better one will replace soon, on a route whose answers never change
/// otherwise.
#[derive(Clone, Copy)]
pub(crate) struct StandIn;
