//! Node.js and the packages that come from npm, each set pinned by a lock file in a folder of its own.

use crate::{
    apt::{self, Need, Present},
    process,
    stamp::{digest, once},
    step::note,
};
use anyhow::{Context, Result, ensure};
use std::{path::Path, process::Command};

/// The oldest version that is supported, which is Debian 12's.
const OLDEST_NODE: u32 = 18;

const NEEDS: &[Need] = &[
    Need {
        package: "nodejs",
        why: "runs wasm-opt, which shrinks the WebAssembly, and the browser tests",
        present: Present::Program("node"),
    },
    Need { package: "npm", why: "installs them", present: Present::Program("npm") },
];

/// Makes `folder/node_modules` what its package-lock.json says.
pub(crate) fn install(folder: &Path) -> Result<()> {
    apt::provide(NEEDS)?;
    ensure_node_is_new_enough()?;
    let lock = folder.join("package-lock.json");
    let locked = std::fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let modules = folder.join("node_modules");
    once(&modules.join(".installed"), &digest(&[&locked]), || {
        note(&format!("Installing the npm packages of {} (under a minute).", folder.display()));
        process::run(&mut clean_install(folder)).context("npm could not install: is there a network?")
    })?;
    Ok(())
}

/// A script of an installed package, run by Node.js.
pub(crate) fn script(folder: &Path, script: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(folder.join("node_modules").join(script));
    command
}

fn clean_install(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    // The tests drive the system's Chromium: Playwright's own build is a download outside the registry.
    command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

fn ensure_node_is_new_enough() -> Result<()> {
    let said = process::output(Command::new("node").arg("--version"))?;
    let major = said.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(
        major.is_some_and(|major| major >= OLDEST_NODE),
        "Node.js here is {}; install version {OLDEST_NODE} or newer",
        said.trim()
    );
    Ok(())
}
