//! The pricing module for the browser, compared with the server's engine.

use crate::{process, workspace::Workspace};
use anyhow::{Context, Result, ensure};
use std::{fs, process::Stdio};

/// Carts that both quote.
const CARTS: &str = "100000";

/// Lets the built module quote random carts in node. Fails with the first quote that differs by a byte.
pub(crate) fn compare(workspace: &Workspace) -> Result<()> {
    let manifest = fs::read(workspace.dist().join("assets.json")).context("the assets are not built")?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest)?;
    let address = manifest["pricing.wasm"].as_str().context("pricing.wasm is not among the built assets")?;
    let mut quotes = workspace.cargo();
    quotes.args(["run", "--quiet", "--release", "--package", "pricing", "--features", "testing"]);
    let mut quotes = quotes.args(["--example", "random_quotes", "--", CARTS]).stdout(Stdio::piped()).spawn()?;
    let records = quotes.stdout.take().context("the quotes have no standard output")?;
    let mut node = workspace.command("node");
    node.arg("frontend/pricing/compare.mjs").arg(workspace.dist().join(address.trim_start_matches('/'))).stdin(records);
    let compared = process::run(&mut node);
    // Without a reader of its records, the program ends; its own failure explains one of node.
    drop(node);
    ensure!(quotes.wait()?.success() || compared.is_err(), "the quotes of the server failed");
    compared
}
