use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};
use types::Timestamp;

use super::*;
use crate::{
    ColumnKind, Database, Executor as _, TableColumn, sql, tables, testing::both_engines, transaction::Transaction,
};

const NOW: Timestamp = Timestamp(1000);

/// The tables as they were after a migration.
async fn tables_at(schema: i64) -> Vec<Table> {
    let mut connection = SqliteConnectOptions::new().in_memory(true).connect().await.unwrap();
    migrations::sqlite().run_to(schema, &mut connection).await.unwrap();
    tables::of_sqlite(&mut connection).await.unwrap()
}

async fn begin(address: &str, schema: i64) -> Result<Rebuild, RebuildError> {
    Rebuild::begin(address, schema, &tables_at(schema.min(migrations::newest())).await, IfWritten::Fail).await
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[tokio::test]
async fn backup_of_an_older_schema_is_brought_up_to_date() {
    for given in both_engines().await {
        given.database.close().await;

        let mut rebuild = begin(&given.address, 4).await.unwrap();
        rebuild.load("location", &[vec![text("main"), Value::Integer(7)]]).await.unwrap();
        rebuild.finish(Revision(41), NOW).await.unwrap();

        let database = Database::open(&given.address).await.unwrap();
        database.verify_schema().await.unwrap();
        let mut reader = database.read(NOW).await.unwrap();
        let row = sql("SELECT id, code FROM location").one(&mut reader).await.unwrap();
        assert_eq!((row.column::<i64>(0).unwrap(), row.column::<String>(1).unwrap()), (7, "main".to_owned()));
        assert_eq!(reader.revision().await.unwrap(), Revision(42), "{}", given.engine);
    }
}

#[tokio::test]
async fn backup_of_a_newer_schema_or_of_other_tables_is_refused() {
    for given in both_engines().await {
        given.database.close().await;
        let newest = migrations::newest();
        let mut others = tables_at(newest).await;
        others[0].columns.pop();

        let newer = begin(&given.address, newest + 1).await.err();
        let other = Rebuild::begin(&given.address, newest, &others, IfWritten::Fail).await.err();

        assert!(matches!(newer, Some(RebuildError::Newer(_))), "{newer:?}");
        assert!(matches!(other, Some(RebuildError::OtherTables { .. })), "{other:?}");
        let database = Database::open(&given.address).await.unwrap();
        database.verify_schema().await.unwrap();
    }
}

#[tokio::test]
async fn rows_that_do_not_fit_leave_the_database_as_it_was() {
    for given in both_engines().await {
        given.database.close().await;
        // A variant of a missing product.
        let tables = tables_at(migrations::newest()).await;
        let variant = tables.iter().find(|table| table.name == "variant").unwrap();
        let row = |column: &TableColumn| if column.kind == ColumnKind::Text { text("A") } else { Value::Integer(1) };
        let row: Vec<Value> = variant.columns.iter().map(row).collect();
        let short = row[1..].to_vec();
        let mistyped = vec![Value::Boolean(true); row.len()];

        let mut rebuild = begin(&given.address, migrations::newest()).await.unwrap();
        for odd in [short, mistyped] {
            assert!(matches!(rebuild.load("variant", &[odd]).await, Err(RebuildError::Unfit(_))), "{}", given.engine);
        }
        rebuild.load("variant", &[row]).await.unwrap();
        let refused = rebuild.finish(Revision(1), NOW).await;

        assert!(matches!(refused, Err(RebuildError::Unfit(_))), "{}: {refused:?}", given.engine);
        let database = Database::open(&given.address).await.unwrap();
        let mut reader = database.read(NOW).await.unwrap();
        assert_eq!(reader.revision().await.unwrap(), Revision(0), "{}", given.engine);
    }
}

/// Loads texts with every character that `COPY` treats specially.
#[tokio::test]
async fn texts_are_loaded_as_they_are() {
    let odd = ["", "\\N", "a\tb\nc\rd\\e", "\\.", "'\"", "مزهرية فخار फूलदान 🏺", "\u{7f}\u{200f}"];
    for given in both_engines().await {
        given.database.close().await;

        let mut rebuild = begin(&given.address, migrations::newest()).await.unwrap();
        let rows: Vec<Vec<Value>> = (1..).zip(odd).map(|(id, code)| vec![text(code), Value::Integer(id)]).collect();
        rebuild.load("location", &rows).await.unwrap();
        rebuild.finish(Revision(1), NOW).await.unwrap();

        let database = Database::open(&given.address).await.unwrap();
        let mut reader = database.read(NOW).await.unwrap();
        let rows = sql("SELECT code FROM location ORDER BY id").all(&mut reader).await.unwrap();
        let codes: Vec<String> = rows.iter().map(|row| row.column(0).unwrap()).collect();
        assert_eq!(codes, odd, "{}", given.engine);
    }
}

#[tokio::test]
async fn everything_that_migrations_make_is_dropped_by_its_name() {
    let given = crate::testing::postgres().await;
    let mut tx = given.database.write(NOW).await.unwrap();
    let there = "SELECT
        (SELECT COUNT(*) FROM pg_class WHERE relnamespace = current_schema()::text::regnamespace)
        + (SELECT COUNT(*) FROM pg_proc WHERE pronamespace = current_schema()::text::regnamespace)";

    let before: i64 = sql(there).one(&mut tx).await.unwrap().column(0).unwrap();
    let Transaction::Postgres(open) = tx.connection().transaction().await.unwrap() else { panic!("it is PostgreSQL") };
    postgres::drop_all(open).await.unwrap();
    let after: i64 = sql(there).one(&mut tx).await.unwrap().column(0).unwrap();

    assert!(before > 50);
    assert_eq!(after, 0);
}
