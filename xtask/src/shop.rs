//! The server's program: building it, filling its database, serving.

use crate::{
    process::{self, Service},
    workspace::Workspace,
};
use anyhow::{Context, Result, anyhow, ensure};
use std::{
    ffi::OsString,
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The longest time that a start may take, reading the whole catalogue included.
const START: Duration = Duration::from_secs(60);

/// The Cargo profile of the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// A shop to be filled and served by a built program.
pub(crate) struct Shop {
    root: PathBuf,
    program: PathBuf,
    address: SocketAddr,
    settings: Vec<(&'static str, OsString)>,
}

/// Compiles the server; returns its program.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let (name, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => ("release", "release"),
    };
    process::run(workspace.cargo().args(["build", "--package", "server", "--bin", "vitrine", "--profile", name]))?;
    Ok(workspace.target.join(folder).join("vitrine"))
}

/// Fails with what to do when another program listens on the port.
pub(crate) fn ensure_port_is_free(port: u16) -> Result<()> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).map_err(|error| {
        anyhow!(
            "port {port} cannot be had ({error}): stop the program that listens there, or choose another with --port"
        )
    })
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

impl Shop {
    /// A shop with the settings that anybody has who starts the program in the workspace's root.
    pub(crate) fn new(workspace: &Workspace, program: PathBuf, port: u16) -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let settings = vec![("VITRINE_LISTEN", address.to_string().into())];
        Self { root: workspace.root.clone(), program, address, settings }
    }

    /// The same with everything it writes in another folder, whatever the engineer's own settings are.
    pub(crate) fn with_data_in(self, folder: &Path) -> Self {
        let mut database = OsString::from("sqlite:");
        database.push(folder.join("vitrine.db"));
        self.with("VITRINE_DATABASE", database).with("VITRINE_PICTURES", folder.join("pictures").into())
    }

    /// The same with one more setting.
    pub(crate) fn with(mut self, name: &'static str, value: OsString) -> Self {
        self.settings.push((name, value));
        self
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Brings the database up to date and puts the demo into an empty one.
    pub(crate) fn fill(&self) -> Result<()> {
        process::run(self.command().arg("migrate"))?;
        process::run(self.command().args(["import", "--if-empty", "demo/shop.json"]))
    }

    /// Brings the database up to date and makes up so many products.
    pub(crate) fn seed(&self, products: usize) -> Result<()> {
        process::run(self.command().arg("migrate"))?;
        process::run(self.command().args(["seed", "--products", &products.to_string()]))
    }

    /// Serves in the background; returns when it answers.
    pub(crate) fn start(&self) -> Result<Service> {
        let mut service = Service::start("the shop", self.command().arg("serve"))?;
        service.wait_until(START, || self.is_ready())?;
        Ok(service)
    }

    /// Serves in place of this program; returns only when that fails.
    pub(crate) fn serve(&self) -> Result<()> {
        let error = self.command().arg("serve").exec();
        Err(error).with_context(|| format!("cannot start {}", self.program.display()))
    }

    /// Returns the program with the shop's settings, without arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.root).envs(self.settings.iter().cloned());
        command
    }

    fn is_ready(&self) -> bool {
        self.status_of("/readyz").is_ok_and(|status| status == "200")
    }

    /// The status code of a plain GET, without an HTTP client to compile.
    fn status_of(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        let line = String::from_utf8_lossy(&start).into_owned();
        ensure!(line.starts_with("HTTP/1.1 "), "not HTTP: {line}");
        Ok(line["HTTP/1.1 ".len()..].to_owned())
    }
}
