use tokio::join;

use super::*;
use crate::{
    CacheKey, sql,
    testing::{TestDatabase, both_engines, sqlite},
};

const NOW: Timestamp = Timestamp(7);

/// Applies steps that are the codes of locations; one that is called "refused" fails.
async fn add_locations(tx: &mut Tx, codes: &[String]) -> Result<(), Error> {
    for code in codes {
        add_location(tx, code).await?;
    }
    Ok(())
}

async fn add_location(tx: &mut Tx, code: &str) -> Result<(), Error> {
    if code == "refused" {
        return Err(Error::Constraint(code.to_owned()));
    }
    tx.touch(CacheKey::picture(code));
    sql("INSERT INTO location (code) VALUES ($1)").bind(code).execute(tx).await.map(|_| ())
}

async fn texts(database: &Database, text: &'static str) -> Vec<String> {
    let mut reader = database.read(NOW).await.unwrap();
    sql(text).all(&mut reader).await.unwrap().iter().map(|row| row.column(0).unwrap()).collect()
}

async fn locations(database: &Database) -> Vec<String> {
    texts(database, "SELECT code FROM location ORDER BY code").await
}

async fn revision(database: &Database) -> Revision {
    database.read(NOW).await.unwrap().revision().await.unwrap()
}

fn steps<const N: usize>(codes: [&str; N]) -> [String; N] {
    codes.map(str::to_owned)
}

/// A large write whose slices are a step each, staged.
async fn staged<const N: usize>(given: &TestDatabase, codes: [&str; N]) -> LargeWrite {
    let mut write = given.database.large_write().await.unwrap();
    write.in_slices_of(Duration::ZERO);
    write.stage("shop.json", NOW, steps(codes)).await.unwrap();
    write
}

#[tokio::test]
async fn steps_are_applied_in_order_and_made_public_by_one_revision() {
    let given = sqlite().await;
    let before = revision(&given.database).await;

    let mut write = staged(&given, ["a", "b", "c"]).await;
    let staged_only = (locations(&given.database).await, write.unfinished().await.unwrap().unwrap());
    let revision = write.apply(NOW, add_locations).await.unwrap();

    assert_eq!(staged_only.0, Vec::<String>::new());
    assert_eq!((staged_only.1.name.as_str(), staged_only.1.done, staged_only.1.steps), ("shop.json", 0, 3));
    assert_eq!(locations(&given.database).await, ["a", "b", "c"]);
    assert_eq!(revision.0, before.0 + 1);
    let keys = texts(&given.database, "SELECT cache_key FROM outbox ORDER BY cache_key").await;
    assert_eq!(keys, ["picture-a", "picture-b", "picture-c"]);
    assert_eq!(write.unfinished().await.unwrap(), None);
    assert_eq!(texts(&given.database, "SELECT body FROM staged_step").await, Vec::<String>::new());
}

#[tokio::test]
async fn another_writer_goes_between_any_two_slices() {
    let given = sqlite().await;
    let other = Database::open(&given.address).await.unwrap();
    let codes: Vec<String> = (0..40).map(|number| format!("step-{number}")).collect();
    let mut write = given.database.large_write().await.unwrap();
    write.in_slices_of(Duration::ZERO);
    write.stage("shop.json", NOW, codes).await.unwrap();
    let staging = write.slices().count;

    let writes = async {
        let mut count = 0;
        while write_is_unfinished(&other).await {
            let tx = other.write(NOW).await.unwrap();
            tx.commit().await.unwrap();
            count += 1;
        }
        count
    };
    let (applied, count) = join!(write.apply(NOW, add_locations), writes);

    applied.unwrap();
    assert_eq!(write.slices().count - staging, 41, "a slice a step, and one that makes them public");
    assert!(count >= 20, "other writes: {count}");
}

async fn write_is_unfinished(database: &Database) -> bool {
    StagedWrite::read(database).await.unwrap().is_some()
}

#[tokio::test]
async fn write_that_fails_in_the_middle_is_finished_by_the_next_process() {
    let given = sqlite().await;
    let mut write = staged(&given, ["a", "b", "refused", "d"]).await;

    let failed = write.apply(NOW, add_locations).await;
    let left = write.unfinished().await.unwrap().unwrap();
    let unpublished = revision(&given.database).await;
    drop(write);
    let next = Database::open(&given.address).await.unwrap();
    let mut write = next.large_write().await.unwrap();
    let revision = write
        .apply(NOW, async |tx: &mut Tx, steps: &[String]| add_location(tx, &steps[0].replace("refused", "c")).await);
    let revision = revision.await.unwrap();

    assert!(matches!(failed, Err(Error::Constraint(_))), "{failed:?}");
    assert_eq!((left.done, left.steps), (2, 4));
    assert_eq!(locations(&given.database).await, ["a", "b", "c", "d"]);
    assert_eq!(revision.0, unpublished.0 + 1);
    let keys = texts(&given.database, "SELECT cache_key FROM outbox ORDER BY cache_key").await;
    assert_eq!(keys, ["picture-a", "picture-b", "picture-c", "picture-d"]);
}

#[tokio::test]
async fn write_that_fails_at_once_stays_staged_until_it_is_withdrawn() {
    let given = sqlite().await;
    let mut write = staged(&given, ["refused", "b"]).await;

    let failed = write.apply(NOW, add_locations).await;

    assert!(failed.is_err());
    assert_eq!(write.unfinished().await.unwrap().map(|left| left.done), Some(0));
    write.withdraw().await.unwrap();
    assert_eq!(write.unfinished().await.unwrap(), None);
    assert_eq!(locations(&given.database).await, Vec::<String>::new());
    assert_eq!(texts(&given.database, "SELECT body FROM staged_step").await, Vec::<String>::new());
}

#[tokio::test]
async fn write_that_is_given_up_keeps_and_publishes_what_is_applied() {
    let given = sqlite().await;
    let mut write = staged(&given, ["a", "refused", "c"]).await;
    write.apply(NOW, add_locations).await.unwrap_err();

    let given_up = write.give_up(NOW).await.unwrap().unwrap();

    assert_eq!((given_up.done, given_up.steps), (1, 3));
    assert_eq!(write.unfinished().await.unwrap(), None);
    assert_eq!(locations(&given.database).await, ["a"]);
    assert_eq!(texts(&given.database, "SELECT cache_key FROM outbox").await, ["picture-a"]);
    assert_eq!(texts(&given.database, "SELECT body FROM staged_step").await, Vec::<String>::new());
    assert_eq!(write.give_up(NOW).await.unwrap(), None);
}

#[tokio::test]
async fn write_that_was_not_staged_whole_changes_nothing_and_is_removed() {
    let given = sqlite().await;
    let mut write = staged(&given, ["a", "b"]).await;
    let mut tx = given.database.write(NOW).await.unwrap();
    sql("UPDATE staged_write SET is_whole = FALSE").execute(&mut tx).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();

    let left = write.unfinished().await.unwrap();
    write.stage("next.json", NOW, steps(["c"])).await.unwrap();
    write.apply(NOW, add_locations).await.unwrap();

    assert_eq!(left, None);
    assert_eq!(locations(&given.database).await, ["c"]);
}

#[tokio::test]
async fn keys_beyond_number_end_every_page() {
    let given = sqlite().await;
    let mut write = staged(&given, ["a"]).await;

    let touch_many = async |tx: &mut Tx, _: &[String]| {
        (0..=20_000).for_each(|id| tx.touch(CacheKey::row("product", id)));
        Ok::<(), Error>(())
    };
    write.apply(NOW, touch_many).await.unwrap();

    assert_eq!(texts(&given.database, "SELECT cache_key FROM outbox").await, ["*"]);
}

#[tokio::test]
async fn one_process_at_a_time_makes_a_large_write() {
    for given in both_engines().await {
        let other = Database::open(&given.address).await.unwrap();
        let write = given.database.large_write().await.unwrap();

        let refused = other.try_large_write().await.unwrap().is_none();
        drop(write);
        let taken = other.large_write().await;

        assert!(refused, "{}", given.engine);
        assert!(taken.is_ok(), "{}", given.engine);
    }
}

#[tokio::test]
async fn large_write_waits_half_a_minute_for_another_and_then_says_so() {
    let given = sqlite().await;
    let other = Database::open(&given.address).await.unwrap();
    let _write = given.database.large_write().await.unwrap();
    tokio::time::pause();
    let began = Instant::now();

    let Err(refused) = other.large_write().await else { panic!("two large writes at once") };

    assert_eq!(
        refused.to_string(),
        "an import or another large write is under way on this database; try again when it is done"
    );
    assert_eq!(began.elapsed().as_secs(), 30);
}
