//! A receiver of traces (OTLP over HTTP).

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::{ResourceSpans, Span},
};
use prost::Message as _;

/// A collector that keeps every span it is sent. Its threads end with the process of the test.
pub(crate) struct Collector {
    pub(crate) address: SocketAddr,
    received: Arc<Mutex<Vec<ResourceSpans>>>,
}

impl Collector {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, received) = (listener.local_addr().unwrap(), Arc::<Mutex<Vec<_>>>::default());
        let keep = received.clone();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let keep = keep.clone();
                thread::spawn(move || receive(connection.unwrap(), &keep));
            }
        });
        Self { address, received }
    }

    /// The line of the configuration that names it.
    pub(crate) fn setting(&self) -> String {
        format!("otlp_endpoint = \"http://{}\"", self.address)
    }

    /// The spans it was sent so far.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let received = self.received.lock().unwrap();
        received.iter().flat_map(|of| &of.scope_spans).flat_map(|of| of.spans.clone()).collect()
    }

    /// An attribute of the process that sent them.
    pub(crate) fn of_process(&self, name: &str) -> String {
        let received = self.received.lock().unwrap();
        text(&received[0].resource.as_ref().unwrap().attributes, name)
    }
}

/// An attribute of a span as a text; empty if it has none of that name.
pub(crate) fn attribute(span: &Span, name: &str) -> String {
    text(&span.attributes, name)
}

fn text(attributes: &[KeyValue], name: &str) -> String {
    let value = attributes.iter().find(|attribute| attribute.key == name).and_then(|found| found.value.clone());
    match value.and_then(|value| value.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => other.map(|value| format!("{value:?}")).unwrap_or_default(),
    }
}

fn receive(connection: TcpStream, received: &Mutex<Vec<ResourceSpans>>) {
    let mut lines = BufReader::new(connection);
    while let Some((request, length)) = head(&mut lines) {
        let mut body = vec![0; length];
        lines.read_exact(&mut body).unwrap();
        assert!(request.starts_with("POST /v1/traces HTTP/1.1"), "{request}");
        assert!(request.contains("content-type: application/x-protobuf"), "{request}");
        received.lock().unwrap().extend(ExportTraceServiceRequest::decode(&body[..]).unwrap().resource_spans);
        lines.get_mut().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
    }
}

/// A request up to its body, and the length of that.
fn head(lines: &mut BufReader<TcpStream>) -> Option<(String, usize)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if lines.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
    Some((head, length))
}
