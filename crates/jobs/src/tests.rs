use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use database::{
    Database,
    testing::{TestDatabase, both_engines},
};
use tokio::{sync::Notify, time::timeout};
use tokio_util::sync::CancellationToken;
use types::Timestamp;

use crate::{Job, JobError, JobRunner, NewTask, Now, Progress, QueueLength, enqueue, queue_length, retry_failed};

const SOON: Duration = Duration::from_millis(5);
const NEVER: Duration = Duration::from_secs(3600);

/// A clock that a test sets.
#[derive(Clone, Default)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn now(&self) -> Now {
        let hands = self.0.clone();
        Arc::new(move || Timestamp(hands.load(Ordering::SeqCst)))
    }

    fn set(&self, moment: i64) {
        self.0.store(moment, Ordering::SeqCst);
    }
}

fn runner(given: &TestDatabase, hands: &Hands, owner: &str, job: Job) -> JobRunner {
    let mut runner = JobRunner::new(given.database.clone(), hands.now(), owner.to_owned());
    runner.add(job);
    runner
}

async fn given_tasks(database: &Database, payloads: &[(Option<&str>, u32)]) {
    let mut tx = database.write(Timestamp(0)).await.unwrap();
    for (key, payload) in payloads {
        let task = NewTask { job: "mail", key: *key, payload, due_at: Timestamp(0) };
        enqueue(&mut tx, task).await.unwrap();
    }
    tx.commit_bookkeeping().await.unwrap();
}

async fn length(database: &Database) -> QueueLength {
    let mut tx = database.write(Timestamp(0)).await.unwrap();
    queue_length(&mut tx, "mail").await.unwrap()
}

/// A job that notes its payloads and stops the runner after `count` runs; `outcome` decides how each ends.
fn noting(
    count: usize,
    stop: &CancellationToken,
    outcome: impl Fn(u32) -> Result<(), JobError> + Send + Sync + 'static,
) -> (Job, Arc<Mutex<Vec<u32>>>) {
    let (noted, stop, outcome) = (Arc::new(Mutex::new(Vec::new())), stop.clone(), Arc::new(outcome));
    let notes = noted.clone();
    let job = Job::queued("mail", SOON, move |payload: u32| {
        let (notes, stop, outcome) = (notes.clone(), stop.clone(), outcome.clone());
        async move {
            let noted = {
                let mut notes = notes.lock().unwrap();
                notes.push(payload);
                notes.len()
            };
            if noted == count {
                stop.cancel();
            }
            outcome(payload)
        }
    });
    (job, noted)
}

#[tokio::test]
async fn tasks_run_once_in_the_order_in_which_they_are_due() {
    for given in both_engines().await {
        given_tasks(&given.database, &[(None, 1), (Some("a"), 2), (Some("a"), 3), (None, 4)]).await;
        let stop = CancellationToken::new();
        let (job, noted) = noting(3, &stop, |_| Ok(()));

        runner(&given, &Hands::default(), "one", job).run(stop).await;

        assert_eq!(*noted.lock().unwrap(), [1, 2, 4], "{}", given.engine);
        assert_eq!(length(&given.database).await, QueueLength::default(), "{}", given.engine);
    }
}

#[tokio::test]
async fn task_of_a_transaction_that_is_not_committed_never_runs() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(0)).await.unwrap();
        let task = NewTask { job: "mail", key: None, payload: &1, due_at: Timestamp(0) };
        enqueue(&mut tx, task).await.unwrap();
        drop(tx);

        let waiting = length(&given.database).await;

        assert_eq!(waiting, QueueLength::default(), "{}", given.engine);
    }
}

#[tokio::test]
async fn task_that_fails_waits_longer_each_time_and_is_given_up_in_the_end() {
    for given in both_engines().await {
        given_tasks(&given.database, &[(None, 1)]).await;
        let hands = Hands::default();
        let fails = || Err(JobError::other("the mail server is away"));
        for attempt in [0, 2_000, 6_000] {
            hands.set(attempt);
            let stop = CancellationToken::new();
            let (job, _) = noting(1, &stop, move |_| fails());
            runner(&given, &hands, "one", job.with_attempts(3)).run(stop).await;
        }
        let given_up = length(&given.database).await;

        let mut tx = given.database.write(Timestamp(7_000)).await.unwrap();
        let retried = retry_failed(&mut tx, "mail").await.unwrap();
        tx.commit_bookkeeping().await.unwrap();
        hands.set(7_000);
        let stop = CancellationToken::new();
        let (job, noted) = noting(1, &stop, |_| Ok(()));
        runner(&given, &hands, "one", job).run(stop).await;

        assert_eq!(given_up, QueueLength { waiting: 0, failed: 1 }, "{}", given.engine);
        assert_eq!((retried, noted.lock().unwrap().len()), (1, 1), "{}", given.engine);
        assert_eq!(length(&given.database).await, QueueLength::default(), "{}", given.engine);
    }
}

#[tokio::test]
async fn panics_and_unreadable_payloads_are_told_and_stop_nothing() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(0)).await.unwrap();
        enqueue(&mut tx, NewTask { job: "mail", key: None, payload: &"no number", due_at: Timestamp(0) })
            .await
            .unwrap();
        tx.commit_bookkeeping().await.unwrap();
        given_tasks(&given.database, &[(None, 1), (None, 2)]).await;
        let stop = CancellationToken::new();
        let (job, noted) = noting(2, &stop, |payload| if payload == 1 { panic!("one is too few") } else { Ok(()) });
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = told.clone();

        let running = runner(&given, &Hands::default(), "one", job).reporting_to(move |report| {
            tell.lock().unwrap().push((report.error.map(ToString::to_string), report.is_given_up));
        });
        running.run(stop).await;

        let error = |text: &str, given_up| (Some(text.to_owned()), given_up);
        let expected = [
            error("the task's payload is not valid", true),
            error("the job panicked: one is too few", false),
            (None, false),
        ];
        assert_eq!(*told.lock().unwrap(), expected, "{}", given.engine);
        assert_eq!(*noted.lock().unwrap(), [1, 2], "{}", given.engine);
    }
}

/// Takes a task as a process that dies while it works.
async fn die_at_work(given: &TestDatabase, hands: &Hands) {
    let started = Arc::new(Notify::new());
    let start = started.clone();
    let hangs = Job::queued("mail", SOON, move |_: u32| {
        let start = start.clone();
        async move {
            start.notify_one();
            futures::future::pending().await
        }
    });
    tokio::select! {
        () = runner(given, hands, "dies", hangs.leased_for(NEVER)).run(CancellationToken::new()) => {}
        () = started.notified() => {}
    }
}

#[tokio::test]
async fn task_that_ends_its_process_each_time_is_given_up() {
    for given in both_engines().await {
        given_tasks(&given.database, &[(None, 7)]).await;
        let hands = Hands::default();
        die_at_work(&given, &hands).await;
        let (stop, told) = (CancellationToken::new(), Arc::new(Mutex::new(Vec::new())));
        let (job, noted) = noting(1, &stop, |_| Ok(()));
        let (tell, stopping) = (told.clone(), stop.clone());

        hands.set(i64::try_from(NEVER.as_millis()).unwrap());
        let other = runner(&given, &hands, "takes over", job.with_attempts(1)).reporting_to(move |report| {
            tell.lock().unwrap().push((report.error.map(ToString::to_string), report.is_given_up));
            stopping.cancel();
        });
        other.run(stop).await;

        let abandoned = Some("every process that ran the task died".to_owned());
        assert_eq!(*told.lock().unwrap(), [(abandoned, true)], "{}", given.engine);
        assert_eq!(*noted.lock().unwrap(), Vec::<u32>::new(), "{}", given.engine);
        assert_eq!(length(&given.database).await, QueueLength { waiting: 0, failed: 1 }, "{}", given.engine);
    }
}

#[tokio::test]
async fn task_of_a_process_that_died_is_taken_over_after_its_lease() {
    for given in both_engines().await {
        given_tasks(&given.database, &[(None, 7)]).await;
        let hands = Hands::default();
        die_at_work(&given, &hands).await;
        let stop = CancellationToken::new();
        let (job, noted) = noting(1, &stop, |_| Ok(()));

        hands.set(i64::try_from(NEVER.as_millis()).unwrap());
        runner(&given, &hands, "takes over", job).run(stop).await;

        assert_eq!(*noted.lock().unwrap(), [7], "{}", given.engine);
    }
}

#[tokio::test]
async fn scheduled_job_runs_in_one_process_at_a_time_and_once_a_period() {
    for given in both_engines().await {
        let hands = Hands::default();
        let (at_work, most, runs) =
            (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let stop = CancellationToken::new();
        let job = || {
            let (at_work, most, runs) = (at_work.clone(), most.clone(), runs.clone());
            let (hands, stop) = (hands.clone(), stop.clone());
            Job::scheduled("trim", SOON, move || {
                let (at_work, most, runs) = (at_work.clone(), most.clone(), runs.clone());
                let (hands, stop) = (hands.clone(), stop.clone());
                async move {
                    most.fetch_max(at_work.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    tokio::task::yield_now().await;
                    at_work.fetch_sub(1, Ordering::SeqCst);
                    // The next period begins.
                    hands.set(hands.0.load(Ordering::SeqCst) + 5);
                    if runs.fetch_add(1, Ordering::SeqCst) + 1 == 6 {
                        stop.cancel();
                    }
                    Ok(Progress::Idle)
                }
            })
        };

        let (one, other) = (runner(&given, &hands, "one", job()), runner(&given, &hands, "other", job()));
        let pushed = async {
            while !stop.is_cancelled() {
                hands.0.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(SOON).await;
            }
        };
        tokio::join!(one.run(stop.clone()), other.run(stop.clone()), pushed);

        assert_eq!(most.load(Ordering::SeqCst), 1, "{}", given.engine);
        assert!((6..=7).contains(&runs.load(Ordering::SeqCst)), "{}", given.engine);
    }
}

#[tokio::test]
async fn repeated_job_goes_on_at_once_while_there_is_more_and_when_it_is_woken() {
    let given = database::testing::sqlite().await;
    let (runs, wake, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()), CancellationToken::new());
    let (count, waking, stopping) = (runs.clone(), wake.clone(), stop.clone());
    let job = Job::repeated("pictures", NEVER, move || {
        let (count, waking, stopping) = (count.clone(), waking.clone(), stopping.clone());
        async move {
            match count.fetch_add(1, Ordering::SeqCst) {
                0 => Ok(Progress::More),
                1 => {
                    waking.notify_one();
                    Ok(Progress::Idle)
                }
                _ => {
                    stopping.cancel();
                    Ok(Progress::Idle)
                }
            }
        }
    });

    runner(&given, &Hands::default(), "one", job.woken_by(wake)).run(stop).await;

    assert_eq!(runs.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn queue_without_tasks_waits_for_no_writer() {
    let given = database::testing::sqlite().await;
    let writing = given.database.write(Timestamp(0)).await.unwrap();
    let stop = CancellationToken::new();
    let (job, noted) = noting(1, &stop, |_| Ok(()));

    let runs = runner(&given, &Hands::default(), "one", job).run(stop.clone());
    let stopped = async {
        tokio::task::yield_now().await;
        stop.cancel();
    };
    timeout(SOON * 1000, async { tokio::join!(runs, stopped) }).await.expect("it never waits for the writer");

    drop(writing);
    assert_eq!(*noted.lock().unwrap(), Vec::<u32>::new());
}

#[tokio::test]
async fn stop_cancels_a_run_that_allows_it() {
    let given = database::testing::sqlite().await;
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    let endless = Job::repeated("renditions", NEVER, move || {
        stopping.cancel();
        futures::future::pending()
    });

    let runs = runner(&given, &Hands::default(), "one", endless.cancelled_at_stop()).run(stop);

    timeout(SOON * 1000, runs).await.expect("it is not waited for");
}

#[tokio::test]
async fn job_waits_as_long_as_a_server_asks() {
    let given = database::testing::sqlite().await;
    let (runs, stop) = (Arc::new(AtomicUsize::new(0)), CancellationToken::new());
    let (count, stopping) = (runs.clone(), stop.clone());
    let job = Job::repeated("purge", SOON, move || {
        let (count, stopping) = (count.clone(), stopping.clone());
        async move {
            match count.fetch_add(1, Ordering::SeqCst) {
                0 => Err(JobError::RetryAfter { wait: Duration::ZERO, error: "slow down".into() }),
                _ => {
                    stopping.cancel();
                    Err(JobError::other("it failed"))
                }
            }
        }
    });

    runner(&given, &Hands::default(), "one", job.retried_after(NEVER, NEVER)).run(stop).await;

    assert_eq!(runs.load(Ordering::SeqCst), 2, "the wait of the server counts, not the job's own");
}
