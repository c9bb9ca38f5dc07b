//! Cached values equal what a read would return.

use std::sync::Arc;

use types::{Timestamp, testing::locale};

use super::Reader;
use crate::{CacheId, CacheItem, CacheKey, Database, Drafts, Error, Revision, sql, testing::both_engines};

const NOW: Timestamp = Timestamp(1000);
const CODES: CacheId = CacheId { kind: "codes", item: CacheItem::Only };

fn key() -> CacheKey {
    CacheKey::named("locations")
}

/// Returns the number of locations, cached or read; the value changes by itself at `change`.
async fn cached_count(reader: &mut Reader, change: Option<Timestamp>) -> Arc<i64> {
    reader.cached(CODES, move |reader| Box::pin(count(reader, change))).await.unwrap()
}

async fn count(reader: &mut Reader, change: Option<Timestamp>) -> Result<i64, Error> {
    reader.touch(key());
    reader.changes_at([change, None]);
    sql("SELECT COUNT(*) FROM location").one(reader).await?.column(0)
}

async fn first(reader: &mut Reader) -> Result<Option<String>, Error> {
    reader.touch(key());
    let row = sql("SELECT code FROM location ORDER BY code LIMIT 1").optional(reader).await?;
    row.map(|row| row.column(0)).transpose()
}

/// Inserts a location, and touches `key`.
async fn add(database: &Database, code: &str, key: CacheKey) -> Revision {
    let mut tx = database.write(NOW).await.unwrap();
    sql("INSERT INTO location (code) VALUES ($1)").bind(code).execute(&mut tx).await.unwrap();
    tx.touch(key);
    tx.commit().await.unwrap()
}

async fn reader(database: &Database, at: i64) -> Reader {
    database.read_in(locale("en-ae"), Timestamp(at)).await.unwrap()
}

#[tokio::test]
async fn value_is_read_once_until_it_is_written() {
    for given in both_engines().await {
        let database = &given.database;
        let first = cached_count(&mut reader(database, 1000).await, None).await;
        add(database, "a", CacheKey::named("elsewhere")).await;

        let mut second = reader(database, 1000).await;
        let again = cached_count(&mut second, None).await;

        assert!(Arc::ptr_eq(&first, &again), "{}", given.engine);
        assert_eq!(second.footprint().keys().collect::<Vec<_>>(), [&key()], "it is recorded as read all the same");
        let mut elsewhere = database.read_in(locale("ar-ae"), NOW).await.unwrap();
        assert_eq!(*cached_count(&mut elsewhere, None).await, 1, "another locale reads for itself");
    }
}

#[tokio::test]
async fn written_value_is_read_again_and_older_readers_see_the_former_one() {
    for given in both_engines().await {
        let database = &given.database;
        cached_count(&mut reader(database, 1000).await, None).await;
        let mut older = reader(database, 1000).await;
        older.revision().await.unwrap();

        add(database, "a", key()).await;

        assert_eq!(*cached_count(&mut reader(database, 1000).await, None).await, 1, "{}", given.engine);
        assert_eq!(*cached_count(&mut older, None).await, 0, "{}: it sees one state to its end", given.engine);
        assert_eq!(
            *cached_count(&mut reader(database, 1000).await, None).await,
            1,
            "{}: and leaves it to itself",
            given.engine
        );
        add(database, "b", CacheKey::everything()).await;
        assert_eq!(
            *cached_count(&mut reader(database, 1000).await, None).await,
            2,
            "{}: everything was written",
            given.engine
        );
    }
}

#[tokio::test]
async fn value_that_changes_by_itself_is_read_again_at_that_moment() {
    for given in both_engines().await {
        let database = &given.database;
        let change = Some(Timestamp(2000));
        let first = cached_count(&mut reader(database, 1000).await, change).await;

        let mut before = reader(database, 1999).await;
        assert!(Arc::ptr_eq(&first, &cached_count(&mut before, change).await), "{}", given.engine);
        assert_eq!(before.footprint().next_change(), change, "{}", given.engine);
        assert!(
            !Arc::ptr_eq(&first, &cached_count(&mut reader(database, 500).await, change).await),
            "{}: earlier",
            given.engine
        );
        assert!(
            !Arc::ptr_eq(&first, &cached_count(&mut reader(database, 2000).await, change).await),
            "{}: at it",
            given.engine
        );
    }
}

#[tokio::test]
async fn preview_neither_uses_nor_fills_the_cache() {
    for given in both_engines().await {
        let database = &given.database;
        let preview = || database.preview(locale("en-ae"), NOW, Drafts::Shown);
        let drafted = cached_count(&mut preview().await.unwrap(), None).await;

        let public = cached_count(&mut reader(database, 1000).await, None).await;
        let again = cached_count(&mut preview().await.unwrap(), None).await;

        assert!(!Arc::ptr_eq(&drafted, &public) && !Arc::ptr_eq(&public, &again), "{}", given.engine);
    }
}

#[tokio::test]
async fn database_that_was_put_back_is_read_again() {
    for given in both_engines().await {
        let database = &given.database;
        let first = cached_count(&mut reader(database, 1000).await, None).await;

        let version = reader(database, 1000).await.version().await.unwrap();
        database.clear_read_cache(&version);

        let mut later = reader(database, 1000).await;
        assert!(!Arc::ptr_eq(&first, &cached_count(&mut later, None).await), "{}", given.engine);
    }
}

#[tokio::test]
async fn separate_record_is_not_in_the_readers_footprint() {
    for given in both_engines().await {
        let mut reader = reader(&given.database, 1000).await;
        reader.touch(CacheKey::named("before"));

        let ((), footprint) = reader.record_separately(|reader| reader.touch(key()));

        assert_eq!(footprint.keys().collect::<Vec<_>>(), [&key()]);
        assert_eq!(reader.footprint().keys().collect::<Vec<_>>(), [&CacheKey::named("before")]);
        reader.put_cached(CODES, 7_i64, footprint).await.unwrap();
        assert_eq!(reader.footprint().keys().count(), 2, "{}", given.engine);
        assert_eq!(*cached_count(&mut reader, None).await, 7, "{}", given.engine);
    }
}

#[tokio::test]
async fn derived_value_is_fresh_as_long_as_its_source() {
    const TEXT: CacheId = CacheId { kind: "text", item: CacheItem::Row(1) };
    for given in both_engines().await {
        let database = &given.database;
        let made = async || {
            let mut reader = reader(database, 1000).await;
            let count = cached_count(&mut reader, None).await;
            let text = reader.derived(CODES, TEXT, || count.to_string()).await.unwrap();
            assert!(reader.footprint().keys().eq([&key()]), "{}", given.engine);
            text
        };
        let first = made().await;

        assert!(Arc::ptr_eq(&first, &made().await), "{}", given.engine);
        add(database, "a", key()).await;
        assert_eq!(*made().await, "1", "{}", given.engine);
    }
}

#[tokio::test]
async fn missing_value_is_looked_up_each_time() {
    const FIRST: CacheId = CacheId { kind: "first", item: CacheItem::Only };
    for given in both_engines().await {
        let database = &given.database;
        let read =
            async |reader: &mut Reader| reader.cached_optional(FIRST, |reader| Box::pin(first(reader))).await.unwrap();
        let mut before = reader(database, 1000).await;
        assert_eq!(read(&mut before).await, None, "{}", given.engine);
        assert!(before.footprint().keys().eq([&key()]), "{}: a page without it depends on it, too", given.engine);

        add(database, "a", CacheKey::named("elsewhere")).await;

        let mut after = reader(database, 1000).await;
        let found = read(&mut after).await;
        assert_eq!(found.as_deref().map(String::as_str), Some("a"), "{}: without an outbox row", given.engine);
        assert!(Arc::ptr_eq(&found.unwrap(), &read(&mut after).await.unwrap()), "{}", given.engine);
    }
}

#[tokio::test]
async fn reader_of_a_known_state_queries_only_values_that_are_not_cached() {
    for given in both_engines().await {
        let database = &given.database;
        let known = database.read_in(locale("en-ae"), NOW).await.unwrap().version().await.unwrap();
        cached_count(&mut database.read_known(locale("en-ae"), NOW, &known), None).await;
        let mut early = database.read_known(locale("en-ae"), NOW, &known);
        let mut late = database.read_known(locale("en-ae"), NOW, &known);
        let mut started = database.read_known(locale("en-ae"), NOW, &known);
        count(&mut started, None).await.unwrap();
        assert_eq!(*cached_count(&mut early, None).await, 0, "{}", given.engine);

        add(database, "a", key()).await;

        assert_eq!(*cached_count(&mut early, None).await, 0, "{}: it sees one state to its end", given.engine);
        assert_eq!(count(&mut started, None).await.unwrap(), 0, "{}", given.engine);
        assert!(matches!(count(&mut late, None).await, Err(Error::Overtaken)), "{}", given.engine);
        assert!(matches!(count(&mut late, None).await, Err(Error::Overtaken)), "{}: and stays so", given.engine);
    }
}
