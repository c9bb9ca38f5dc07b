use axum::{
    Json,
    http::{HeaderValue, StatusCode, header::WWW_AUTHENTICATE},
    response::{IntoResponse, Response},
};
use pictures::Refusal;
use serde_json::json;

use crate::{picture_hosts::FetchError, problem::Problem};

/// Why a request of staff was not done, said to whoever wrote the program that sent it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error("nobody is staff: set `staff_token`, and send it as `Authorization: Bearer`")]
    Closed,
    #[error("send the shop's `staff_token` as `Authorization: Bearer`")]
    NotStaff,
    #[error("there is no such picture")]
    Unknown,
    #[error("send multipart/form-data with the picture as `file`, or application/json with its address as `url`")]
    OtherType,
    #[error("the request can't be read: {0}")]
    Unreadable(String),
    #[error("the request is larger than a picture may be, 20 MB: save it with stronger compression or fewer pixels")]
    TooLarge,
    #[error("this took longer than five minutes: send a smaller file, or its address as `url`")]
    TooSlow,
    #[error("`{field}`: {message}")]
    Field { field: &'static str, message: String },
    #[error("another picture has the file name \"{0}\": leave `name` out, or choose another")]
    NameTaken(String),
    #[error("several files have these bytes ({}): say which with `name`", .0.join(", "))]
    SeveralFiles(Vec<String>),
    #[error(transparent)]
    Picture(Refusal),
    #[error(transparent)]
    Fetch(FetchError),
    /// The database is not where it was: what is written would be lost.
    #[error(transparent)]
    DatabaseReplaced(database::Error),
    /// Ours, not theirs.
    #[error(transparent)]
    Problem(#[from] Problem),
}

impl Refused {
    pub(super) fn field(field: &'static str, message: impl Into<String>) -> Self {
        Self::Field { field, message: message.into() }
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::Closed | Self::NotStaff => StatusCode::UNAUTHORIZED,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::OtherType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge | Self::Picture(Refusal::TooManyBytes) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Field { .. } | Self::Picture(_) | Self::Fetch(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NameTaken(_) | Self::SeveralFiles(_) => StatusCode::CONFLICT,
            Self::DatabaseReplaced(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Problem(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What programs tell refusals apart by.
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Closed | Self::NotStaff => "not-staff",
            Self::Unknown => "unknown-picture",
            Self::OtherType => "other-type",
            Self::Unreadable(_) => "unreadable",
            Self::TooSlow => "too-slow",
            Self::TooLarge => "too-many-bytes",
            Self::Field { .. } => "field",
            Self::NameTaken(_) => "name-taken",
            Self::Picture(refusal) => refusal.name(),
            Self::Fetch(_) => "not-fetched",
            Self::DatabaseReplaced(_) => "database-replaced",
            Self::SeveralFiles(_) => "several-files",
            Self::Problem(_) => "failed",
        }
    }
}

impl From<database::Error> for Refused {
    fn from(error: database::Error) -> Self {
        match error {
            error @ database::Error::FileReplaced(_) => Self::DatabaseReplaced(error),
            other => Self::Problem(other.into()),
        }
    }
}

impl From<FetchError> for Refused {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::TooLarge(refusal) => Self::Picture(refusal),
            other => Self::Fetch(other),
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        if let Self::Problem(problem) = self {
            return problem.into_response();
        }
        let field = match &self {
            Self::Field { field, .. } => Some(field),
            _ => None,
        };
        let body = json!({ "error": { "code": self.code(), "message": self.to_string(), "field": field } });
        let mut response = (self.status(), Json(body)).into_response();
        if matches!(self, Self::Closed | Self::NotStaff) {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
