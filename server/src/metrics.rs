//! Metrics for the operator, in Prometheus's text format.

use std::{sync::Arc, time::Duration};

use ::metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Level, Metadata, Recorder, SharedString, Unit};
use catalog::ListingIndexStatistics;
use database::{BatchEvent, BatchReport, Database};
use jobs::QueueLength;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusRecorder};
use page_cache::PageCacheStatistics;

use crate::{CachePolicy, ROUTES, Route, pages::recompression::RecompressionStatistics};

const REQUESTS: &str = "vitrine_requests_total";
const SECONDS: &str = "vitrine_request_seconds";
const REFUSED_PICTURES: &str = "vitrine_pictures_refused_total";
const RENDITIONS: &str = "vitrine_renditions_made_ahead_total";
const JOB_RUNS: &str = "vitrine_job_runs_total";
const JOB_SECONDS: &str = "vitrine_job_seconds";
const STORAGE_FAILURES: &str = "vitrine_renditions_not_stored_total";
const VIOLATIONS: &str = "vitrine_csp_violations_total";
const IN_FLIGHT: &str = "vitrine_requests_in_flight";
const CONNECTIONS: &str = "vitrine_connections";
const CONNECTIONS_DROPPED: &str = "vitrine_connections_dropped_total";
const DATABASE_ERRORS: &str = "vitrine_database_errors_total";
const RENDERS: &str = "vitrine_renders_total";
const CACHE_PAGES: &str = "vitrine_page_cache_pages";
const CACHE_BYTES: &str = "vitrine_page_cache_bytes";
const CACHE_CAPACITY: &str = "vitrine_page_cache_capacity_bytes";
const CACHE_HITS: &str = "vitrine_page_cache_hits_total";
const CACHE_JOINED: &str = "vitrine_page_cache_joined_total";
const CACHE_PURGED: &str = "vitrine_page_cache_purged_total";
const CACHE_STALE: &str = "vitrine_page_cache_stale_total";
const OUTAGE: &str = "vitrine_database_outage";
const OUTAGES: &str = "vitrine_database_outages_total";
const FOLLOWS: &str = "vitrine_changes_followed";
const FOLLOWER_FAILURES: &str = "vitrine_follower_failures_total";
const CACHE_OVERTAKEN: &str = "vitrine_page_cache_overtaken_total";
const LISTING_INDEX_LOADS: &str = "vitrine_listing_index_loads_total";
const LISTING_INDEX_FOLLOWS: &str = "vitrine_listing_index_follows_total";
const RECOMPRESSIONS: &str = "vitrine_recompressions_total";
const RECOMPRESSIONS_DROPPED: &str = "vitrine_recompressions_dropped_total";
const RECOMPRESSIONS_WAITING: &str = "vitrine_recompressions_waiting";

const MAILS: &str = "vitrine_mails_total";
const MAILS_WAITING: &str = "vitrine_mails_waiting";
const MAILS_GIVEN_UP: &str = "vitrine_mails_given_up";

const BATCH_COMMANDS: &str = "vitrine_batch_commands";
const BATCH_WAIT: &str = "vitrine_batch_wait_seconds";
const BATCH_APPLY: &str = "vitrine_batch_apply_seconds";
const BATCH_COMMIT: &str = "vitrine_batch_commit_seconds";
const BATCH_REFUSALS: &str = "vitrine_batch_refusals_total";
const BATCH_FAILURES: &str = "vitrine_batch_failures_total";
const BATCH_RETRIES: &str = "vitrine_batch_retries_total";

/// The upper bounds of the sizes of batches.
const BATCH_BUCKETS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
/// The upper bounds of the histograms in seconds, from a cached answer over a render to a picture.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
const METADATA: Metadata<'static> = Metadata::new("vitrine", Level::INFO, None);

/// The metrics of a shop, not of the process, so that two shops in one process don't mix.
#[derive(Clone)]
pub(crate) struct Metrics {
    recorder: Arc<PrometheusRecorder>,
    /// Registered counters of cached pages: a lookup by name would cost as much as serving the page.
    cached_pages: Arc<[CachedPageCounters]>,
}

/// A route's counters of cached pages.
struct CachedPageCounters {
    pattern: &'static str,
    sent: Counter,
    not_modified: Counter,
    seconds: Histogram,
}

/// A guard that counts a request as in flight until it is dropped, even if the client hung up.
pub(crate) struct InFlight(Gauge);

impl Metrics {
    pub(crate) fn new() -> Self {
        let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).expect("there is a bucket");
        let sizes = Matcher::Full(BATCH_COMMANDS.to_owned());
        let builder = builder.set_buckets_for_metric(sizes, &BATCH_BUCKETS).expect("there is a bucket");
        let recorder = builder.build_recorder();
        let pages = ROUTES.iter().filter(|route| route.cache == CachePolicy::Public);
        let cached_pages = pages.map(|route| CachedPageCounters::new(&recorder, route.pattern)).collect();
        let metrics = Self { recorder: Arc::new(recorder), cached_pages };
        metrics.describe();
        metrics
    }

    fn describe(&self) {
        let counters = [
            (REQUESTS, "Answered requests by route and status."),
            (
                CONNECTIONS_DROPPED,
                "Connections that the server closed, by reason: a slow reader, to make room, or too many from one address.",
            ),
            (DATABASE_ERRORS, "Requests that failed because of the database."),
            (RENDERS, "Pages rendered."),
            (REFUSED_PICTURES, "Uploaded pictures that were refused, by reason."),
            (RENDITIONS, "Renditions made before they were requested, or again after a stand-in."),
            (
                STORAGE_FAILURES,
                "Renditions that could not be stored or read back, so that they are answered from memory.",
            ),
            (JOB_RUNS, "Runs of background jobs, by job and outcome."),
            (MAILS, "Mails about orders by outcome: sent, deferred (tried again later) or refused."),
            (VIOLATIONS, "Reports of violations of the content security policy, by directive."),
            (CACHE_HITS, "Answers with a fresh page from the page cache."),
            (CACHE_JOINED, "Answers with a page whose render another request had begun."),
            (CACHE_PURGED, "Cached pages that a write made stale."),
            (CACHE_STALE, "Answers with a stale page while the database did not answer."),
            (OUTAGES, "Outages: times that the database was found not to answer."),
            (FOLLOWER_FAILURES, "Failures to follow the changes of other processes."),
            (CACHE_OVERTAKEN, "Pages that were not cached, because a write overtook their render."),
            (LISTING_INDEX_LOADS, "Listing indexes built from the whole catalogue."),
            (LISTING_INDEX_FOLLOWS, "Listing indexes built from another one and the changes since."),
            (RECOMPRESSIONS, "Popular pages that were compressed once more, at the best quality."),
            (RECOMPRESSIONS_DROPPED, "Popular pages that were not compressed once more, because the queue was full."),
            (
                BATCH_REFUSALS,
                "Commands of visitors that were refused, by writer and reason: a rule, a full queue, or too late.",
            ),
            (BATCH_FAILURES, "Commands of visitors that failed because of the database."),
            (BATCH_RETRIES, "Batches of commands that were begun anew."),
        ];
        for (name, about) in counters {
            self.recorder.describe_counter(KeyName::from_const_str(name), None, SharedString::const_str(about));
        }
        let gauges = [
            (CONNECTIONS, None, "Connections that are open."),
            (CACHE_PAGES, None, "Pages in the page cache."),
            (CACHE_BYTES, Some(Unit::Bytes), "Bytes that the page cache takes."),
            (CACHE_CAPACITY, Some(Unit::Bytes), "Bytes that the page cache may take."),
            (OUTAGE, None, "1 while the database does not answer."),
            (
                FOLLOWS,
                None,
                "1 while this process is notified of other processes' changes; otherwise every page asks the database.",
            ),
            (MAILS_WAITING, None, "Mails about orders that wait to be sent."),
            (MAILS_GIVEN_UP, None, "Mails about orders that were tried too often, and are given up."),
            (RECOMPRESSIONS_WAITING, None, "Popular pages that wait to be compressed once more."),
        ];
        for (name, unit, about) in gauges {
            self.recorder.describe_gauge(KeyName::from_const_str(name), unit, about.into());
        }
        self.recorder.describe_histogram(BATCH_COMMANDS.into(), None, "Commands in one transaction, by writer.".into());
        let of_stock = [
            (BATCH_WAIT, "Time that a command waits for its transaction."),
            (BATCH_APPLY, "Time of the statements of a batch of commands."),
            (BATCH_COMMIT, "Time of the commits of a batch of commands."),
        ];
        for (name, about) in of_stock {
            self.recorder.describe_histogram(name.into(), Some(Unit::Seconds), about.into());
        }
        let [seconds, in_flight, job_seconds] = [SECONDS, IN_FLIGHT, JOB_SECONDS].map(KeyName::from_const_str);
        self.recorder.describe_histogram(
            job_seconds,
            Some(Unit::Seconds),
            "Time that a job's run took, by job.".into(),
        );
        self.recorder.describe_histogram(seconds, Some(Unit::Seconds), "Time to answer a request, by route.".into());
        self.recorder.describe_gauge(in_flight, None, "Requests being answered.".into());
    }

    pub(crate) fn request_began(&self) -> InFlight {
        let gauge = self.recorder.register_gauge(&Key::from_static_name(IN_FLIGHT), &METADATA);
        gauge.increment(1.0);
        InFlight(gauge)
    }

    pub(crate) fn request_answered(&self, route: &'static str, status: u16, took: Duration) {
        let route = Label::from_static_parts("route", route);
        let status = Label::new("status", status.to_string());
        self.count(&Key::from_parts(REQUESTS, vec![route.clone(), status]));
        let seconds = Key::from_parts(SECONDS, vec![route]);
        self.recorder.register_histogram(&seconds, &METADATA).record(took.as_secs_f64());
    }

    /// Like [`Self::request_answered`], for a cached page: 200, or 304 if the client has it.
    pub(crate) fn cached_page_served(&self, route: &'static Route, status: u16, took: Duration) {
        let Some(counters) = self.cached_pages.iter().find(|counters| std::ptr::eq(counters.pattern, route.pattern))
        else {
            return self.request_answered(route.pattern, status, took);
        };
        let counter = if status == 304 { &counters.not_modified } else { &counters.sent };
        counter.increment(1);
        counters.seconds.record(took.as_secs_f64());
    }

    pub(crate) fn connections_open(&self, count: usize) {
        self.recorder.register_gauge(&Key::from_static_name(CONNECTIONS), &METADATA).set(count as f64);
    }

    pub(crate) fn connection_dropped(&self, reason: &'static str) {
        self.count(&Key::from_parts(CONNECTIONS_DROPPED, vec![Label::from_static_parts("reason", reason)]));
    }

    pub(crate) fn database_failed(&self) {
        self.count(&Key::from_static_name(DATABASE_ERRORS));
    }

    pub(crate) fn stale_answered(&self) {
        self.count(&Key::from_static_name(CACHE_STALE));
    }

    pub(crate) fn page_rendered(&self) {
        self.count(&Key::from_static_name(RENDERS));
    }

    pub(crate) fn picture_refused(&self, reason: &'static str) {
        self.count(&Key::from_parts(REFUSED_PICTURES, vec![Label::from_static_parts("reason", reason)]));
    }

    pub(crate) fn renditions_made(&self, count: usize) {
        let key = Key::from_static_name(RENDITIONS);
        self.recorder.register_counter(&key, &METADATA).increment(count as u64);
    }

    pub(crate) fn job_run(&self, job: &'static str, took: Duration, succeeded: bool) {
        let job = Label::from_static_parts("job", job);
        let outcome = Label::from_static_parts("outcome", if succeeded { "done" } else { "failed" });
        self.count(&Key::from_parts(JOB_RUNS, vec![job.clone(), outcome]));
        let seconds = Key::from_parts(JOB_SECONDS, vec![job]);
        self.recorder.register_histogram(&seconds, &METADATA).record(took.as_secs_f64());
    }

    /// Counts an event of a writer of batches: `stock` or `orders`.
    pub(crate) fn batch(&self, writer: &'static str, event: &BatchEvent<'_>) {
        match event {
            BatchEvent::QueueFull => self.batch_refused(writer, "queue-full"),
            BatchEvent::TooLate => self.batch_refused(writer, "too-late"),
            BatchEvent::Done(report) => self.batch_done(writer, report),
        }
    }

    fn batch_done(&self, writer: &'static str, report: &BatchReport<'_>) {
        let key = |name: &'static str| Key::from_parts(name, vec![Label::from_static_parts("writer", writer)]);
        let record = |name, value: f64| self.recorder.register_histogram(&key(name), &METADATA).record(value);
        record(BATCH_COMMANDS, report.waits.len() as f64);
        record(BATCH_APPLY, report.apply.as_secs_f64());
        record(BATCH_COMMIT, report.commit.as_secs_f64());
        report.waits.iter().for_each(|wait| record(BATCH_WAIT, wait.as_secs_f64()));
        report.refusals.iter().for_each(|reason| self.batch_refused(writer, reason));
        let count = |name, value| self.recorder.register_counter(&key(name), &METADATA).increment(value);
        count(BATCH_FAILURES, report.failed as u64);
        count(BATCH_RETRIES, report.retries.into());
    }

    /// Counts a mail that was handed to the SMTP server, or not.
    pub(crate) fn mail(&self, outcome: &'static str) {
        self.count(&Key::from_parts(MAILS, vec![Label::from_static_parts("outcome", outcome)]));
    }

    /// Sets the numbers of mails that wait, and of those that are given up.
    pub(crate) fn mail_queue(&self, queue: QueueLength) {
        for (name, mails) in [(MAILS_WAITING, queue.waiting), (MAILS_GIVEN_UP, queue.failed)] {
            self.recorder.register_gauge(&Key::from_static_name(name), &METADATA).set(mails as f64);
        }
    }

    fn batch_refused(&self, writer: &'static str, reason: &'static str) {
        let labels =
            [("writer", writer), ("reason", reason)].map(|(name, value)| Label::from_static_parts(name, value));
        self.count(&Key::from_parts(BATCH_REFUSALS, labels.to_vec()));
    }

    pub(crate) fn violation_reported(&self, directive: &'static str) {
        self.count(&Key::from_parts(VIOLATIONS, vec![Label::from_static_parts("directive", directive)]));
    }

    /// Returns the metrics in Prometheus's text format, and empties the histograms' buffers.
    pub(crate) fn text(
        &self,
        pages: &PageCacheStatistics,
        listing_indexes: ListingIndexStatistics,
        (recompressions, storage_failures): (RecompressionStatistics, u64),
        database: &Database,
    ) -> String {
        let (breaker, follower) = (database.breaker(), database.follower());
        let gauges = [
            (CACHE_PAGES, pages.pages as u64),
            (CACHE_BYTES, pages.bytes),
            (CACHE_CAPACITY, pages.capacity),
            (OUTAGE, u64::from(breaker.is_open())),
            (FOLLOWS, u64::from(follower.follows)),
            (RECOMPRESSIONS_WAITING, recompressions.waiting as u64),
        ];
        for (name, value) in gauges {
            self.recorder.register_gauge(&Key::from_static_name(name), &METADATA).set(value as f64);
        }
        let counters = [
            (CACHE_HITS, pages.hits),
            (CACHE_JOINED, pages.joined),
            (CACHE_PURGED, pages.invalidated),
            (CACHE_OVERTAKEN, pages.overtaken),
            (LISTING_INDEX_LOADS, listing_indexes.loads),
            (LISTING_INDEX_FOLLOWS, listing_indexes.updates),
            (OUTAGES, breaker.openings()),
            (FOLLOWER_FAILURES, follower.failures),
            (RECOMPRESSIONS, recompressions.done),
            (RECOMPRESSIONS_DROPPED, recompressions.dropped),
            (STORAGE_FAILURES, storage_failures),
        ];
        for (name, value) in counters {
            self.recorder.register_counter(&Key::from_static_name(name), &METADATA).absolute(value);
        }
        self.recorder.handle().render()
    }

    /// Empties the histograms' buffers, which would grow without bound if nothing scrapes the metrics.
    pub(crate) fn tidy(&self) {
        self.recorder.handle().run_upkeep();
    }

    fn count(&self, key: &Key) {
        self.recorder.register_counter(key, &METADATA).increment(1);
    }
}

impl CachedPageCounters {
    fn new(recorder: &PrometheusRecorder, pattern: &'static str) -> Self {
        let route = Label::from_static_parts("route", pattern);
        let counter = |status: &'static str| {
            let labels = vec![route.clone(), Label::from_static_parts("status", status)];
            recorder.register_counter(&Key::from_parts(REQUESTS, labels), &METADATA)
        };
        let seconds = recorder.register_histogram(&Key::from_parts(SECONDS, vec![route.clone()]), &METADATA);
        Self { pattern, sent: counter("200"), not_modified: counter("304"), seconds }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}
