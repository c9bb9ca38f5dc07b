//! Both engines through the public functions.

use std::time::Duration;

use tokio::{
    task::JoinSet,
    time::{Instant, sleep, timeout},
};
use types::{Timestamp, testing::locale};

use crate::{
    CacheKey, ChangeToken, Database, Drafts, Error, MigrateError, Revision, Statement, Version, sql,
    testing::{TestDatabase, TestServer, both_engines, postgres, redis},
};

const NOW: Timestamp = Timestamp(1000);

#[tokio::test]
async fn a_write_commits_its_changes_and_their_keys_under_the_next_revision() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        tx.touch(CacheKey::row("product", 7));
        tx.touch(CacheKey::named("navigation"));
        tx.touch(CacheKey::row("product", 7));

        let revision = tx.commit().await.unwrap();

        let mut reader = given.database.read(NOW).await.unwrap();
        let rows = sql("SELECT cache_key FROM outbox ORDER BY cache_key").all(&mut reader).await.unwrap();
        let keys: Vec<String> = rows.iter().map(|row| row.column(0).unwrap()).collect();
        assert_eq!((revision, reader.revision().await.unwrap()), (Revision(1), Revision(1)), "{}", given.engine);
        assert_eq!(keys, ["navigation", "product-7"]);
    }
}

#[tokio::test]
async fn full_disk_is_told_and_what_was_not_committed_is_gone() {
    let given = crate::testing::sqlite().await;
    let mut tx = given.database.write(NOW).await.unwrap();
    // The file may not grow any more, as on a full disk.
    sql("PRAGMA max_page_count = 1").one(&mut tx).await.unwrap();

    let mut outcome = Ok(0);
    for revision in 0..10_000 {
        let insert = sql("INSERT INTO outbox (revision, cache_key, written_at) VALUES ($1, $2, 0)");
        outcome = insert.bind(1_000_000_i64 + revision).bind("k".repeat(200)).execute(&mut tx).await;
        if outcome.is_err() {
            break;
        }
    }
    drop(tx);

    let told = outcome.unwrap_err().to_string();
    assert_eq!(told, "the database is not available: its disk is full, make room there");
    assert_eq!(outbox(&given.database).await, Vec::<String>::new());
}

async fn outbox(database: &Database) -> Vec<String> {
    let mut reader = database.read(NOW).await.unwrap();
    let rows = sql("SELECT cache_key FROM outbox ORDER BY cache_key").all(&mut reader).await.unwrap();
    rows.iter().map(|row| row.column(0).unwrap()).collect()
}

async fn touch_products(database: &Database, count: i64) {
    let mut tx = database.write(NOW).await.unwrap();
    (1..=count).for_each(|id| tx.touch(CacheKey::row("product", id)));
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_write_of_many_keys_names_each_of_them() {
    for given in both_engines().await {
        touch_products(&given.database, 1_234).await;

        let keys = outbox(&given.database).await;

        let mut expected: Vec<String> = (1..=1_234).map(|id| format!("product-{id}")).collect();
        expected.sort();
        assert_eq!(keys, expected, "{}", given.engine);
    }
}

#[tokio::test]
async fn write_of_too_many_keys_touches_everything() {
    for given in both_engines().await {
        let before = version(&given.database).await;

        touch_products(&given.database, 20_001).await;

        assert_eq!(outbox(&given.database).await, ["*"], "{}", given.engine);
        let mut reader = given.database.read(NOW).await.unwrap();
        assert_eq!(reader.changes_since(&before).await.unwrap(), None, "{}", given.engine);
    }
}

#[tokio::test]
async fn a_write_that_is_dropped_leaves_everything_as_it_was() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        sql("INSERT INTO location (code) VALUES ($1)").bind("main").execute(&mut tx).await.unwrap();

        drop(tx);

        let mut reader = given.database.read(NOW).await.unwrap();
        let left: i64 = sql("SELECT COUNT(*) FROM location").one(&mut reader).await.unwrap().column(0).unwrap();
        assert_eq!(left, 0, "{}", given.engine);
    }
}

#[tokio::test]
async fn a_reader_sees_one_state_and_changes_nothing() {
    for given in both_engines().await {
        let mut reader = given.database.read(NOW).await.unwrap();
        let before = reader.revision().await.unwrap();

        given.database.write(NOW).await.unwrap().commit().await.unwrap();

        let after: i64 = sql("SELECT value FROM revision").one(&mut reader).await.unwrap().column(0).unwrap();
        assert_eq!(Revision(after), before, "{}: a write is not seen half way", given.engine);
        let refused = sql("INSERT INTO location (code) VALUES ('x')").execute(&mut reader).await;
        assert!(refused.is_err(), "{}: a reader cannot write", given.engine);
    }
}

#[tokio::test]
async fn lists_are_bound_value_by_value() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        for code in ["a", "b", "c'); DROP TABLE location; --"] {
            sql("INSERT INTO location (code) VALUES ($1)").bind(code).execute(&mut tx).await.unwrap();
        }
        let text = "SELECT COUNT(*) FROM location WHERE code <> $1 AND code IN (?)";
        for (wanted, count) in [(vec!["a", "b", "c'); DROP TABLE location; --"], 2_i64), (vec![], 0), (vec!["a"], 0)] {
            let row = Statement::with_list(text, vec!["a".into()], wanted).one(&mut tx).await.unwrap();
            assert_eq!(row.column::<i64>(0).unwrap(), count, "{}", given.engine);
        }
    }
}

#[tokio::test]
async fn broken_constraint_differs_from_a_lost_database() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        let refused = sql("UPDATE revision SET singleton = FALSE").execute(&mut tx).await;

        let Err(Error::Constraint(name)) = refused else { panic!("{}: {refused:?}", given.engine) };
        assert!(name.contains("revision_is_one_row"), "{name}");
    }
}

#[tokio::test]
async fn a_database_that_is_gone_is_unavailable() {
    for given in both_engines().await {
        given.database.close().await;

        let refused = given.database.read(NOW).await;

        assert!(matches!(refused, Err(Error::Unavailable(_))), "{}", given.engine);
    }
}

#[tokio::test]
async fn a_schema_is_exactly_this_programs_or_refused_by_name() {
    for given in both_engines().await {
        given.database.verify_schema().await.unwrap();
        let mut tx = given.database.write(NOW).await.unwrap();
        sql("UPDATE _sqlx_migrations SET version = 9000 WHERE version = 1").execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();

        let verified = given.database.verify_schema().await;
        let migrated = given.database.migrate().await;

        assert!(matches!(verified, Err(MigrateError::Newer(9000))), "{}: {verified:?}", given.engine);
        assert!(matches!(migrated, Err(MigrateError::Newer(9000))), "{}: {migrated:?}", given.engine);
    }
}

#[tokio::test]
async fn a_preview_shows_drafts_and_the_public_does_not() {
    for given in both_engines().await {
        let mut public = given.database.read(NOW).await.unwrap();
        let mut drafts = given.database.preview(locale("en-ae"), NOW, Drafts::Shown).await.unwrap();
        let mut later = given.database.preview(locale("en-ae"), Timestamp(5000), Drafts::Hidden).await.unwrap();
        let opens = Some(Timestamp(4000));

        assert_eq!(
            [public.is_open(opens, None), drafts.is_open(opens, None), later.is_open(opens, None)],
            [false, true, true]
        );
        assert_eq!(
            [public.is_open(None, None), drafts.is_open(None, None), later.is_open(None, None)],
            [false, true, false]
        );
        assert_eq!(public.footprint().next_change(), opens, "{}", given.engine);
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_opened_says_what_to_write() {
    let refused =
        |address: &'static str| async move { Database::open(address).await.err().map(|error| error.to_string()) };

    let sentence = refused("mysql://localhost/shop").await.unwrap();
    assert_eq!(
        sentence,
        "database address: it starts with neither sqlite: nor postgres:; \
        write sqlite:data/vitrine.db or postgres://user:password@host/name"
    );
    let sentence = refused("sqlite:/proc/nowhere/vitrine.db").await.unwrap();
    assert!(sentence.starts_with("the folder /proc/nowhere can't be used for the database"), "{sentence}");
    let sentence = refused("postgres://nobody:secret@127.0.0.1:1/shop").await.unwrap();
    assert!(sentence.contains("postgres://127.0.0.1/shop") && !sentence.contains("secret"), "{sentence}");
}

async fn write_key(database: &Database, key: CacheKey, now: Timestamp) -> Revision {
    let mut tx = database.write(now).await.unwrap();
    tx.touch(key);
    tx.commit().await.unwrap()
}

/// Follows the changes of a database in the background.
fn follow_in_background(database: &Database) -> JoinSet<()> {
    let (mut keeping, database) = (JoinSet::new(), database.clone());
    keeping.spawn(async move { database.follow_changes().await });
    keeping
}

async fn token(database: &Database) -> ChangeToken {
    loop {
        if let Some(token) = database.change_detector().token() {
            return token;
        }
        sleep(Duration::from_millis(5)).await;
    }
}

/// Writes in turns through `given` and another process, and checks each time that the change token differs when the write is done.
async fn assert_new_token_after_each_write(writes: u32, given: &Database, other: &Database) {
    let mut before = token(given).await;
    for round in 0..writes {
        let writer = if round % 2 == 0 { given } else { other };
        write_key(writer, CacheKey::named("navigation"), NOW).await;

        assert_ne!(given.change_detector().token(), Some(before), "round {round}");
        before = token(given).await;
    }
}

#[tokio::test]
async fn change_token_differs_after_every_write_of_any_process_before_the_write_is_done() {
    for given in both_engines().await {
        let other = Database::open(&given.address).await.unwrap();
        let _keeping = follow_in_background(&given.database);

        assert_new_token_after_each_write(50, &given.database, &other).await;
    }
}

/// Finding each write without a notification would take a second.
#[tokio::test]
async fn redis_notifies_of_writes_at_once() {
    let (given, redis) = (postgres().await, redis().await);
    let open = async || Database::open(&given.address).await.unwrap().with_redis_notifications(&redis.address).unwrap();
    let (one, other) = (open().await, open().await);
    let _keeping = follow_in_background(&one);

    let began = Instant::now();
    assert_new_token_after_each_write(100, &one, &other).await;

    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}

#[tokio::test]
async fn redis_that_is_gone_makes_writes_slow_and_nothing_wrong() {
    let (given, mut redis) = (postgres().await, redis().await);
    let open = async || Database::open(&given.address).await.unwrap().with_redis_notifications(&redis.address).unwrap();
    let (one, other) = (open().await, open().await);
    let _keeping = follow_in_background(&one);
    assert_new_token_after_each_write(2, &one, &other).await;

    redis.stop();
    assert_new_token_after_each_write(4, &one, &other).await;
    redis.start().await;
    // Each is subscribed again after its next write at the latest.
    assert_new_token_after_each_write(4, &one, &other).await;

    let began = Instant::now();
    assert_new_token_after_each_write(100, &one, &other).await;
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}

#[tokio::test]
async fn unusable_redis_is_an_error_that_says_why() {
    let [sqlite, postgres] = both_engines().await;
    let refusal = |given: Database, address: &str| given.with_redis_notifications(address).err().unwrap().to_string();

    let sentence = refusal(postgres.database.clone(), "http://127.0.0.1");
    assert!(sentence.ends_with("write redis://HOST:6379 or rediss://USER:PASSWORD@HOST:6379"), "{sentence}");
    let sentence = refusal(sqlite.database.clone(), "redis://127.0.0.1");
    assert!(sentence.ends_with("remove `redis` from the settings"), "{sentence}");
}

#[tokio::test]
async fn change_detector_follows_a_symbolic_link() {
    let folder = tempfile::tempdir().unwrap();
    let [real, link] = ["real/shop.db", "shop.db"].map(|name| folder.path().join(name));
    let open = async |file: &std::path::Path| Database::open(&format!("sqlite:{}", file.display())).await.unwrap();
    let direct = open(&real).await;
    direct.migrate().await.unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let linked = open(&link).await;
    let before = linked.change_detector().token();

    write_key(&direct, CacheKey::named("navigation"), NOW).await;

    assert_ne!(linked.change_detector().token(), before);
}

#[tokio::test]
async fn change_token_stays_while_nothing_is_written() {
    for given in both_engines().await {
        let _keeping = follow_in_background(&given.database);
        let before = token(&given.database).await;

        given.database.read(NOW).await.unwrap().revision().await.unwrap();
        drop(given.database.write(NOW).await.unwrap());
        sleep(Duration::from_millis(1500)).await;

        assert_eq!(given.database.change_detector().token(), Some(before), "{}", given.engine);
    }
}

#[tokio::test]
async fn postgres_has_no_change_token_without_a_follower() {
    let given = postgres().await;

    assert_eq!(given.database.change_detector().token(), None);
}

/// A follower that hangs neither shows an earlier state nor blocks writers: its row exists, and its lease is not renewed.
#[tokio::test]
async fn a_follower_that_hangs_stops_trusting_itself_before_writers_go_on() {
    let given = postgres().await;
    let other = Database::open(&given.address).await.unwrap();
    let mut keeping = follow_in_background(&given.database);
    token(&given.database).await;
    keeping.shutdown().await;

    let began = Instant::now();
    write_key(&other, CacheKey::named("navigation"), NOW).await;

    assert_eq!(given.database.change_detector().token(), None, "it still trusts what it knew");
    assert!(began.elapsed() > Duration::from_secs(2), "the writer did not wait");
    // The writer waits 4.5 seconds; ten times that counts as blocked.
    assert!(began.elapsed() < Duration::from_secs(45), "the writer waited too long");
}

#[tokio::test]
async fn changes_are_listed_in_order_until_the_outbox_is_trimmed() {
    for TestDatabase { database, engine, .. } in both_engines().await {
        let keys = [CacheKey::row("product", 1), CacheKey::named("navigation"), CacheKey::row("stock", 2)];
        for (moment, key) in keys.iter().enumerate() {
            write_key(&database, key.clone(), Timestamp(moment as i64 * 100)).await;
        }
        let changes_since = async |since: i64| {
            let mut reader = database.read(NOW).await.unwrap();
            let since = Version { revision: Revision(since), ..reader.version().await.unwrap() };
            reader.changes_since(&since).await.unwrap()
        };
        assert_eq!(changes_since(1).await.unwrap(), [(Revision(2), keys[1].clone()), (Revision(3), keys[2].clone())]);

        let mut tx = database.write(NOW).await.unwrap();
        let trimmed = tx.trim_outbox(Timestamp(200), None).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();

        assert_eq!((trimmed, changes_since(1).await), (2, None), "{engine}");
        assert_eq!(changes_since(2).await.unwrap(), [(Revision(3), keys[2].clone())], "{engine}");
        let mut reader = database.read(NOW).await.unwrap();
        assert_eq!(reader.revision().await.unwrap(), Revision(3), "{engine}: trimming is no write");
        let writes = reader.writes_of(&keys, 5).await.unwrap();
        assert_eq!(writes.iter().map(|write| write.key.clone()).collect::<Vec<_>>(), [keys[2].clone()], "{engine}");
    }
}

#[tokio::test]
async fn closing_ends_what_waits() {
    for given in both_engines().await {
        let mut keeping = follow_in_background(&given.database);
        token(&given.database).await;

        keeping.shutdown().await;

        assert!(timeout(Duration::from_secs(2), given.database.close()).await.is_ok(), "{}", given.engine);
    }
}

async fn version(database: &Database) -> Version {
    database.read(NOW).await.unwrap().version().await.unwrap()
}

#[tokio::test]
async fn an_epoch_that_begins_makes_everything_before_it_unknown() {
    for given in both_engines().await {
        let (database, engine) = (&given.database, given.engine);
        write_key(database, CacheKey::named("navigation"), NOW).await;
        let before = version(database).await;

        let mut tx = database.write(NOW).await.unwrap();
        tx.begin_epoch(7).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();

        let after = version(database).await;
        assert_eq!(after.revision, before.revision, "{engine}");
        assert!(!after.includes(&before) && !before.includes(&after), "{engine}");
        let mut reader = database.read(NOW).await.unwrap();
        assert_eq!(reader.changes_since(&before).await.unwrap(), None, "{engine}");
        let mut known = database.read_known(locale("en-ae"), NOW, &before);
        assert!(matches!(sql("SELECT 1").one(&mut known).await, Err(Error::Overtaken)), "{engine}");
    }
}

#[tokio::test]
async fn new_epoch_changes_the_token_of_followers_and_waits_for_them() {
    for given in both_engines().await {
        let other = Database::open(&given.address).await.unwrap();
        let _keeping = follow_in_background(&given.database);
        write_key(&other, CacheKey::named("navigation"), NOW).await;
        let before = token(&given.database).await;

        let mut tx = other.write(NOW).await.unwrap();
        tx.begin_epoch(7).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();
        other.wait_for_followers(version(&other).await.revision).await;

        assert_ne!(given.database.change_detector().token(), Some(before), "{}", given.engine);
    }
}

#[tokio::test]
async fn a_promoted_replica_with_the_same_revision_is_another_version() {
    let mut primary = TestServer::new().await;
    let given = primary.database().await;
    write_key(&given.database, CacheKey::named("both"), NOW).await;
    let common = version(&given.database).await;
    let mut replica = primary.replica().await;
    assert_eq!(version(&Database::open(&replica.address()).await.unwrap()).await.revision, common.revision);
    replica.cut_off().await;
    write_key(&given.database, CacheKey::named("lost"), NOW).await;
    let lost = version(&given.database).await;
    given.database.close().await;

    replica.replace(&mut primary).await;

    let promoted = Database::open(&given.address).await.unwrap();
    write_key(&promoted, CacheKey::named("another"), NOW).await;
    let newest = version(&promoted).await;
    assert_eq!(newest.revision, lost.revision);
    assert!(!newest.includes(&lost) && !newest.includes(&common));
}
