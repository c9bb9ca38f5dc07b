use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    os::unix::{
        fs::{MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use sqlx::{Connection as _, PgConnection};
use tempfile::TempDir;
use tokio::time::sleep;

use super::TestDatabase;
use crate::Database;

/// Settings of a server whose data may be lost.
const SETTINGS: [&str; 6] = [
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "full_page_writes=off",
    "log_min_messages=fatal",
    "max_connections=60",
    "wal_level=replica",
];

/// A PostgreSQL server of a test's own, which the test may stop, freeze and replace by a replica. It stops when this is
/// dropped.
pub struct TestServer {
    port: u16,
    process: Option<Child>,
    folder: TempDir,
}

impl TestServer {
    /// Starts a new server.
    pub async fn new() -> Self {
        let folder = folder();
        let mut initdb = program("initdb", folder.path());
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
        run(initdb.arg(folder.path().join("data")));
        let mut server = Self { port: free_port(), process: None, folder };
        server.start().await;
        server
    }

    /// Starts a copy that receives every write of this server, and takes connections that read.
    pub async fn replica(&self) -> Self {
        let folder = folder();
        let mut copy = program("pg_basebackup", folder.path());
        copy.args(["--host=127.0.0.1", "--username=postgres", "--port", &self.port.to_string()]);
        run(copy
            .args(["--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--pgdata"])
            .arg(folder.path().join("data")));
        let mut replica = Self { port: free_port(), process: None, folder };
        replica.start().await;
        replica
    }

    /// Creates a database on this server, with the shop's schema.
    pub async fn database(&self) -> TestDatabase {
        self.execute("CREATE DATABASE shop").await;
        let address = self.address();
        let database = Database::open(&address).await.unwrap();
        database.migrate().await.unwrap();
        TestDatabase { database, address, engine: "postgres", _folder: None }
    }

    /// Returns the address of [`Self::database`], on the server that listens at this port.
    pub fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/shop", self.port)
    }

    /// Starts the server at the same port as before, and returns when it takes connections.
    pub async fn start(&mut self) {
        let mut postgres = program("postgres", self.folder.path());
        postgres.arg("-D").arg(self.folder.path().join("data")).arg("-k").arg(self.folder.path());
        postgres.args(["-p", &self.port.to_string()]).args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        self.process = Some(postgres.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        while PgConnection::connect(&self.maintenance()).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends every connection and stops the server.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            signal("INT", &[process.id()]);
            process.wait().unwrap();
        }
    }

    /// Freezes the server: connections stay open, and only the system accepts new ones.
    pub fn freeze(&self) {
        let postmaster = self.process.as_ref().unwrap().id();
        signal("STOP", &[postmaster]);
        signal("STOP", &children_of(postmaster));
    }

    /// Continues after [`Self::freeze`].
    pub fn thaw(&self) {
        let postmaster = self.process.as_ref().unwrap().id();
        signal("CONT", &[postmaster]);
        signal("CONT", &children_of(postmaster));
    }

    /// Stops a replica from receiving writes.
    pub async fn cut_off(&self) {
        self.execute("ALTER SYSTEM SET primary_conninfo = ''").await;
        self.execute("SELECT pg_reload_conf()").await;
        let mut connection = PgConnection::connect(&self.maintenance()).await.unwrap();
        let receivers = "SELECT COUNT(*) FROM pg_stat_wal_receiver";
        while sqlx::query_scalar::<_, i64>(receivers).fetch_one(&mut connection).await.unwrap() > 0 {
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// Stops `primary`, and makes this replica the primary at its port.
    pub async fn replace(&mut self, primary: &mut Self) {
        primary.stop();
        self.stop();
        self.port = primary.port;
        self.start().await;
        self.execute("SELECT pg_promote()").await;
    }

    async fn execute(&self, text: &'static str) {
        let mut connection = PgConnection::connect(&self.maintenance()).await.unwrap();
        sqlx::raw_sql(text).execute(&mut connection).await.unwrap();
    }

    fn maintenance(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(process) = &self.process {
            signal("CONT", &[process.id()]);
            signal("CONT", &children_of(process.id()));
        }
        self.stop();
    }
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Creates a folder that belongs to the user who runs the server.
fn folder() -> TempDir {
    let folder = tempfile::Builder::new().prefix("vitrine-server-").tempdir().unwrap();
    if let Some((user, group)) = owner() {
        chown(folder.path(), Some(user), Some(group)).unwrap();
    }
    folder
}

/// Returns the user who runs the server: PostgreSQL refuses to run as root, and its package brings a user.
fn owner() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let line = users.lines().find(|line| line.starts_with("postgres:")).expect("root needs a user `postgres`");
    let fields: Vec<&str> = line.split(':').collect();
    Some((fields[2].parse().unwrap(), fields[3].parse().unwrap()))
}

/// Returns the path of a program of the newest PostgreSQL: Debian keeps each version in a folder of its own, outside the search path.
fn program(name: &str, folder: &Path) -> Command {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let programs = versions.map(|version| version.path().join("bin").join(name)).filter(|program| program.is_file());
    let mut command = Command::new(programs.max().unwrap_or_else(|| PathBuf::from(name)));
    command.current_dir(folder);
    if let Some((user, group)) = owner() {
        command.uid(user).gid(group);
    }
    command
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Sends a signal through the shell, since not every machine has a program `kill`. The process may have ended by itself.
fn signal(name: &str, processes: &[u32]) {
    let processes: Vec<String> = processes.iter().map(u32::to_string).collect();
    let kill = format!("kill -{name} {} 2>/dev/null || true", processes.join(" "));
    run(Command::new("sh").arg("-c").arg(kill));
}

fn children_of(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let ids = processes.filter_map(|process| process.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| parent_of(*id) == Some(parent)).collect()
}

/// Reads the fourth field of `/proc/[id]/stat`; the second, in parentheses, may hold anything.
fn parent_of(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
