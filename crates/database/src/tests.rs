//! Both engines through the public functions.

use types::{Locale, Timestamp};

use crate::{CacheKey, Database, Drafts, Error, MigrateError, Revision, Statement, sql, testing::both_engines};

const NOW: Timestamp = Timestamp(1000);

#[tokio::test]
async fn a_write_commits_its_changes_and_their_keys_under_the_next_revision() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        tx.touch(CacheKey::row("product", 7));
        tx.touch(CacheKey::named("navigation"));
        tx.touch(CacheKey::row("product", 7));

        let revision = tx.commit().await.unwrap();

        let mut reader = given.database.read(Locale::EnAe, NOW).await.unwrap();
        let rows = sql("SELECT cache_key FROM outbox ORDER BY cache_key").all(&mut reader).await.unwrap();
        let keys: Vec<String> = rows.iter().map(|row| row.column(0).unwrap()).collect();
        assert_eq!((revision, reader.revision().await.unwrap()), (Revision(1), Revision(1)), "{}", given.engine);
        assert_eq!(keys, ["navigation", "product-7"]);
    }
}

#[tokio::test]
async fn a_write_that_is_dropped_leaves_everything_as_it_was() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        sql("INSERT INTO location (code) VALUES ($1)").bind("main").execute(&mut tx).await.unwrap();

        drop(tx);

        let mut reader = given.database.read(Locale::EnAe, NOW).await.unwrap();
        let left: i64 = sql("SELECT COUNT(*) FROM location").one(&mut reader).await.unwrap().column(0).unwrap();
        assert_eq!(left, 0, "{}", given.engine);
    }
}

#[tokio::test]
async fn a_reader_sees_one_state_and_changes_nothing() {
    for given in both_engines().await {
        let mut reader = given.database.read(Locale::EnAe, NOW).await.unwrap();
        let before = reader.revision().await.unwrap();

        given.database.write(NOW).await.unwrap().commit().await.unwrap();

        assert_eq!(reader.revision().await.unwrap(), before, "{}: a write is not seen half way", given.engine);
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
async fn a_broken_rule_is_told_from_a_lost_database() {
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

        let refused = given.database.read(Locale::EnAe, NOW).await;

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
        let mut public = given.database.read(Locale::EnAe, NOW).await.unwrap();
        let mut drafts = given.database.preview(Locale::EnAe, NOW, Drafts::Shown).await.unwrap();
        let mut later = given.database.preview(Locale::EnAe, Timestamp(5000), Drafts::Hidden).await.unwrap();
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
