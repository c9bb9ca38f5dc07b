//! A new database per test, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that can't have its database has failed")]
#![expect(clippy::disallowed_methods, reason = "the test server's address comes from the environment")]

mod server;

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

use sqlx::Connection as _;
use tokio::time::sleep;

use crate::Database;
pub use server::TestServer;

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

/// Returns one database per engine. A missing PostgreSQL server is a failure, not a skipped test.
pub async fn both_engines() -> [TestDatabase; 2] {
    [sqlite().await, postgres().await]
}

/// Returns a new SQLite database.
pub async fn sqlite() -> TestDatabase {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    let database = Database::open(&address).await.unwrap();
    database.migrate().await.unwrap();
    TestDatabase { database, address, engine: "sqlite", _folder: Some(folder) }
}

/// Returns a new database on the test server; its databases are deleted with the server.
pub async fn postgres() -> TestDatabase {
    let address = empty_postgres().await;
    let database = Database::open(&address).await.unwrap();
    database.migrate().await.unwrap();
    TestDatabase { database, address, engine: "postgres", _folder: None }
}

/// Returns the address of a new database without a schema.
pub(crate) async fn empty_postgres() -> String {
    let server = std::env::var(SERVER_VARIABLE)
        .expect("VITRINE_TEST_POSTGRES names no server: run the tests with `cargo xtask test`");
    let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
    // A server may see more processes than there are ids of processes.
    let chance = "SELECT 'vitrine_' || replace(gen_random_uuid()::text, '-', '')";
    let name: String = sqlx::query_scalar(chance).fetch_one(&mut connection).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// A Redis server of a test's own that stops when this is dropped.
pub struct TestRedis {
    /// Its address.
    pub address: String,
    port: u16,
    process: Option<Child>,
}

/// Starts a Redis server.
pub async fn redis() -> TestRedis {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let mut redis = TestRedis { address: format!("redis://127.0.0.1:{port}"), port, process: None };
    redis.start().await;
    redis
}

impl TestRedis {
    /// Starts the server again at the same address.
    pub async fn start(&mut self) {
        let mut server = Command::new("redis-server");
        server.args(["--bind", "127.0.0.1", "--port", &self.port.to_string(), "--save", "", "--dir", "/tmp"]);
        self.process = Some(server.stdout(Stdio::null()).spawn().unwrap());
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Kills the server.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for TestRedis {
    fn drop(&mut self) {
        self.stop();
    }
}
