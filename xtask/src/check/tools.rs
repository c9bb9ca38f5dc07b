//! Cargo's tools that are programs of their own, at reviewed versions.

use crate::{process, step::note, workspace::Workspace};
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};

/// A tool, its version, and how long it compiles on two cores.
const TOOLS: [(&str, &str, &str); 2] =
    [("cargo-deny", "0.20.2", "5 to 10 minutes, once"), ("cargo-machete", "0.9.2", "a minute, once")];

/// Compiles the tools that are missing.
pub(super) fn provide() -> Result<()> {
    for (tool, version, time) in TOOLS {
        // Cargo finds them in its own folder, also where that is not in the search path.
        let verb = tool.trim_start_matches("cargo-");
        if !process::succeeds(Command::new("cargo").args([verb, "--version"]).env_remove("CARGO_PKG_NAME")) {
            note(&format!("Compiling {tool} ({time})."));
            process::run(&mut install(tool, version)).with_context(|| format!("cannot install {tool}"))?;
        }
    }
    Ok(())
}

/// Licences, banned crates, and where crates come from.
pub(super) fn deny(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo().args(["deny", "--all-features", "check", "bans", "licenses", "sources"]))
}

/// Known holes in our dependencies: only where the list of them can be fetched.
pub(super) fn advisories(workspace: &Workspace) -> Result<()> {
    let mut deny = workspace.cargo();
    deny.args(["deny", "--all-features", "check", "advisories"]).stdin(Stdio::null());
    let output = deny.output().context("cannot start cargo deny")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Ok(());
    }
    if said.contains("failed to fetch advisory database") {
        note("NOT CHECKED: the advisory database cannot be fetched from here. Run this where it can.");
        return Ok(());
    }
    bail!("{said}")
}

fn install(tool: &str, version: &str) -> Command {
    let mut command = Command::new("cargo");
    // Unoptimised: they run for a second, and compile in half the time.
    command.args(["install", "--locked", "--debug", "--quiet", tool, "--version", version]);
    command
}
