use std::sync::Arc;

use axum::{
    body::Body,
    http::{Response, StatusCode},
    response::IntoResponse,
};
use cart::CartError;
use checkout::OrderError;
use jobs::JobError;
use pictures::{RenditionError, StorageError};

use crate::error_chain::error_chain;

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
    /// A change by the staff API failed.
    #[error(transparent)]
    Import(#[from] import_export::ImportError),
    /// The cart can't be changed.
    #[error(transparent)]
    Cart(#[from] CartError),
    /// The order could not be placed now.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// A background task could not be written.
    #[error(transparent)]
    Job(#[from] JobError),
    /// The problem of several requests.
    #[error(transparent)]
    Shared(Arc<Problem>),
    /// A form has not the fields that it takes.
    #[error("a form has not the fields that it takes")]
    BadForm,
    /// A form was not sent by a page of the shop.
    #[error("a form was not sent by a page of the shop")]
    ForeignForm,
    /// The shop has no setup yet.
    #[error("the shop has no setup yet: import one with `vitrine import`, such as that of demo/shop.json")]
    NoSetup,
    /// The handler panicked.
    #[error("the handler of this route panicked: {0}")]
    Panic(String),
    /// The answer took too long.
    #[error("no answer within the time limit")]
    TimedOut,
    /// The handler broke a rule of the server.
    #[error("{0}")]
    Defect(&'static str),
}

impl Problem {
    /// Returns true if the database was unavailable, so that the next attempt may succeed.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Order(error) => error.retry_after().is_some(),
            _ => matches!(self.database_error(), Some(database::Error::Unavailable(_))),
        }
    }

    /// Returns the error of the database, if it is the reason.
    pub(crate) fn database_error(&self) -> Option<&database::Error> {
        match self {
            Self::Database(error) | Self::Cart(CartError::Database(error)) | Self::Job(JobError::Database(error)) => {
                Some(error)
            }
            Self::Order(OrderError::Database(error)) => Some(error),
            Self::Shared(problem) => problem.database_error(),
            _ => None,
        }
    }

    /// Returns the status of a form that is refused as it is.
    pub(crate) const fn status_of_form(&self) -> Option<StatusCode> {
        match self {
            Self::BadForm => Some(StatusCode::BAD_REQUEST),
            Self::ForeignForm => Some(StatusCode::FORBIDDEN),
            _ => None,
        }
    }

    /// Returns true if the database as a whole does not answer.
    pub(crate) fn is_outage(&self) -> bool {
        self.database_error().is_some_and(database::Error::is_outage)
    }

    /// Returns true if the picture storage fails or too many requests wait for pictures: the next attempt may succeed.
    pub(crate) fn is_of_pictures(&self) -> bool {
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
        error_chain(self)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        Self::answer_for_all(Arc::new(self))
    }
}
