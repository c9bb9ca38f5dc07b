//! The test provider: a stateful payment service over HTTP, at which shoppers pay on a page of its own.

use std::time::Duration;

use http::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use types::{Currency, Money, Timestamp};

use super::{BegunPayment, ForgedNotice, NextStep, ProviderError, ProviderNotice, ReturnAddresses, notice_signature};
use crate::{Payment, ProviderTruth, RefundId, TruthState};

/// The time that the provider may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The header with the signature of a notice.
const SIGNATURE: &str = "test-signature";

/// The longest text of the provider that errors repeat.
const LONGEST_REASON: usize = 200;

/// The test provider at an address of the settings.
#[derive(Clone, Debug)]
pub struct TestProvider {
    client: Client,
    url: String,
    secrets: Vec<SecretString>,
}

#[derive(Serialize)]
struct NewPaymentBody<'a> {
    id: String,
    amount: i64,
    currency: &'a str,
    return_url: &'a str,
    notify_url: &'a str,
}

#[derive(Serialize)]
struct NewRefundBody {
    id: RefundId,
    amount: i64,
}

#[derive(Deserialize)]
struct BegunBody {
    url: String,
}

#[derive(Deserialize)]
struct PaymentBody {
    state: StateName,
    amount: i64,
    currency: String,
    captured: i64,
    refunded: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum StateName {
    Open,
    Declined,
    Cancelled,
    Captured,
}

#[derive(Deserialize)]
struct NoticeBody {
    id: String,
    payment: String,
}

#[derive(Deserialize)]
struct ErrorBody {
    error: String,
}

impl TestProvider {
    /// Creates the provider at `url`, an origin. Requests use the first of the secrets; notices may be signed with any of
    /// them.
    pub fn new(url: String, secrets: Vec<SecretString>) -> Self {
        Self::with_timeout(url, secrets, TIMEOUT)
    }

    /// Like [`Self::new`], with another time in which the provider has to answer.
    pub fn with_timeout(url: String, secrets: Vec<SecretString>, timeout: Duration) -> Self {
        Self { client: http_client::trusted(timeout), url, secrets }
    }

    pub(super) async fn begin(
        &self,
        payment: &Payment,
        ReturnAddresses { return_url, notify_url }: &ReturnAddresses,
    ) -> Result<BegunPayment, ProviderError> {
        let Money { minor: amount, currency } = payment.amount;
        let id = payment.id.to_string();
        let body = NewPaymentBody { id: id.clone(), amount, currency: currency.code(), return_url, notify_url };
        let BegunBody { url } = self.post("/payments", &body).await?;
        Ok(BegunPayment { handle: id, next: NextStep::Go { url } })
    }

    pub(super) async fn fetch(&self, handle: &str, amount: Money) -> Result<ProviderTruth, ProviderError> {
        let request = self.client.get(format!("{}/payments/{handle}", self.url));
        self.truth(request, amount).await
    }

    pub(super) async fn cancel(&self, handle: &str, amount: Money) -> Result<ProviderTruth, ProviderError> {
        let request = self.client.post(format!("{}/payments/{handle}/cancel", self.url));
        self.truth(request, amount).await
    }

    pub(super) async fn refund(&self, handle: &str, id: RefundId, amount: Money) -> Result<(), ProviderError> {
        let body = NewRefundBody { id, amount: amount.minor };
        let _: PaymentBody = self.post(&format!("/payments/{handle}/refunds"), &body).await?;
        Ok(())
    }

    pub(super) fn read_notice(
        &self,
        raw: &[u8],
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<ProviderNotice, ForgedNotice> {
        let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok());
        notice_signature::verify(raw, signature, &self.secrets, now)?;
        let NoticeBody { id, payment } = serde_json::from_slice(raw).map_err(|_| ForgedNotice::Unreadable)?;
        Ok(ProviderNotice { event: id, handle: payment })
    }

    async fn truth(&self, request: RequestBuilder, amount: Money) -> Result<ProviderTruth, ProviderError> {
        match self.send::<PaymentBody>(request).await? {
            Some(body) => body.truth(),
            None => Ok(ProviderTruth::without_money(TruthState::Missing, amount)),
        }
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, ProviderError> {
        let body = serde_json::to_vec(body).map_err(|error| ProviderError::Refused { why: error.to_string() })?;
        let request = self.client.post(format!("{}{path}", self.url));
        let answer = self.send(request.header("content-type", "application/json").body(body)).await?;
        answer.ok_or_else(|| ProviderError::Refused { why: "there is no such payment".to_owned() })
    }

    /// Sends a request with the secret. Returns the answer, or `None` if there is no such thing.
    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<Option<T>, ProviderError> {
        let secret = self.secrets.first().map_or("", |secret| secret.expose_secret());
        let answer = request.bearer_auth(secret).send().await.map_err(sending_failed)?;
        let status = answer.status();
        let bytes = answer.bytes().await.map_err(|error| unknown(http_client::describe(error)))?;
        match status {
            StatusCode::NOT_FOUND => Ok(None),
            _ if status.is_success() => {
                serde_json::from_slice(&bytes).map(Some).map_err(|error| unknown(error.to_string()))
            }
            StatusCode::CONFLICT | StatusCode::PAYMENT_REQUIRED => {
                Err(ProviderError::Declined { reason: reason(&bytes, status) })
            }
            _ if status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT => {
                Err(ProviderError::Refused { why: reason(&bytes, status) })
            }
            _ => Err(unknown(status.to_string())),
        }
    }
}

impl PaymentBody {
    fn truth(self) -> Result<ProviderTruth, ProviderError> {
        let code = &self.currency;
        let currency = Currency::from_code(code).ok_or_else(|| unknown(format!("{code:?} is no currency")))?;
        if self.captured < 0 || self.refunded < 0 {
            return Err(unknown("an amount is below zero".to_owned()));
        }
        let state = match self.state {
            StateName::Open => TruthState::Open,
            StateName::Declined => TruthState::Failed,
            StateName::Cancelled => TruthState::Cancelled,
            StateName::Captured => TruthState::Captured,
        };
        let amount = Money::new(self.amount, currency);
        Ok(ProviderTruth { state, amount, captured: self.captured, refunded: self.refunded })
    }
}

/// Returns the error of a request without an answer. Only one whose connection was refused can't have arrived.
fn sending_failed(error: reqwest::Error) -> ProviderError {
    let is_unsent = error.is_connect();
    let why = http_client::describe(error);
    if is_unsent { ProviderError::Unreachable { why } } else { unknown(why) }
}

fn unknown(why: String) -> ProviderError {
    ProviderError::Unknown { why }
}

/// Returns the words of an answer that refuses, or its status.
fn reason(bytes: &[u8], status: StatusCode) -> String {
    let told = serde_json::from_slice(bytes).map(|ErrorBody { error }| error.chars().take(LONGEST_REASON).collect());
    told.unwrap_or_else(|_| status.to_string())
}
