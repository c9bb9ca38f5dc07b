//! Scripts, made small by esbuild.

use super::Asset;
use crate::{npm, process, workspace::Workspace};
use anyhow::{Context, Result};
use std::path::Path;

/// Writes a script and all it imports as one small module.
pub(super) fn bundle(workspace: &Workspace, from: &Path, to: &Path) -> Result<()> {
    let mut esbuild = npm::script(&workspace.root.join("xtask"), "esbuild/bin/esbuild");
    esbuild.arg(from).arg(format!("--outfile={}", to.display()));
    esbuild.args([
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--legal-comments=none",
        "--log-level=warning",
    ]);
    process::run(&mut esbuild)
}

/// The hand-written script that fetches the islands when they are wanted.
pub(super) fn loader(workspace: &Workspace) -> Result<Asset> {
    let small = workspace.scratch("scripts")?.join("loader.js");
    bundle(workspace, &workspace.root.join("app/loader.js"), &small)?;
    let bytes = std::fs::read(&small).with_context(|| format!("cannot read {}", small.display()))?;
    Ok(Asset { name: "loader.js", bytes })
}
