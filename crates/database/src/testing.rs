//! A fresh database per test, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that can't have its database has failed")]
#![expect(clippy::disallowed_methods, reason = "the test server's address comes from the environment")]

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::Connection as _;

use crate::Database;

/// Names a PostgreSQL server whose user may create databases: `postgres://…/postgres`. `cargo xtask test` starts one.
pub const SERVER_VARIABLE: &str = "VITRINE_TEST_POSTGRES";

/// A migrated, empty database that is gone when this is dropped.
pub struct TestDatabase {
    /// The open database.
    pub database: Database,
    /// Its address, for a second process.
    pub address: String,
    /// `sqlite` or `postgres`, for messages.
    pub engine: &'static str,
    _folder: Option<tempfile::TempDir>,
}

/// One of each engine. A missing PostgreSQL server is a failure, not a skipped test.
pub async fn both_engines() -> [TestDatabase; 2] {
    [sqlite().await, postgres().await]
}

/// A new SQLite file.
pub async fn sqlite() -> TestDatabase {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    let database = Database::open(&address).await.unwrap();
    database.migrate().await.unwrap();
    TestDatabase { database, address, engine: "sqlite", _folder: Some(folder) }
}

/// A new database on the test server; the server is thrown away as a whole, and its databases with it.
pub async fn postgres() -> TestDatabase {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let server = std::env::var(SERVER_VARIABLE)
        .expect("VITRINE_TEST_POSTGRES names no server: run the tests with `cargo xtask test`");
    let name = format!("vitrine_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    let address = format!("{base}/{name}");
    let database = Database::open(&address).await.unwrap();
    database.migrate().await.unwrap();
    TestDatabase { database, address, engine: "postgres", _folder: None }
}
