//! The merchant's account at a provider: the parts that every purge request is made of.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, Request, header::CONTENT_TYPE, request::Builder};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

/// The account's target, token and API.
pub(crate) struct Account {
    pub(crate) target_name: String,
    pub(crate) token: SecretString,
    /// The base URL of the purge API.
    pub(crate) api: String,
}

/// A purge request can't be built from the settings.
#[derive(Debug, thiserror::Error)]
#[error("the purge can't be written as a request: {0}; look at the settings `edge`, `edge_token` and `edge_api`")]
pub struct PurgeRequestError(String);

impl PurgeRequestError {
    pub(crate) fn new(cause: impl fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

impl Account {
    pub(crate) fn target_name(&self) -> &str {
        &self.target_name
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.api)
    }

    pub(crate) fn post(&self, path: &str) -> Builder {
        Request::post(self.url(path))
    }

    /// Returns the token as a header's value, which no log shows.
    pub(crate) fn token(&self, scheme: &str) -> Result<HeaderValue, PurgeRequestError> {
        let value = format!("{scheme}{}", self.token.expose_secret());
        let mut value = HeaderValue::try_from(value).map_err(PurgeRequestError::new)?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Returns the two halves of a token `ACCESS_KEY_ID:SECRET_ACCESS_KEY`.
    pub(crate) fn credentials(&self) -> Result<(&str, &str), PurgeRequestError> {
        let halves = self.token.expose_secret().split_once(':');
        halves.ok_or_else(|| PurgeRequestError::new("`edge_token` is not ACCESS_KEY_ID:SECRET_ACCESS_KEY"))
    }
}

pub(crate) fn json_body(request: Builder, body: &Value) -> Result<Request<Bytes>, PurgeRequestError> {
    let request = request.header(CONTENT_TYPE, "application/json");
    request.body(Bytes::from(body.to_string())).map_err(PurgeRequestError::new)
}
