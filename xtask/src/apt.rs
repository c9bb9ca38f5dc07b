//! Programs that come from the system's package manager.

use crate::{process, step::note};
use anyhow::{Context, Result, bail, ensure};
use std::{
    path::Path,
    process::{Command, Stdio},
};

/// A package and what it is needed for.
pub(crate) struct Need {
    pub(crate) package: &'static str,
    pub(crate) why: &'static str,
    pub(crate) present: Present,
}

/// The sign that a package is there, from whatever source.
pub(crate) enum Present {
    /// A program in the search path.
    Program(&'static str),
    /// A file or folder.
    Path(&'static str),
    /// A program in any version's folder of Debian's PostgreSQL, or in the search path.
    Postgres(&'static str),
}

/// Installs what is missing, saying what and why.
pub(crate) fn provide(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !need.present.is_true()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    note("Missing, and installed with apt-get now (a minute or two):");
    for need in &missing {
        note(&format!("  {:<20} {}", need.package, need.why));
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    install(&packages)?;
    match missing.iter().find(|need| !need.present.is_true()) {
        Some(need) => bail!("apt-get installed {}, but what it should bring is not there", need.package),
        None => Ok(()),
    }
}

impl Present {
    pub(crate) fn is_true(&self) -> bool {
        match self {
            Self::Program(program) => process::found(program).is_some(),
            Self::Path(path) => Path::new(path).exists(),
            Self::Postgres(program) => crate::postgres::program(program).is_some(),
        }
    }
}

fn install(packages: &[&str]) -> Result<()> {
    let by_hand = format!("install with your package manager what Debian calls: {}", packages.join(" "));
    ensure!(process::found("apt-get").is_some(), "there is no apt-get here; {by_hand}");
    let mut arguments = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    arguments.extend(packages);
    if lists_are_there() && apt_get(&arguments)?.is_ok() {
        return Ok(());
    }
    note("Reading the package lists first.");
    apt_get(&["update", "--quiet"])?.context("apt-get update failed: is there a network?")?;
    apt_get(&arguments)?.with_context(|| format!("apt-get failed; what it said stands above. Else {by_hand}"))
}

/// The outer result tells whether apt-get may run at all, the inner one how it went.
fn apt_get(arguments: &[&str]) -> Result<Result<()>> {
    let mut command = as_root("apt-get", arguments)?;
    command.args(arguments).stdin(Stdio::null());
    Ok(process::run(&mut command))
}

fn as_root(program: &str, arguments: &[&str]) -> Result<Command> {
    if nix::unistd::geteuid().is_root() {
        let mut command = Command::new(program);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        return Ok(command);
    }
    ensure!(process::found("sudo").is_some(), "run this as root, then try again: {program} {}", arguments.join(" "));
    let mut command = Command::new("sudo");
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    Ok(command)
}

/// A fresh container has no lists, and apt-get then says of every package that it does not exist.
fn lists_are_there() -> bool {
    let names = std::fs::read_dir("/var/lib/apt/lists").into_iter().flatten().flatten();
    names.into_iter().any(|entry| entry.file_name().to_string_lossy().contains("_Packages"))
}
