//! Failures of the staff API, as problem details for HTTP APIs (RFC 9457).

use std::borrow::Cow;

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, Response, StatusCode,
        header::{ALLOW, CONNECTION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::IntoResponse,
};
use import_export::{Diagnostic, Diagnostics};
use pictures::Refusal;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{http::problem::Problem, picture_hosts::FetchError, staff_orders::StaffOrderError};

const PROBLEM: &str = "application/problem+json";
/// Seconds after which a client may try again.
pub(crate) const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("5");
const CLOSE: HeaderValue = HeaderValue::from_static("close");
/// Headers that belong to an answer's status and are copied to the problem that replaces it.
const KEPT: [axum::http::HeaderName; 2] = [ALLOW, RETRY_AFTER];

/// The reason why a request to the staff API failed, in words for the person who wrote the program that sent it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("the staff API is disabled: no `staff_token` is configured")]
    Closed,
    #[error("the request has no valid token: send the shop's `staff_token` as `Authorization: Bearer`")]
    NotStaff,
    #[error("there is no such picture")]
    Unknown,
    #[error("send multipart/form-data with the picture as `file`, or application/json with its address as `url`")]
    OtherType,
    #[error("the request can't be read: {0}")]
    Unreadable(String),
    #[error("the request is larger than a picture may be, 20 MB: save it with stronger compression or fewer pixels")]
    TooLarge,
    #[error("the body did not arrive in time: send a smaller file, or its address as `url`")]
    TooSlow,
    /// Other pictures take the processors or the memory for longer than this request may wait.
    #[error("too many pictures are being checked or made: try again in some seconds")]
    Busy,
    #[error("`{field}`: {message}")]
    Field { field: Cow<'static, str>, message: String },
    #[error("another picture has the file name \"{0}\": leave `name` out, or choose another")]
    NameTaken(String),
    #[error("several files have these bytes ({}): say which with `name`", .0.join(", "))]
    SeveralFiles(Vec<String>),
    #[error("there is no {kind} \"{code}\"")]
    UnknownThing { kind: &'static str, code: String },
    /// An order can't be found or changed.
    #[error(transparent)]
    Order(StaffOrderError),
    #[error(
        "send a header `Idempotency-Key`, so that the request can be repeated: 1 to 100 letters, digits and hyphens"
    )]
    NoKey,
    /// The request asks for a change that the shop's rules forbid.
    #[error("{}", sentences(.0))]
    Refused(Diagnostics),
    #[error("an import is under way: try again in some seconds")]
    Importing,
    #[error(transparent)]
    Picture(Refusal),
    /// The picture can never be decoded within the memory that the settings allow.
    #[error(
        "decoding this picture takes {needed} MB of memory, and `picture_memory_megabytes` allows {allowed}: send it with \
        fewer pixels, or raise that setting"
    )]
    TooMuchMemory { needed: u64, allowed: u64 },
    #[error(transparent)]
    Fetch(FetchError),
    /// The file of the database was replaced: a write would be lost.
    #[error(transparent)]
    DatabaseReplaced(database::Error),
    /// The server refused the request before any handler saw it.
    #[error("{}", sentence(*.0))]
    Status(StatusCode),
    /// The server failed. The log has the cause.
    #[error(transparent)]
    Problem(#[from] Problem),
}

impl ApiError {
    pub(crate) fn field(field: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::Field { field: field.into(), message: message.into() }
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::Closed | Self::NotStaff => StatusCode::UNAUTHORIZED,
            Self::Unknown | Self::UnknownThing { .. } => StatusCode::NOT_FOUND,
            Self::OtherType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unreadable(_) | Self::NoKey => StatusCode::BAD_REQUEST,
            Self::Order(error) => error.status(),
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge | Self::Picture(Refusal::TooManyBytes) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Field { .. } | Self::Picture(_) | Self::TooMuchMemory { .. } | Self::Fetch(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::NameTaken(_) | Self::SeveralFiles(_) | Self::Refused(_) => StatusCode::CONFLICT,
            Self::Busy | Self::Importing | Self::DatabaseReplaced(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Status(status) => *status,
            Self::Problem(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Returns the code by which programs tell failures apart.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Closed | Self::NotStaff => "not-staff",
            Self::Unknown => "unknown-picture",
            Self::UnknownThing { .. } => "unknown",
            Self::Order(error) => error.code(),
            Self::NoKey => "no-idempotency-key",
            Self::Refused(_) => "refused",
            Self::Importing => "importing",
            Self::OtherType => "other-type",
            Self::Unreadable(_) => "unreadable",
            Self::TooSlow => "too-slow",
            Self::Busy => "busy",
            Self::TooLarge => "too-many-bytes",
            Self::Field { .. } => "field",
            Self::NameTaken(_) => "name-taken",
            Self::Picture(refusal) => refusal.name(),
            Self::TooMuchMemory { .. } => "too-much-memory",
            Self::Fetch(_) => "not-fetched",
            Self::DatabaseReplaced(_) => "database-replaced",
            Self::SeveralFiles(_) => "several-files",
            Self::Status(status) => code_of(*status),
            Self::Problem(_) => "failed",
        }
    }

    fn members(&self) -> Map<String, Value> {
        let mut members = members(self.status(), self.code(), &self.to_string());
        if let Self::Field { field, .. } = self {
            members.insert("field".to_owned(), json!(field));
        }
        members
    }
}

/// Returns the sentences of diagnostics, each with the field that it is about.
fn sentences(diagnostics: &Diagnostics) -> String {
    let sentence = |one: &Diagnostic| format!("{}: {}", one.field, one.message);
    diagnostics.diagnostics().map(sentence).collect::<Vec<_>>().join("; ")
}

/// Returns the answer to a request that the server failed to answer. The log has the cause under the reference.
pub(crate) fn failure(status: StatusCode, reference: Uuid) -> Response<Body> {
    let mut members = members(status, code_of(status), sentence(status));
    members.insert("reference".to_owned(), json!(reference.to_string()));
    problem(status, &members)
}

/// Returns the answer, if it is a success or a problem already; otherwise a problem with the same status.
pub(crate) fn as_problem(answer: Response<Body>) -> Response<Body> {
    let status = answer.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    if !is_failure || answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM) {
        return answer;
    }
    let mut problem = ApiError::Status(status).into_response();
    copy(answer.headers(), problem.headers_mut());
    problem
}

fn copy(from: &HeaderMap, to: &mut HeaderMap) {
    for name in KEPT {
        if let Some(value) = from.get(&name) {
            to.insert(name, value.clone());
        }
    }
}

/// Returns the members of a problem. The type `about:blank` says that the status is the type; `code` is more exact.
fn members(status: StatusCode, code: &str, detail: &str) -> Map<String, Value> {
    let title = status.canonical_reason().unwrap_or_default();
    let members = [
        ("type", json!("about:blank")),
        ("title", json!(title)),
        ("status", json!(status.as_u16())),
        ("code", json!(code)),
        ("detail", json!(detail)),
    ];
    members.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

fn problem(status: StatusCode, members: &Map<String, Value>) -> Response<Body> {
    let body = serde_json::to_string(members).expect("texts and numbers can be written");
    (status, [(CONTENT_TYPE, PROBLEM)], body).into_response()
}

fn code_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "method-not-allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too-many-bytes",
        StatusCode::URI_TOO_LONG => "address-too-long",
        StatusCode::SERVICE_UNAVAILABLE => "unavailable",
        status if status.is_server_error() => "failed",
        _ => "refused",
    }
}

fn sentence(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "the API has no such address: the manual lists those that it has",
        StatusCode::METHOD_NOT_ALLOWED => "the address does not take this method: `Allow` names those that it takes",
        StatusCode::PAYLOAD_TOO_LARGE => "the request is larger than this address takes",
        StatusCode::URI_TOO_LONG => "the address is longer than 8 KB",
        StatusCode::SERVICE_UNAVAILABLE => "the database or the picture storage does not answer: try again later",
        status if status.is_server_error() => "the server failed: its log has the cause under the reference",
        _ => "the address or the request is malformed",
    }
}

impl From<database::Error> for ApiError {
    fn from(error: database::Error) -> Self {
        match error {
            error @ database::Error::FileReplaced(_) => Self::DatabaseReplaced(error),
            other => Self::Problem(other.into()),
        }
    }
}

impl From<StaffOrderError> for ApiError {
    fn from(error: StaffOrderError) -> Self {
        match error {
            StaffOrderError::Database(error) => error.into(),
            other => Self::Order(other),
        }
    }
}

impl From<FetchError> for ApiError {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::TooLarge(refusal) => Self::Picture(refusal),
            other => Self::Fetch(other),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response<Body> {
        if let Self::Problem(problem) = self {
            return problem.into_response();
        }
        let mut response = problem(self.status(), &self.members());
        match self {
            Self::Closed | Self::NotStaff => {
                response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            // The rest of the body may still come (RFC 9110, 15.5.9).
            Self::TooSlow => {
                response.headers_mut().insert(CONNECTION, CLOSE);
            }
            Self::Busy => {
                response.headers_mut().insert(CONNECTION, CLOSE);
                response.headers_mut().insert(RETRY_AFTER, RETRY_AFTER_SECONDS);
            }
            _ => {}
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::*;

    #[test]
    fn a_failure_of_any_kind_becomes_a_problem_and_keeps_what_its_status_needs() {
        let refused = (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, Method::POST.as_str())], "<html>").into_response();

        let problem = as_problem(refused);

        assert_eq!(problem.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(problem.headers()[ALLOW], "POST");
        assert_eq!(problem.headers()[CONTENT_TYPE], "application/problem+json");
    }

    #[test]
    fn upload_that_waits_too_long_may_be_sent_again() {
        let busy = ApiError::Busy.into_response();

        assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!((&busy.headers()[RETRY_AFTER], &busy.headers()[CONNECTION]), (&RETRY_AFTER_SECONDS, &CLOSE));
    }

    #[test]
    fn what_is_no_failure_or_a_problem_already_stays_as_it_is() {
        let found = as_problem((StatusCode::OK, "{}").into_response());
        let known = as_problem(ApiError::Unknown.into_response());

        assert_eq!(found.headers()[CONTENT_TYPE], "text/plain; charset=utf-8");
        assert_eq!(known.status(), StatusCode::NOT_FOUND);
    }
}
