use axum::http::{HeaderValue, StatusCode};

/// Who may keep an answer, and for how long; written into headers in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// The same for everybody. A browser asks each time whether it still holds; never `no-store`, which would keep
    /// the page out of the back-forward cache.
    Public,
    /// The same for everybody, and no harm if it is an hour old.
    ForAnHour,
    /// Named by its content: it never changes.
    Immutable,
    /// A picture that stands in until a better one is made.
    StandIn,
    /// Nothing is here: deliberately kept for seconds, so that a flood of wrong addresses stays at the edge.
    NotFoundBriefly,
    /// One visitor's own, or an error: kept by nobody.
    Private,
}

impl CachePolicy {
    /// What an answer with this status gets on a route whose pages get `self`.
    pub(crate) fn for_status(self, status: StatusCode) -> Self {
        match status {
            _ if self == Self::Private => Self::Private,
            StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED => self,
            StatusCode::MOVED_PERMANENTLY => Self::Public,
            StatusCode::NOT_FOUND => Self::NotFoundBriefly,
            _ => Self::Private,
        }
    }

    /// Whether others than the visitor's browser may keep it.
    pub const fn is_shared(self) -> bool {
        !matches!(self, Self::Private)
    }

    /// The value of `Cache-Control` with one more thing to say to caches that are shared.
    pub(crate) fn header_with(self, directive: &str) -> HeaderValue {
        let mut value = self.header().as_bytes().to_vec();
        value.extend_from_slice(b", ");
        value.extend_from_slice(directive.as_bytes());
        HeaderValue::from_bytes(&value).expect("directives are ASCII")
    }

    /// The value of `Cache-Control`.
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
