//! The log: lines on standard error, for people or for machines.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::{EnvFilter, fmt};

use crate::{Config, LogFormat};

/// Starts the log of this process.
pub(crate) fn start(config: &Config) {
    // A filter that can't be parsed was refused when the settings were read.
    let filter = EnvFilter::try_new(&config.log).unwrap_or_default();
    let log = fmt().with_env_filter(filter).with_writer(io::stderr).with_target(false);
    match config.log_format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).with_current_span(true).with_span_list(false).init(),
    }
}
