//! A PostgreSQL of the tests' own: empty, quick, and gone afterwards.

use crate::{
    process::{self, Service},
    shop,
};
use anyhow::{Context, Result};
use nix::{sys::signal::Signal, unistd::User};
use std::{
    fs,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};
use tempfile::TempDir;

/// Settings of a database that may be lost at any moment, in exchange for speed; tests provoke errors, so it is silent.
const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "log_min_messages=fatal",
];

/// Settings of a database that keeps what it has committed, for measurements.
const DURABLE_SETTINGS: &[&str] = &["listen_addresses=127.0.0.1", "max_connections=300", "log_min_messages=fatal"];

/// A running cluster; stopped and removed on drop.
pub(crate) struct Cluster {
    // Dropped in this order: the server first, then its files.
    _server: Service,
    _folder: TempDir,
    port: u16,
}

impl Cluster {
    /// Makes and starts one.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with(SETTINGS)
    }

    /// Makes and starts one whose commits are durable.
    pub(crate) fn durable() -> Result<Self> {
        Self::start_with(DURABLE_SETTINGS)
    }

    fn start_with(settings: &[&str]) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("vitrine-postgres-").tempdir().context("no temporary folder")?;
        let owner = owner()?;
        if let Some(owner) = &owner {
            chown(folder.path(), Some(owner.uid.as_raw()), Some(owner.gid.as_raw()))?;
        }
        make_cluster(folder.path(), owner.as_ref())?;
        let port = shop::free_port()?;
        let server = serve(folder.path(), owner.as_ref(), port, settings)?;
        Ok(Self { _server: server, _folder: folder, port })
    }

    /// The address of its first database, for a superuser.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

/// A program of the newest PostgreSQL: Debian keeps each version in a folder of its own, outside the search path.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let programs = versions.map(|version| version.path().join("bin").join(name)).filter(|program| program.is_file());
    programs.max_by_key(|program| version_of(program)).or_else(|| process::found(name))
}

fn version_of(program: &Path) -> Option<u32> {
    program.iter().rev().nth(2)?.to_str()?.parse().ok()
}

/// PostgreSQL refuses to run as root; its package brings a user for it.
fn owner() -> Result<Option<User>> {
    if !nix::unistd::geteuid().is_root() {
        return Ok(None);
    }
    let user = User::from_name("postgres")?
        .context("root cannot run PostgreSQL, and there is no user `postgres` to run it as")?;
    Ok(Some(user))
}

fn make_cluster(folder: &Path, owner: Option<&User>) -> Result<()> {
    let mut command = command("initdb", folder, owner)?;
    command.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
    process::output(command.arg(folder.join("data")))?;
    Ok(())
}

fn serve(folder: &Path, owner: Option<&User>, port: u16, settings: &[&str]) -> Result<Service> {
    let mut command = command("postgres", folder, owner)?;
    command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder).args(["-p", &port.to_string()]);
    command.args(settings.iter().flat_map(|setting| ["-c", setting]));
    // SIGTERM would wait for clients that never leave, and SIGINT write down what is thrown away: a minute of it.
    let mut server = Service::start("PostgreSQL", &mut command)?.stopped_by(Signal::SIGQUIT);
    let asks = program("pg_isready").context("pg_isready is missing")?;
    let port = port.to_string();
    server.wait_until(Duration::from_secs(30), || {
        process::succeeds(Command::new(&asks).args(["--host=127.0.0.1", "--username=postgres", "--port", &port]))
    })?;
    Ok(server)
}

fn command(name: &str, folder: &Path, owner: Option<&User>) -> Result<Command> {
    let program = program(name).with_context(|| format!("PostgreSQL's `{name}` is missing"))?;
    let mut command = Command::new(program);
    command.current_dir(folder).env_remove("LD_LIBRARY_PATH");
    if let Some(owner) = owner {
        command.uid(owner.uid.as_raw()).gid(owner.gid.as_raw());
    }
    Ok(command)
}
