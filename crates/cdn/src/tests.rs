//! The cursor's table, on both engines.

use database::{CacheKey, Database, Epoch, Revision, testing::both_engines};
use types::Timestamp;

use crate::{PurgeCursor, acquire_lease, purge_cursor, record_purge, trim_outbox};

const NOW: Timestamp = Timestamp(1000);
const TARGET: &str = "varnish:http://a:1";

async fn cursor(database: &Database) -> Option<PurgeCursor> {
    purge_cursor(&mut database.read(NOW).await.unwrap(), TARGET).await.unwrap()
}

async fn epoch(database: &Database) -> Epoch {
    database.read(NOW).await.unwrap().version().await.unwrap().epoch
}

async fn given_write(database: &Database, at: i64) {
    let mut tx = database.write(Timestamp(at)).await.unwrap();
    tx.touch(CacheKey::named("navigation"));
    tx.commit().await.unwrap();
}

async fn given_purge(database: &Database, purge: &PurgeCursor) {
    acquire_lease(database, TARGET, "a", NOW, NOW).await.unwrap();
    record_purge(database, TARGET, purge, NOW).await.unwrap();
}

#[tokio::test]
async fn one_process_purges_at_a_time_and_the_next_takes_up_what_it_left() {
    for given in both_engines().await {
        let (database, engine) = (&given.database, given.engine);
        let acquire = async |owner, now: i64| {
            acquire_lease(database, TARGET, owner, Timestamp(now), Timestamp(now + 100)).await.unwrap()
        };
        assert_eq!(cursor(database).await, None, "{engine}");

        let turns = [acquire("a", 0).await, acquire("b", 50).await, acquire("a", 60).await, acquire("b", 161).await];
        let next = (Revision(3), Timestamp(170));
        let done = PurgeCursor { epoch: epoch(database).await, revision: Revision(4), repeated: Revision(2), next };
        record_purge(database, TARGET, &done, Timestamp(170)).await.unwrap();

        assert_eq!(turns, [true, false, true, true], "{engine}");
        assert_eq!(cursor(database).await, Some(done), "{engine}");
        assert!(acquire("a", 171).await, "{engine}: the lease was released");
    }
}

#[tokio::test]
async fn the_outbox_keeps_the_writes_that_a_target_was_not_purged_for() {
    for given in both_engines().await {
        let database = &given.database;
        for moment in [100, 200, 300] {
            given_write(database, moment).await;
        }
        let next = (Revision(2), Timestamp(900));
        let once = PurgeCursor { epoch: epoch(database).await, revision: Revision(2), repeated: Revision(1), next };
        given_purge(database, &once).await;

        let trimmed = trim_outbox(database, NOW, Timestamp(800)).await.unwrap();

        assert_eq!(trimmed, 1, "{}", given.engine);
    }
}

#[tokio::test]
async fn a_target_that_is_no_longer_purged_keeps_nothing_in_the_outbox() {
    for given in both_engines().await {
        let database = &given.database;
        for moment in [100, 200, 300] {
            given_write(database, moment).await;
        }
        let next = (Revision(2), Timestamp(700));
        let long_ago = PurgeCursor { epoch: epoch(database).await, revision: Revision(2), repeated: Revision(1), next };
        given_purge(database, &long_ago).await;

        let trimmed = trim_outbox(database, NOW, Timestamp(800)).await.unwrap();

        assert_eq!(trimmed, 3, "{}", given.engine);
    }
}

#[tokio::test]
async fn a_target_has_no_cursor_in_a_new_epoch() {
    for given in both_engines().await {
        let database = &given.database;
        let done = PurgeCursor { revision: Revision(0), ..PurgeCursor::start(epoch(database).await) };
        given_purge(database, &done).await;
        assert_eq!(cursor(database).await, Some(done), "{}", given.engine);

        let mut tx = database.write(NOW).await.unwrap();
        tx.begin_epoch(7).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();

        assert_eq!(cursor(database).await, None, "{}: the target is purged whole", given.engine);
    }
}
