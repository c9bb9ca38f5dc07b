//! `cargo xtask soak`: the tests that provoke races between writes and reads, for long. `cargo xtask test` runs the same tests for a
//! short while.

use crate::{
    postgres::Cluster,
    process,
    step::{note, step},
    test,
    workspace::Workspace,
};
use anyhow::{Result, ensure};

/// The tests whose rounds grow with the factor: parts of their names.
const SOAKED: &[&str] = &["nobody_sees_what_was_before"];

/// Runs each of them `factor` times as long as an ordinary test run does, one after the other, and prints what they count.
pub(crate) fn soak(workspace: &Workspace, factor: u32, filter: Option<&str>) -> Result<()> {
    ensure!(
        filter.is_none_or(|filter| SOAKED.iter().any(|name| name.contains(filter))),
        "no soaked test has that in its name; there are: {}",
        SOAKED.join(", ")
    );
    step("What the tests need", test::provide)?;
    let cluster = Cluster::start()?;
    for name in SOAKED.iter().filter(|name| filter.is_none_or(|filter| name.contains(filter))) {
        note(&format!("{name}, {factor} times as long"));
        let mut tests = workspace.cargo();
        tests.args(["test", "--package", "tests", "--test", "shop", "--", "--nocapture", "--test-threads=1", name]);
        process::run(tests.env("VITRINE_TEST_POSTGRES", cluster.url()).env("VITRINE_TEST_SOAK", factor.to_string()))?;
    }
    Ok(())
}
