//! Traces of requests, sent to an OpenTelemetry collector over HTTP (OTLP).
//!
//! A trace consists of the request's span, which continues the trace of the `traceparent` header, and below it those of
//! the page cache lookup, the render and each SQL statement. They are `tracing` spans with a target of their own: the log
//! does not show them, and they are not made while nothing subscribes to the target.

mod collector_client;
mod request_span;

use std::time::Duration;

use database::TRACE_TARGET;
use opentelemetry::{
    Context, KeyValue,
    trace::{Link, SpanKind, TraceContextExt as _, TraceId, TraceState, TracerProvider as _},
};
use opentelemetry_otlp::{
    ExporterBuildError, Protocol, RetryPolicy, SpanExporter, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::{
    Resource,
    resource::TelemetryResourceDetector,
    trace::{
        BatchConfigBuilder, BatchSpanProcessor, Sampler, SamplingDecision, SamplingResult, SdkTracerProvider,
        ShouldSample, Tracer as SdkTracer,
    },
};
use tokio::{runtime::Handle, task::spawn_blocking};
use tracing::{Level, Subscriber};
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};

use collector_client::CollectorClient;
pub(crate) use request_span::RequestSpan;

/// Most spans that wait to be sent; further ones are dropped, so that a slow collector takes no memory.
const QUEUE: usize = 8192;
/// Most spans of one request to the collector.
const BATCH: usize = 512;
/// Time after which spans are sent even if they are fewer.
const DELAY: Duration = Duration::from_secs(2);
/// Time that the collector may take for an answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(3);
/// Time in which a stopping process sends the last spans.
const FLUSH: Duration = Duration::from_secs(3);

/// The sender of this process's traces.
pub(crate) struct Traces(SdkTracerProvider);

impl Traces {
    /// Starts to send traces to the collector at `endpoint`, from a thread of its own.
    ///
    /// # Errors
    /// If the endpoint is not a URL, which the settings have checked.
    pub(crate) fn start(endpoint: &str, runtime: Handle) -> Result<Self, ExporterBuildError> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(format!("{endpoint}/v1/traces"))
            .with_protocol(Protocol::HttpBinary)
            .with_timeout(ANSWER_TIMEOUT)
            .with_retry_policy(RetryPolicy::disabled())
            .with_http_client(CollectorClient::new(runtime, ANSWER_TIMEOUT))
            .build()?;
        let batches = BatchConfigBuilder::default()
            .with_max_queue_size(QUEUE)
            .with_max_export_batch_size(BATCH)
            .with_scheduled_delay(DELAY);
        let processor = BatchSpanProcessor::builder(exporter).with_batch_config(batches.build()).build();
        let provider = SdkTracerProvider::builder()
            .with_resource(resource())
            .with_sampler(Sampler::ParentBased(Box::new(RequestsOnly)))
            .with_span_processor(processor);
        Ok(Self(provider.build()))
    }

    /// Returns the subscriber's layer that makes traces of the spans with [`TRACE_TARGET`].
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let layer: OpenTelemetryLayer<S, SdkTracer> =
            tracing_opentelemetry::layer().with_tracer(self.0.tracer("vitrine"));
        let layer = layer.with_location(false).with_threads(false).with_target(false).with_tracked_inactivity(false);
        layer.with_filter(Targets::new().with_target(TRACE_TARGET, Level::INFO))
    }

    /// Sends the last spans, or gives them up after some seconds.
    pub(crate) async fn stop(self) {
        // The client has logged a failure to send them.
        let _flushed = spawn_blocking(move || self.0.shutdown_with_timeout(FLUSH)).await;
    }
}

fn resource() -> Resource {
    Resource::builder_empty()
        .with_detector(Box::new(TelemetryResourceDetector))
        .with_service_name("vitrine")
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .with_attribute(KeyValue::new("service.instance.id", uuid::Uuid::new_v4().to_string()))
        .build()
}

/// Samples traces that begin with a request. A statement of background work has no request, and would be a trace of one
/// span each time that a job looks for work.
#[derive(Clone, Debug)]
struct RequestsOnly;

impl ShouldSample for RequestsOnly {
    fn should_sample(
        &self,
        parent: Option<&Context>,
        _: TraceId,
        _: &str,
        kind: &SpanKind,
        _: &[KeyValue],
        _: &[Link],
    ) -> SamplingResult {
        let is_request = *kind == SpanKind::Server;
        SamplingResult {
            decision: if is_request { SamplingDecision::RecordAndSample } else { SamplingDecision::Drop },
            attributes: Vec::new(),
            trace_state: parent
                .map_or_else(TraceState::default, |parent| parent.span().span_context().trace_state().clone()),
        }
    }
}
