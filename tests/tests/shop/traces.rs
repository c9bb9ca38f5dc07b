//! Traces of requests, as a collector gets them.

use std::{
    collections::HashMap,
    net::TcpListener,
    time::{Duration, Instant},
};

use database::testing::postgres;
use opentelemetry_proto::tonic::trace::v1::{
    Span,
    span::SpanKind,
    status::StatusCode::{Error, Unset},
};

use crate::harness::{Collector, Program, Serving, Visitor, attribute, free_port, visit};

const PRODUCT: &str = "/en-ae/p/dune-vase";
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";

/// Asks for an address within a trace that a proxy has begun.
async fn visit_traced(serving: &Serving, path: &str) -> String {
    let mut visitor = Visitor::connect(serving.address).await.unwrap();
    let traceparent = format!("traceparent: 00-{TRACE}-{PARENT}-01");
    visitor.send(&format!("GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n{traceparent}\r\n\r\n")).await;
    visitor.rest().await
}

fn hex(id: &[u8]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The names of a span and of those above it, from the request on.
fn path(spans: &[Span], span: &Span) -> Vec<String> {
    let by_id: HashMap<&[u8], &Span> = spans.iter().map(|span| (&span.span_id[..], span)).collect();
    let mut path = vec![span.name.clone()];
    let mut at = span;
    while let Some(above) = by_id.get(&at.parent_span_id[..]) {
        path.insert(0, above.name.clone());
        at = above;
    }
    path
}

fn of_kind(spans: &[Span], kind: SpanKind) -> Vec<&Span> {
    spans.iter().filter(|span| span.kind == kind as i32).collect()
}

async fn one_request_is_one_trace(program: &Program, lines: &str, engine: &str) {
    let collector = Collector::start();
    let serving = program.serve(&format!("{lines}\n{}", collector.setting()));

    let answer = visit_traced(&serving, &format!("{PRODUCT}?utm_source=mail")).await;
    let log = serving.stop();

    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(log.contains(&format!("trace_id={TRACE}")), "the log names the trace: {log}");
    assert!(!log.contains("statement") && !log.contains("WARN"), "{log}");
    let spans = collector.spans();
    assert!(spans.iter().all(|span| hex(&span.trace_id) == TRACE), "{spans:#?}");
    let [request] = of_kind(&spans, SpanKind::Server)[..] else { panic!("{spans:#?}") };
    assert_eq!((&*request.name, hex(&request.parent_span_id)), ("GET /{locale}/p/{slug}", PARENT.to_owned()));
    let expected = [
        ("http.request.method", "GET"),
        ("http.route", "/{locale}/p/{slug}"),
        ("http.response.status_code", "200"),
        ("url.path", PRODUCT),
        ("url.query", ""),
        ("error.type", ""),
    ];
    for (name, value) in expected {
        assert_eq!(attribute(request, name), value, "{name}");
    }
    let statements = of_kind(&spans, SpanKind::Client);
    for statement in &statements {
        assert_eq!(path(&spans, statement)[0], request.name, "{statement:#?}");
        assert_eq!(attribute(statement, "db.system.name"), engine);
        assert_eq!(attribute(statement, "db.query.summary"), statement.name);
        assert!(!attribute(statement, "db.query.text").contains("dune-vase"), "{statement:#?}");
    }
    let of = |name: &str| statements.iter().find(|statement| statement.name == name).map(|found| path(&spans, found));
    // The first request reads the setup before it can read its address.
    assert_eq!(of("SELECT shop_version").unwrap()[1..3], ["catch up", "SELECT shop_version"], "{spans:#?}");
    let paths: Vec<Vec<String>> = statements.iter().map(|statement| path(&spans, statement)).collect();
    assert!(paths.iter().any(|path| path[1] == "render" && path[2].contains("product_text")), "{paths:#?}");
    assert_eq!(collector.of_process("service.name"), "vitrine");
}

#[tokio::test]
async fn request_is_one_trace_down_to_each_statement_of_sqlite() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);

    one_request_is_one_trace(&program, "", "sqlite").await;
}

#[tokio::test]
async fn request_is_one_trace_down_to_each_statement_of_postgresql() {
    let (program, given) = (Program::new(), postgres().await);
    let database = format!("database = \"{}\"", given.address);
    program.write("vitrine.toml", &database);
    program.success(&["import", "shop.json"]);

    one_request_is_one_trace(&program, &database, "postgresql").await;
}

#[tokio::test]
async fn cached_page_and_missing_page_are_traces_of_their_own() {
    let (program, collector) = (Program::new(), Collector::start());
    program.success(&["import", "shop.json"]);
    let serving = program.serve(&collector.setting());

    for path in [PRODUCT, PRODUCT, "/en-ae/p/nothing"] {
        visit(serving.address, path).await.unwrap();
    }
    serving.stop();

    let spans = collector.spans();
    let of = |status: &str| {
        let of_status = |span: &&Span| attribute(span, "http.response.status_code") == status;
        of_kind(&spans, SpanKind::Server).into_iter().filter(of_status).collect::<Vec<_>>()
    };
    let cached: Vec<_> = of("200").into_iter().filter(|span| attribute(span, "cache.status") == "hit").collect();
    assert_eq!((of("200").len(), cached.len(), of("404").len()), (2, 1, 1), "{spans:#?}");
    assert!(!spans.iter().any(|span| span.name == "render" && span.trace_id == cached[0].trace_id), "{spans:#?}");
    assert_eq!(of("404")[0].status.as_ref().map_or(Unset as i32, |status| status.code), Unset as i32);
    let traces: Vec<_> = of_kind(&spans, SpanKind::Server).iter().map(|span| span.trace_id.clone()).collect();
    assert!(traces[0] != traces[1] && traces[1] != traces[2], "{spans:#?}");
}

#[tokio::test]
async fn request_that_fails_is_an_error_in_its_trace() {
    let (program, collector) = (Program::new(), Collector::start());
    program.success(&["import", "shop.json"]);
    let serving = program.serve(&collector.setting());
    visit(serving.address, PRODUCT).await.unwrap();
    std::fs::rename(program.path("data/vitrine.db"), program.path("data/elsewhere.db")).unwrap();

    let answer = visit_traced(&serving, "/readyz").await;
    serving.stop();

    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    let spans = collector.spans();
    let request = spans.iter().find(|span| hex(&span.trace_id) == TRACE).unwrap();
    assert_eq!(request.status.as_ref().unwrap().code, Error as i32);
    assert_eq!(attribute(request, "error.type"), "503");
}

/// Serves with this collector, which takes no traces: every request is answered, and the log has one warning.
async fn is_served_without(endpoint: &str) {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let serving = program.serve(&format!("otlp_endpoint = \"{endpoint}\""));

    let began = Instant::now();
    // Each 512 spans are sent at once; the rest when it stops.
    for _ in 0..1100 {
        let answer = visit(serving.address, PRODUCT).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let stopping = Instant::now();
    let log = serving.stop();

    assert!(stopping - began < Duration::from_secs(30), "{:?}", stopping - began);
    assert!(stopping.elapsed() < Duration::from_secs(12), "{:?}", stopping.elapsed());
    assert_eq!(log.matches("sending traces failed").count(), 1, "{log}");
    assert_eq!(log.matches("WARN").count(), 1, "{log}");
    assert!(!log.contains("ERROR") && log.contains("shutdown: complete"), "{log}");
}

#[tokio::test]
async fn collector_that_refuses_connections_delays_nobody_and_is_logged_once() {
    is_served_without(&format!("http://{}", free_port())).await;
}

#[tokio::test]
async fn collector_that_never_answers_delays_nobody_and_is_logged_once() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();

    is_served_without(&format!("http://{}", silent.local_addr().unwrap())).await;
}

#[tokio::test]
async fn log_shows_no_spans_of_traces_at_any_level() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let serving = program.serve("log = \"trace,sqlx=off\"");

    visit(serving.address, PRODUCT).await.unwrap();
    let log = serving.stop();

    assert!(log.contains("answered"), "{log}");
    for part in ["statement", "page cache lookup", "trace_id"] {
        assert!(!log.contains(part), "{part}: {log}");
    }
}
