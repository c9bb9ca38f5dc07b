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

/// The tests whose rounds grow with the factor: the package, and a part of their names.
const SOAKED: &[(&str, &str)] = &[
    ("tests", "nobody_sees_what_was_before"),
    ("inventory", "buyers_of_the_last_pieces"),
    ("inventory", "hold_that_lapses_while_it_is_paid"),
    ("inventory", "process_that_is_killed_under_load"),
    ("checkout", "buyers_of_the_last_pieces"),
    ("checkout", "process_that_is_killed_under_load"),
];

/// Runs each of them `factor` times as long as an ordinary test run does, one after the other, and prints what they count.
pub(crate) fn soak(workspace: &Workspace, factor: u32, filter: Option<&str>) -> Result<()> {
    ensure!(
        filter.is_none_or(|filter| SOAKED.iter().any(|(_, name)| name.contains(filter))),
        "no soaked test has that in its name; there are: {}",
        SOAKED.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    );
    step("What the tests need", test::provide)?;
    let cluster = Cluster::start()?;
    for (package, name) in SOAKED.iter().filter(|(_, name)| filter.is_none_or(|filter| name.contains(filter))) {
        note(&format!("{name}, {factor} times as long"));
        let mut tests = workspace.cargo();
        tests.args(["test", "--package", package, "--", "--nocapture", "--test-threads=1", name]);
        process::run(tests.env("VITRINE_TEST_POSTGRES", cluster.url()).env("VITRINE_TEST_SOAK", factor.to_string()))?;
    }
    Ok(())
}
