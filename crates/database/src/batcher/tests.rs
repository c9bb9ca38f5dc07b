use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, Ordering},
};

use coherence::{CacheKey, Revision};
use futures::{FutureExt as _, future::join_all};
use tokio::{sync::Semaphore, task::JoinSet};
use types::Timestamp;

use super::*;
use crate::{
    Executor, Tx, sql,
    testing::{TestDatabase, both_engines, postgres},
};

/// Inserts a location.
enum Insert {
    /// One that may be there already.
    Put(String),
    /// One that must be new; otherwise a constraint fails.
    New(&'static str),
    /// One that a page shows.
    Shown(&'static str),
    /// Refuses, after it has written.
    Refused(&'static str),
}

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("refused")]
struct Refusal;

impl BatchCommand for Insert {
    type Answer = ();
    type Refusal = Refusal;

    fn reason(_: &Refusal) -> &'static str {
        "refused"
    }

    async fn apply(&self, tx: &mut Tx) -> Result<Outcome<Self>, Error> {
        let (text, code) = match self {
            Self::Put(code) => ("INSERT INTO location (code) VALUES ($1) ON CONFLICT (code) DO NOTHING", code.as_str()),
            Self::New(code) | Self::Shown(code) | Self::Refused(code) => {
                ("INSERT INTO location (code) VALUES ($1)", *code)
            }
        };
        sql(text).bind(code).execute(tx).await?;
        if !matches!(self, Self::Put(_)) {
            tx.touch(CacheKey::named("location"));
        }
        Ok(if matches!(self, Self::Refused(_)) { Err(Refusal) } else { Ok(()) })
    }
}

fn put(code: impl Into<String>) -> Insert {
    Insert::Put(code.into())
}

/// A batcher, its writer, and the figures of its batches.
struct Given {
    batcher: Batcher<Insert>,
    writer: BatchWriter<Insert>,
    sizes: Arc<Mutex<Vec<usize>>>,
    turned_away: Arc<AtomicU32>,
}

fn given_batcher(given: &TestDatabase, limits: BatchLimits) -> Given {
    let (sizes, turned_away) = (Arc::<Mutex<Vec<usize>>>::default(), Arc::<AtomicU32>::default());
    let (of_batches, of_others) = (sizes.clone(), turned_away.clone());
    let report = move |event: BatchEvent<'_>| match event {
        BatchEvent::Done(report) => of_batches.lock().unwrap().push(report.waits.len()),
        BatchEvent::QueueFull | BatchEvent::TooLate => {
            of_others.fetch_add(1, Ordering::SeqCst);
        }
    };
    let (batcher, writer) = Batcher::new(given.database.clone(), || Timestamp(1), limits, report);
    Given { batcher, writer, sizes, turned_away }
}

/// Submits commands at once, and runs the writer until all are answered.
async fn answers(Given { batcher, writer, .. }: Given, commands: Vec<Insert>) -> Vec<Result<(), SubmitError<Refusal>>> {
    let all = async move { join_all(commands.into_iter().map(|command| batcher.submit(command))).await };
    // The commands are submitted before the writer first runs.
    tokio::join!(all, writer.run()).0
}

async fn codes(given: &TestDatabase) -> Vec<String> {
    let mut reader = given.database.read(Timestamp(2)).await.unwrap();
    sql("SELECT code FROM location ORDER BY id").scalars(&mut reader).await.unwrap()
}

async fn revision(given: &TestDatabase) -> Revision {
    let mut reader = given.database.read(Timestamp(2)).await.unwrap();
    sql("SELECT value FROM revision").scalar(&mut reader).await.unwrap()
}

#[tokio::test]
async fn refused_command_is_undone_and_the_rest_of_its_batch_is_written() {
    for given in both_engines().await {
        let of = given_batcher(&given, BatchLimits::default());
        let sizes = of.sizes.clone();

        let answers = answers(of, vec![put("a"), Insert::Refused("b"), put("c")]).await;

        assert!(matches!(answers[..], [Ok(()), Err(SubmitError::Refused(Refusal)), Ok(())]), "{answers:?}");
        assert_eq!(codes(&given).await, ["a", "c"], "{}", given.engine);
        assert_eq!(*sizes.lock().unwrap(), [3], "{}", given.engine);
    }
}

#[tokio::test]
async fn batch_raises_the_revision_once_and_only_for_keys_that_are_touched() {
    for given in both_engines().await {
        let before = revision(&given).await;

        answers(given_batcher(&given, BatchLimits::default()), vec![put("a"), Insert::Refused("b")]).await;
        let unseen = revision(&given).await;
        answers(given_batcher(&given, BatchLimits::default()), vec![Insert::Shown("c"), put("d"), Insert::Shown("e")])
            .await;

        assert_eq!(unseen, before, "{}", given.engine);
        assert_eq!(revision(&given).await, Revision(before.0 + 1), "{}", given.engine);
    }
}

#[tokio::test]
async fn database_error_concerns_only_the_command_that_causes_it() {
    for given in both_engines().await {
        let commands = vec![put("a"), Insert::New("a"), put("c"), Insert::Refused("d")];

        let answers = answers(given_batcher(&given, BatchLimits::default()), commands).await;

        let [Ok(()), Err(SubmitError::Database(error)), Ok(()), Err(SubmitError::Refused(_))] = &answers[..] else {
            panic!("{}: {answers:?}", given.engine)
        };
        assert!(matches!(**error, Error::Constraint(_)), "{error:?}");
        assert_eq!(codes(&given).await, ["a", "c"], "{}", given.engine);
    }
}

#[tokio::test]
async fn command_behind_another_writers_lock_fails_alone() {
    let given = postgres().await;
    let mut rival = given.database.write(Timestamp(1)).await.unwrap();
    sql("INSERT INTO location (code) VALUES ('a')").execute(&mut rival).await.unwrap();

    let answers = answers(given_batcher(&given, BatchLimits::default()), vec![put("a"), put("b")]).await;

    let [Err(SubmitError::Database(error)), Ok(())] = &answers[..] else { panic!("{answers:?}") };
    assert!(matches!(**error, Error::Unavailable(_)), "{error:?}");
    drop(rival);
    assert_eq!(codes(&given).await, ["b"]);
}

/// Returns the answers of a batch that meets errors at a step, at first or always, and what was written.
async fn with_failure_at(
    given: &TestDatabase,
    step: BatchStep,
    error: fn() -> Error,
    times: u32,
) -> (Vec<Result<(), SubmitError<Refusal>>>, Vec<String>) {
    let of = given_batcher(given, BatchLimits::default());
    let left = Arc::new(AtomicU32::new(times));
    let writer = of.writer.with_failpoint(move |reached| {
        let fails = reached == step
            && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        async move { if fails { Err(error()) } else { Ok(()) } }.boxed()
    });
    let answers = answers(Given { writer, ..of }, vec![put("a"), Insert::Refused("b"), put("c")]).await;
    (answers, codes(given).await)
}

#[tokio::test]
async fn failure_at_any_step_loses_no_answered_command() {
    type Case = (BatchStep, fn() -> Error, u32, bool, &'static [&'static str]);
    let nothing: &[&str] = &[];
    let cases: [Case; 8] = [
        (BatchStep::Taken, Error::no_answer, 1, false, nothing),
        (BatchStep::Begun, Error::no_answer, 1, false, nothing),
        (BatchStep::Applied, || Error::Overtaken, 2, true, &["a", "c"]),
        // It has lost to a rival all along: then each command is carried out alone.
        (BatchStep::Applied, || Error::Overtaken, 4, true, &["a", "c"]),
        (BatchStep::Applied, || Error::Unavailable(sqlx::Error::PoolTimedOut), 1, false, nothing),
        (BatchStep::Committed, Error::no_answer, 1, true, &["a", "c"]),
        // Nobody is told that it is written, though it is: a commit whose answer is lost.
        (BatchStep::Committed, Error::no_answer, 2, false, &["a", "c"]),
        (BatchStep::Published, Error::no_answer, 0, true, &["a", "c"]),
    ];
    for (step, error, times, succeeds, written) in cases {
        for given in both_engines().await {
            let (answers, codes) = with_failure_at(&given, step, error, times).await;

            let succeeded = matches!(answers[..], [Ok(()), Err(SubmitError::Refused(_)), Ok(())]);
            let failed = answers.iter().all(|answer| matches!(answer, Err(SubmitError::Database(_))));
            assert_eq!((succeeded, failed), (succeeds, !succeeds), "{step:?} × {times}, {}: {answers:?}", given.engine);
            assert_eq!(codes, written, "{step:?} × {times}, {}", given.engine);
        }
    }
}

#[tokio::test]
async fn all_that_wait_are_one_batch_up_to_its_limit_first_in_first_out() {
    for given in both_engines().await {
        let of = given_batcher(&given, BatchLimits::default());
        let sizes = of.sizes.clone();
        let sent: Vec<String> = (0..300).map(|number| format!("{number:03}")).collect();

        let answers = answers(of, sent.iter().map(put).collect()).await;

        assert!(answers.iter().all(Result::is_ok), "{}", given.engine);
        assert_eq!(codes(&given).await, sent, "{}", given.engine);
        assert_eq!(*sizes.lock().unwrap(), [256, 44], "{}", given.engine);
    }
}

#[tokio::test]
async fn commands_gather_while_a_batch_is_written() {
    for given in both_engines().await {
        let of = given_batcher(&given, BatchLimits::default());
        let (sizes, arrived, gate) = (of.sizes.clone(), Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let of_writer = (arrived.clone(), gate.clone());
        let writer = of.writer.with_failpoint(move |step| {
            let (arrived, gate) = of_writer.clone();
            async move {
                if step == BatchStep::Applied {
                    arrived.add_permits(1);
                    gate.acquire().await.unwrap().forget();
                }
                Ok(())
            }
            .boxed()
        });
        let mut writing = JoinSet::new();
        writing.spawn(writer.run());
        let others = async {
            arrived.acquire().await.unwrap().forget();
            let others = join_all((0..20).map(|number| of.batcher.submit(put(format!("{number}")))));
            tokio::join!(others, async { gate.add_permits(2) }).0
        };

        let (first, others) = tokio::join!(of.batcher.submit(put("first")), others);

        assert!(first.is_ok() && others.iter().all(Result::is_ok), "{}", given.engine);
        assert_eq!(*sizes.lock().unwrap(), [1, 20], "{}", given.engine);
    }
}

#[tokio::test]
async fn full_queue_turns_commands_away_at_once() {
    let given = crate::testing::sqlite().await;
    let limits = BatchLimits { queue: 2, ..BatchLimits::default() };
    let of = given_batcher(&given, limits);
    let turned_away = of.turned_away.clone();

    let answers = answers(of, vec![put("a"), put("b"), put("c")]).await;

    assert!(matches!(answers[..], [Ok(()), Ok(()), Err(SubmitError::QueueFull)]), "{answers:?}");
    assert_eq!(answers[2].as_ref().unwrap_err().retry_after(), Some(Duration::from_secs(1)));
    assert_eq!((turned_away.load(Ordering::SeqCst), codes(&given).await), (1, vec!["a".to_owned(), "b".to_owned()]));
}

#[tokio::test]
async fn command_that_is_not_begun_in_time_or_is_given_up_is_never_begun() {
    let given = crate::testing::sqlite().await;
    let of = given_batcher(&given, BatchLimits::default());
    let turned_away = of.turned_away.clone();
    tokio::time::pause();
    let given_up = of.batcher.submit(put("b")).now_or_never();
    let late = of.batcher.submit(put("a")).await;
    tokio::time::resume();

    let in_time = answers(of, vec![put("c")]).await;

    assert!(given_up.is_none() && matches!(late, Err(SubmitError::TooLate)), "{late:?}");
    assert!(in_time[0].is_ok());
    assert_eq!((turned_away.load(Ordering::SeqCst), codes(&given).await), (1, vec!["c".to_owned()]));
}

#[tokio::test]
async fn answer_comes_after_the_write_is_there_for_everybody() {
    for given in both_engines().await {
        let Given { batcher, writer, .. } = given_batcher(&given, BatchLimits::default());
        let mut writing = JoinSet::new();
        writing.spawn(writer.run());
        for number in 0..20 {
            let code = format!("{number}");
            batcher.submit(put(&code)).await.unwrap();

            let mut reader = given.database.read(Timestamp(2)).await.unwrap();
            let is_there = sql("SELECT EXISTS (SELECT 1 FROM location WHERE code = $1)").bind(&code);
            assert!(is_there.scalar::<bool>(reader.connection()).await.unwrap(), "{}", given.engine);
        }
    }
}
