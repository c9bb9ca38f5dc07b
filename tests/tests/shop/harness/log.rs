//! The log of the server during one test.

use std::{
    fmt::{self, Write as _},
    sync::{Arc, Mutex},
};

use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    subscriber::DefaultGuard,
};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt as _};

/// Holds what this thread logs, as long as it lives; a test runs on one thread.
pub(crate) struct Log {
    lines: Arc<Mutex<Vec<(Level, String)>>>,
    _logging: DefaultGuard,
}

impl Log {
    pub(super) fn start() -> Self {
        let lines: Arc<Mutex<Vec<(Level, String)>>> = Arc::default();
        let subscriber = tracing_subscriber::registry().with(Keeper(lines.clone()));
        Self { lines, _logging: tracing::subscriber::set_default(subscriber) }
    }

    /// The errors since it was last asked: a test that expects some takes them.
    pub(crate) fn take_errors(&self) -> Vec<String> {
        let mut lines = self.lines.lock().unwrap();
        lines.extract_if(.., |(level, _)| *level == Level::ERROR).map(|(_, line)| line).collect()
    }

    /// Every line that holds `part`.
    pub(crate) fn lines_with(&self, part: &str) -> Vec<String> {
        let lines = self.lines.lock().unwrap();
        lines.iter().filter(|(_, line)| line.contains(part)).map(|(_, line)| line.clone()).collect()
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        let errors = self.take_errors();
        if !std::thread::panicking() {
            assert!(errors.is_empty(), "the test left errors in the log: {errors:#?}");
        }
    }
}

struct Keeper(Arc<Mutex<Vec<(Level, String)>>>);

impl<S: Subscriber> Layer<S> for Keeper {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().unwrap().push((*event.metadata().level(), line.0));
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }
}
