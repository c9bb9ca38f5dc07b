use std::sync::Arc;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header::RETRY_AFTER},
    response::{Html, IntoResponse},
};
use pictures::{RenditionError, StorageError};

use crate::{AppState, api_error, causes::causes, request_facts::RequestFacts};

/// Seconds after which a client may try again.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("5");

/// The reason why a request failed. A handler returns it; the middleware logs it once and answers the client.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// The database failed or does not answer.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// The rendition of an existing picture could not be made.
    #[error(transparent)]
    Rendition(#[from] RenditionError),
    /// The picture storage failed or does not answer.
    #[error(transparent)]
    PictureStorage(#[from] StorageError),
    /// The handler panicked.
    #[error("the code that answers this route panicked: {0}")]
    Panic(String),
    /// The answer took too long.
    #[error("no answer within the time limit")]
    TimedOut,
    /// The handler broke a rule of the server.
    #[error("{0}")]
    Defect(&'static str),
}

impl Problem {
    /// Logs the problem with the request's id, and returns the response for the client.
    pub(crate) fn answer(&self, shop: &AppState, facts: &RequestFacts) -> Response<Body> {
        let route = facts.route().map_or("none", |route| route.pattern);
        if self.is_told_already(shop) {
            tracing::debug!(route, reference = %facts.id, "{self}");
        } else {
            tracing::error!(route, reference = %facts.id, cause = self.cause(), "{self}");
        }
        if matches!(self, Self::Database(_)) {
            shop.metrics.database_failed();
        }
        if self.may_pass() || self.is_of_pictures() || self.is_told_already(shop) {
            unavailable(shop, facts)
        } else {
            failed(shop, facts)
        }
    }

    /// Returns true if the database was unavailable, so that the next attempt may succeed.
    pub(crate) const fn may_pass(&self) -> bool {
        matches!(self, Self::Database(database::Error::Unavailable(_)))
    }

    /// Returns true if the database has logged the problem once for all requests.
    fn is_told_already(&self, shop: &AppState) -> bool {
        let is_replaced = matches!(self, Self::Database(database::Error::FileReplaced(_)));
        is_replaced || (self.may_pass() && shop.database.breaker().is_open())
    }

    /// Returns true if the database as a whole does not answer.
    pub(crate) fn is_outage(&self) -> bool {
        matches!(self, Self::Database(error) if error.is_outage())
    }

    /// Returns true if the picture storage fails or too many requests wait for pictures: the next attempt may succeed.
    fn is_of_pictures(&self) -> bool {
        match self {
            Self::PictureStorage(_) => true,
            Self::Rendition(error) => error.may_pass(),
            _ => false,
        }
    }

    /// Like [`IntoResponse`], for a problem that several requests share.
    pub(crate) fn answer_for_all(problem: Arc<Self>) -> Response<Body> {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(problem);
        response
    }

    /// Returns the causes, which the problem's own text leaves out.
    pub(crate) fn cause(&self) -> Option<String> {
        causes(self)
    }
}

fn unavailable(shop: &AppState, facts: &RequestFacts) -> Response<Body> {
    let headers = HeaderMap::from_iter([(RETRY_AFTER, RETRY_AFTER_SECONDS)]);
    let status = StatusCode::SERVICE_UNAVAILABLE;
    if facts.is_of_api {
        return (headers, api_error::failure(status, facts.id)).into_response();
    }
    let page = Html(app::pages::unavailable_page(&shop.site, facts.locale));
    (status, headers, page).into_response()
}

fn failed(shop: &AppState, facts: &RequestFacts) -> Response<Body> {
    if facts.is_of_api {
        return api_error::failure(StatusCode::INTERNAL_SERVER_ERROR, facts.id);
    }
    let page = Html(app::pages::error_page(&shop.site, facts.locale, &facts.id.to_string()));
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        Self::answer_for_all(Arc::new(self))
    }
}
