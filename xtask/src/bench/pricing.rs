//! The pricing engine: quotes of large carts, beside their goals.

use crate::{process, setup, workspace::Workspace};
use anyhow::{Context, Result};

pub(super) fn bench(workspace: &Workspace) -> Result<()> {
    setup::for_compiling()?;
    let mut measure = workspace.cargo();
    measure.args(["run", "--release", "--package", "pricing", "--features", "testing", "--example", "measure_quotes"]);
    process::run(&mut measure).context("a quote takes longer than its goal")
}
