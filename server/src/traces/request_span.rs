use axum::http::{HeaderMap, Method, Request, Version};
use database::TRACE_TARGET;
use opentelemetry::{
    propagation::TextMapPropagator as _,
    trace::{SpanContext, TraceContextExt as _, TraceId},
};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::{Span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use crate::http::without_tokens::without_tokens;

/// The methods that the conventions name; others could be anything.
const METHODS: [Method; 9] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::DELETE,
    Method::PATCH,
    Method::OPTIONS,
    Method::TRACE,
    Method::CONNECT,
];

/// The span of a request, by OpenTelemetry's conventions for HTTP servers. It has no address of a client and no query,
/// which may hold anything that somebody put into a link.
#[derive(Clone)]
pub(crate) struct RequestSpan(Span);

impl RequestSpan {
    /// Returns a new span, in the trace that the request's `traceparent` names if there is one; a disabled one while no
    /// traces are sent.
    pub(crate) fn of<B>(request: &Request<B>) -> Self {
        let span = tracing::info_span!(
            target: TRACE_TARGET,
            parent: None,
            "request",
            otel.name = method(request.method()),
            otel.kind = "server",
            otel.status_code = Empty,
            http.request.method = method(request.method()),
            http.response.status_code = Empty,
            http.route = Empty,
            network.protocol.version = protocol(request.version()),
            url.path = without_tokens(request.uri().path()),
            url.scheme = "http",
            cache.status = Empty,
            "error.type" = Empty,
        );
        if !span.is_disabled() {
            continue_trace(&span, request.headers());
        }
        Self(span)
    }

    pub(crate) const fn span(&self) -> &Span {
        &self.0
    }

    /// Records the response; `route` is the pattern of the route that has answered, if there is one.
    pub(crate) fn record_answer(&self, method: &Method, route: Option<&str>, status: u16) {
        if self.0.is_disabled() {
            return;
        }
        if let Some(route) = route {
            // A span that has started no longer takes its name from a field.
            self.0.context().span().update_name(format!("{} {route}", self::method(method)));
            self.0.record("http.route", route);
        }
        self.0.record("http.response.status_code", status);
        if status >= 500 {
            self.0.record("otel.status_code", "error");
            self.0.record("error.type", status.to_string());
        }
    }

    /// Records how the page cache answered, such as `hit`.
    pub(crate) fn record_cache(&self, status: &'static str) {
        self.0.record("cache.status", status);
    }

    /// Returns the trace's id, if the trace is sent.
    pub(crate) fn trace_id(&self) -> Option<TraceId> {
        let context = self.0.context();
        let span = context.span();
        Some(span.span_context()).filter(|span| span.is_sampled()).map(SpanContext::trace_id)
    }
}

/// Puts a span into the trace that a header `traceparent` names (W3C Trace Context). A malformed one is ignored.
fn continue_trace(span: &Span, headers: &HeaderMap) {
    let context = TraceContextPropagator::new().extract(&HeaderExtractor(headers));
    if context.span().span_context().is_valid() {
        // A span that has just been made has not started, which is the only reason to refuse.
        let _refused = span.set_parent(context);
    }
}

fn method(method: &Method) -> &str {
    if METHODS.contains(method) { method.as_str() } else { "_OTHER" }
}

const fn protocol(version: Version) -> &'static str {
    if matches!(version, Version::HTTP_10) { "1.0" } else { "1.1" }
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::TracerProvider as _;
    use opentelemetry_sdk::trace::SdkTracerProvider;
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    fn trace_of(header: &str) -> Option<String> {
        let tracer = SdkTracerProvider::builder().build().tracer("test");
        let subscriber = tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer));
        let request = Request::get("/en-ae").header("traceparent", header).body(()).unwrap();
        tracing::subscriber::with_default(subscriber, || RequestSpan::of(&request).trace_id().map(|id| id.to_string()))
    }

    #[test]
    fn request_continues_the_trace_of_its_header_as_that_was_decided() {
        let parent = format!("00-{TRACE}-00f067aa0ba902b7");

        assert_eq!(trace_of(&format!("{parent}-01")).as_deref(), Some(TRACE));
        assert_eq!(trace_of(&format!("{parent}-00")), None, "whoever began the trace does not send it");
    }

    #[test]
    fn malformed_header_begins_a_trace_of_its_own() {
        for header in ["", "00-", "nonsense", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"] {
            let trace = trace_of(header).unwrap();
            assert!(trace != TRACE && trace.len() == 32, "{header}: {trace}");
        }
    }

    #[test]
    fn no_span_is_made_while_nothing_subscribes() {
        assert!(RequestSpan::of(&Request::new(())).span().is_disabled());
    }
}
