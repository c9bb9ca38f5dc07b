//! The work that no visitor waits for: it begins with the server and ends with it.

mod free_memory;
mod idle_visitors;
mod order_mails;
mod lapsed_transfers;
mod payment_looks;
mod payment_notices;
mod payment_refunds;
mod payment_settlements;
mod pregenerate;
mod release_holds;
mod tidy_pictures;
mod trim_outbox;
mod unfinished_imports;

use std::{sync::Arc, time::Duration};

use ::jobs::{Job, JobRunner};
use orders::ORDER_MAIL_JOB;
use payments::{NOTICE_JOB, REFUND_JOB, SETTLEMENT_JOB};
use tokio::{sync::Notify, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    AppState,
    cdn_purge::{CdnPurger, watch_for_writes},
};

/// Time between two looks at the memory and the metrics.
const TIDY_INTERVAL: Duration = Duration::from_secs(5);
/// Time between two looks for imports that were cut off.
const IMPORT_INTERVAL: Duration = Duration::from_secs(5);
/// Time between two trims of the outbox.
const TRIM_INTERVAL: Duration = Duration::from_secs(3600);
/// Time between two looks for half-written pictures.
const PICTURE_INTERVAL: Duration = Duration::from_secs(24 * 3600);

/// Time between two looks for mails to send.
const MAIL_INTERVAL: Duration = Duration::from_secs(2);
/// Time between two counts of the mails that wait.
const MAIL_COUNT_INTERVAL: Duration = Duration::from_secs(30);
/// Pause before a mail is sent again: the first, and the longest.
const MAIL_BACKOFF: [Duration; 2] = [Duration::from_secs(30), Duration::from_secs(600)];
/// Attempts at sending a mail. With their pauses they span more than a day.
const MAIL_ATTEMPTS: u32 = 200;
/// Time between two looks for holds whose end has passed.
const HOLD_INTERVAL: Duration = Duration::from_secs(5);
/// Time between two looks for visitors who did not come back.
const VISITOR_INTERVAL: Duration = Duration::from_secs(3600);
/// Time between two looks for holds that ended long ago.
const ENDED_HOLD_INTERVAL: Duration = Duration::from_secs(3600);
/// Time between two looks for tasks of payments that another process has written.
const PAYMENT_TASK_INTERVAL: Duration = Duration::from_secs(2);
/// Time between two looks for payments whose provider has to be asked.
const PAYMENT_LOOK_INTERVAL: Duration = Duration::from_secs(5);
/// Time between two looks for transfers that have not come in time.
const TRANSFER_INTERVAL: Duration = Duration::from_secs(60);
/// Time between two looks for pictures that another process has added.
const RENDITION_INTERVAL: Duration = Duration::from_secs(5);
/// Time after which the purger looks for writes even if none was noticed.
const PURGE_INTERVAL: Duration = Duration::from_secs(1);
/// Pause after a purge that failed: the first, and the longest.
const PURGE_BACKOFF: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(30)];

/// Runs all background work until `stop` is cancelled. Runs that have begun are finished, except those that the next
/// process does again.
pub(crate) async fn run(shop: Arc<AppState>, stop: CancellationToken) {
    let mut watching = JoinSet::new();
    // No job: it must outlast the last run of each job, because writers wait for a process that stops to follow. It also
    // has its own connections and is the first to notice an outage, in which no job can run.
    watching.spawn(follow_changes(shop.clone()));
    if let Some(writer) = shop.take_stock_writer() {
        // No job: it must outlast the jobs and handlers that wait for its answers.
        watching.spawn(writer.run());
    }
    if let Some(writer) = shop.take_order_writer() {
        // No job, for the same reason.
        watching.spawn(writer.run());
    }
    let mut runner = runner(&shop);
    if let Some(purger) = &shop.cdn_purger {
        let written = Arc::new(Notify::new());
        // No job: it only compares a number every few milliseconds.
        watching.spawn(watch_for_writes(shop.database.change_detector(), written.clone()));
        runner.add(purge_cdn(purger, written));
    }
    runner.run(stop).await;
    watching.shutdown().await;
}

fn runner(shop: &Arc<AppState>) -> JobRunner {
    let (clock, metrics) = (shop.clock.clone(), shop.metrics.clone());
    let runner = JobRunner::new(shop.database.clone(), Arc::new(move || clock.now()), shop.process.clone());
    let mut runner =
        runner.reporting_to(move |report| metrics.job_run(report.job, report.took, report.error.is_none()));
    runner.add(Job::scheduled("outbox-trimming", TRIM_INTERVAL, with_state(shop, trim_outbox::trim_outbox)));
    runner.add(Job::repeated("memory-tidying", TIDY_INTERVAL, with_state(shop, free_memory::free_memory)));
    runner.add(Job::repeated("picture-tidying", PICTURE_INTERVAL, with_state(shop, tidy_pictures::tidy_pictures)));
    let finish_imports = with_state(shop, unfinished_imports::finish_imports);
    runner.add(Job::repeated("unfinished-imports", IMPORT_INTERVAL, finish_imports));
    runner.add(Job::repeated("lapsed-holds", HOLD_INTERVAL, with_state(shop, release_holds::release_lapsed)));
    runner.add(Job::scheduled("idle-visitors", VISITOR_INTERVAL, with_state(shop, idle_visitors::delete_idle)));
    runner.add(Job::scheduled("ended-holds", ENDED_HOLD_INTERVAL, with_state(shop, release_holds::forget_ended)));
    runner.add(Job::repeated("waiting-mails", MAIL_COUNT_INTERVAL, with_state(shop, order_mails::count_waiting)));
    // Without an SMTP server, tasks wait.
    if shop.mailer.is_some() {
        runner.add(send_mails(shop));
    }
    add_payment_jobs(&mut runner, shop);
    for _ in 0..shop.ahead {
        let make = with_state(shop, pregenerate::make_renditions);
        let renditions = Job::repeated("renditions", RENDITION_INTERVAL, make);
        // A ladder takes up to minutes; its claim ends by itself.
        runner.add(renditions.woken_by(shop.renditions.queue().signal()).cancelled_at_stop());
    }
    runner
}

fn send_mails(shop: &Arc<AppState>) -> Job {
    let shop = shop.clone();
    let [first, longest] = MAIL_BACKOFF;
    Job::queued(ORDER_MAIL_JOB, MAIL_INTERVAL, move |task| order_mails::send_order_mail(shop.clone(), task))
        .retried_after(first, longest)
        .with_attempts(MAIL_ATTEMPTS)
}

fn add_payment_jobs(runner: &mut JobRunner, shop: &Arc<AppState>) {
    let (look, lapse) = (payment_looks::look_at_payments, lapsed_transfers::lapse_transfers);
    runner.add(Job::scheduled("payment-looks", PAYMENT_LOOK_INTERVAL, with_state(shop, look)));
    runner.add(Job::scheduled("lapsed-transfers", TRANSFER_INTERVAL, with_state(shop, lapse)));
    let (settle, notice) = (payment_settlements::settle, payment_notices::look);
    runner.add(Job::queued(SETTLEMENT_JOB, PAYMENT_TASK_INTERVAL, for_task(shop, settle)));
    runner.add(Job::queued(NOTICE_JOB, PAYMENT_TASK_INTERVAL, for_task(shop, notice)));
    runner.add(Job::queued(REFUND_JOB, PAYMENT_TASK_INTERVAL, for_task(shop, payment_refunds::make_refund)));
}

/// Returns `work` on tasks with the state that it takes.
fn for_task<P, F>(shop: &Arc<AppState>, work: fn(Arc<AppState>, P) -> F) -> impl Fn(P) -> F + use<P, F> {
    let shop = shop.clone();
    move |task| work(shop.clone(), task)
}

/// Returns `work` with the state that it takes.
fn with_state<F>(shop: &Arc<AppState>, work: fn(Arc<AppState>) -> F) -> impl Fn() -> F + use<F> {
    let shop = shop.clone();
    move || work(shop.clone())
}

async fn follow_changes(shop: Arc<AppState>) {
    shop.database.follow_changes().await;
}

fn purge_cdn(purger: &Arc<CdnPurger>, written: Arc<Notify>) -> Job {
    let purger = purger.clone();
    let purge = move || {
        let purger = purger.clone();
        async move { purger.purge_writes().await }
    };
    let [first, longest] = PURGE_BACKOFF;
    // The cursor in the database lets the next process go on where this one was cut off.
    Job::repeated("cdn-purge", PURGE_INTERVAL, purge)
        .woken_by(written)
        .retried_after(first, longest)
        .cancelled_at_stop()
}
