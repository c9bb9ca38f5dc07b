//! The crates that the browser downloads: a reviewed list.

use crate::{process, step::note, wasm_toolchain::TARGET, workspace::Workspace};
use anyhow::{Context, Result, ensure};
use std::{collections::BTreeSet, fs};

/// The reviewed list, below the workspace's root.
const LIST: &str = "xtask/wasm-dependencies.txt";

/// Compares the crates of the browser's modules with the reviewed list, or rewrites the list.
pub(super) fn check(workspace: &Workspace, bless: bool) -> Result<()> {
    let file = workspace.root.join(LIST);
    let found = crates(workspace)?;
    if bless {
        fs::write(&file, found.iter().map(|name| format!("{name}\n")).collect::<String>())?;
        note(&format!("{LIST} rewritten: {} crates", found.len()));
        return Ok(());
    }
    let list = fs::read_to_string(&file).with_context(|| format!("cannot read {LIST}"))?;
    let reviewed = list.lines().map(str::to_owned).collect();
    let differences = differences(&found, &reviewed);
    ensure!(
        differences.is_empty(),
        "the browser's bundle has other crates than {LIST}: {}; is each worth its bytes? Then: cargo xtask check --bless",
        differences.join(" ")
    );
    Ok(())
}

fn crates(workspace: &Workspace) -> Result<BTreeSet<String>> {
    let mut tree = workspace.cargo();
    tree.args([
        "tree",
        "--package",
        "frontend",
        "--package",
        "pricing_wasm",
        "--target",
        TARGET,
        "--edges",
        "normal,no-proc-macro",
    ]);
    let printed = process::output(tree.args(["--prefix", "none", "--format", "{p}"]))?;
    Ok(printed.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect())
}

fn differences(found: &BTreeSet<String>, reviewed: &BTreeSet<String>) -> Vec<String> {
    let added = found.difference(reviewed).map(|name| format!("+{name}"));
    let gone = reviewed.difference(found).map(|name| format!("-{name}"));
    added.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn crate_that_nobody_reviewed_is_named() {
        let found = differences(&set(&["app", "regex"]), &set(&["app", "leptos"]));

        assert_eq!(found, ["+regex", "-leptos"]);
    }
}
