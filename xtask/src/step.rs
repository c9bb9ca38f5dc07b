//! Telling an engineer what happens, why, and how long it took.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// Runs one step: its title before, its time after, and its title again in the error when it fails.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {title}");
    let started = Instant::now();
    let done = work().with_context(|| title.to_owned())?;
    println!("  ✓ {}", spoken(started.elapsed()));
    Ok(done)
}

/// Says one thing about the step that runs.
pub(crate) fn note(text: &str) {
    println!("  {text}");
}

/// The steps of a verb whose times are told together at the end.
#[derive(Default)]
pub(crate) struct Stages(Vec<(String, Duration)>);

impl Stages {
    /// Runs a step and remembers its time, also when it fails.
    pub(crate) fn stage<T>(&mut self, title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let started = Instant::now();
        let result = step(title, work);
        self.0.push((title.to_owned(), started.elapsed()));
        result
    }

    /// Prints the table of times.
    pub(crate) fn print(&self) {
        println!("\nHow long it took");
        for (title, time) in &self.0 {
            println!("  {:>12}  {title}", spoken(*time));
        }
    }
}

fn spoken(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}
