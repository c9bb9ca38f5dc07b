use std::time::Duration;

/// Something that metrics count.
#[derive(Debug)]
pub enum BatchEvent<'a> {
    /// A command was turned away, because the queue is full.
    QueueFull,
    /// A command was not begun in time, and is dropped.
    TooLate,
    /// A batch has been carried out, or has failed.
    Done(BatchReport<'a>),
}

/// The figures of a batch.
#[derive(Debug)]
pub struct BatchReport<'a> {
    /// The time that each of its commands has waited for its beginning.
    pub waits: &'a [Duration],
    /// The time of its statements, attempts that failed included.
    pub apply: Duration,
    /// The time of its commits.
    pub commit: Duration,
    /// The reason of each refusal.
    pub refusals: &'a [&'static str],
    /// The number of commands that failed because of the database.
    pub failed: usize,
    /// The number of times that it was begun anew.
    pub retries: u32,
}
