use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use tokio::runtime::Handle;

/// The client that sends traces. It logs when the collector begins to fail and when it answers again, and nothing for
/// each batch that is lost in between.
#[derive(Debug)]
pub(super) struct CollectorClient {
    client: reqwest::Client,
    /// The runtime of the connections: the exporter's thread has none.
    runtime: Handle,
    is_failing: AtomicBool,
}

impl CollectorClient {
    pub(super) fn new(runtime: Handle, timeout: Duration) -> Self {
        Self { client: http_client::trusted(timeout), runtime, is_failing: AtomicBool::new(false) }
    }

    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, String> {
        let client = self.client.clone();
        let sent = self.runtime.spawn(async move { exchange(&client, request).await });
        let answer = sent.await.map_err(|error| error.to_string())?.map_err(http_client::describe)?;
        if answer.status().is_success() { Ok(answer) } else { Err(format!("it answered {}", answer.status())) }
    }

    fn log_change(&self, failure: Option<&String>) {
        let was_failing = self.is_failing.swap(failure.is_some(), Ordering::Relaxed);
        match failure {
            Some(cause) if !was_failing => {
                tracing::warn!(
                    cause,
                    "sending traces failed: they are lost until the collector at `otlp_endpoint` answers"
                );
            }
            None if was_failing => tracing::info!("the collector answers again: traces are sent"),
            _ => {}
        }
    }
}

#[async_trait]
impl HttpClient for CollectorClient {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let outcome = self.send(request).await;
        self.log_change(outcome.as_ref().err());
        Ok(outcome?)
    }
}

async fn exchange(client: &reqwest::Client, request: Request<Bytes>) -> Result<Response<Bytes>, reqwest::Error> {
    let answer = client.execute(request.try_into()?).await?;
    let status = answer.status();
    let mut response = Response::new(answer.bytes().await?);
    *response.status_mut() = status;
    Ok(response)
}
