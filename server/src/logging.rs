//! The log: lines on standard error, for people or for machines.

use std::io::{self, IsTerminal as _};

use database::TRACE_TARGET;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::{Config, LogFormat, traces::Traces};

/// Starts the log of this process, and beside it the traces, if they are sent.
pub(crate) fn start(config: &Config, traces: Option<&Traces>) {
    let mut layers = vec![log(config)];
    if let Some(traces) = traces {
        layers.push(traces.layer().boxed());
    }
    tracing_subscriber::registry().with(layers).init();
}

fn log(config: &Config) -> Box<dyn Layer<Registry> + Send + Sync> {
    // A filter that can't be parsed was refused when the settings were read.
    let filter = EnvFilter::try_new(&config.log).unwrap_or_default();
    let no_traces = format!("{TRACE_TARGET}=off").parse().expect("a target and a level are a directive");
    let filter = filter.add_directive(no_traces);
    let log = fmt::layer().with_writer(io::stderr).with_target(false);
    match config.log_format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).with_filter(filter).boxed(),
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(true).with_span_list(false).with_filter(filter).boxed()
        }
    }
}
