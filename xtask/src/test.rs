//! `cargo xtask test`: everything that proves behaviour.

use crate::{
    apt::{self, Need, Present},
    assets::{self, Quality},
    browser,
    postgres::Cluster,
    pricing_module, process, setup,
    shop::{self, Profile},
    step::Stages,
    wasm_toolchain::Source,
    workspace::Workspace,
};
use anyhow::Result;
use std::process::Command;

const NEEDS: &[Need] = &[
    Need {
        package: "postgresql",
        why: "every test of the database runs on both engines",
        present: Present::Postgres("initdb"),
    },
    Need {
        package: "redis-server",
        why: "it tells processes of writes where PostgreSQL can't",
        present: Present::Program("redis-server"),
    },
    Need { package: "varnish", why: "pages are purged in a real cache", present: Present::Path("/usr/sbin/varnishd") },
    Need {
        package: "varnish-modules",
        why: "it is what purges by key there",
        present: Present::Path("/usr/share/doc/varnish-modules"),
    },
    Need {
        package: "python3-aiosmtpd",
        why: "mails are sent to a real SMTP server",
        present: Present::Path("/usr/lib/python3/dist-packages/aiosmtpd"),
    },
    Need { package: "openssl", why: "that server's certificate is made with it", present: Present::Program("openssl") },
    Need { package: "nginx-light", why: "it is tried in front of the shop", present: Present::Path("/usr/sbin/nginx") },
];

/// A part of the tests that can run alone.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// Cargo's tests: unit tests, stores on both engines, the server as a black box
    Rust,
    /// The browser's tests
    Browser,
}

/// Runs all tests or one part, and tells how long each stage took, also after a failure.
pub(crate) fn test(workspace: &Workspace, source: Source, part: Option<Part>, filter: Option<&str>) -> Result<()> {
    let mut stages = Stages::default();
    let result = run(workspace, source, part, filter, &mut stages);
    stages.print();
    result
}

fn run(
    workspace: &Workspace,
    source: Source,
    part: Option<Part>,
    filter: Option<&str>,
    stages: &mut Stages,
) -> Result<()> {
    if part != Some(Part::Browser) {
        rust_tests(workspace, filter, stages)?;
    }
    if part != Some(Part::Rust) {
        browser_tests(workspace, source, filter, stages)?;
    }
    Ok(())
}

fn rust_tests(workspace: &Workspace, filter: Option<&str>, stages: &mut Stages) -> Result<()> {
    stages.stage("What the Rust tests need", provide)?;
    let cluster = stages.stage("A PostgreSQL for the tests", Cluster::start)?;
    let runner = if has_nextest() { nextest } else { cargo_test };
    stages
        .stage("Rust tests", || process::run(runner(workspace, filter).env("VITRINE_TEST_POSTGRES", cluster.url())))?;
    stages.stage("PostgreSQL stopped", || {
        drop(cluster);
        Ok(())
    })
}

/// Installs what the Rust tests need.
pub(crate) fn provide() -> Result<()> {
    setup::for_compiling()?;
    apt::provide(NEEDS)
}

fn browser_tests(workspace: &Workspace, source: Source, filter: Option<&str>, stages: &mut Stages) -> Result<()> {
    let toolchain = stages.stage("What the browser tests need", || {
        browser::provide(workspace)?;
        setup::for_building(workspace, source)
    })?;
    stages.stage("Assets in release", || assets::build(workspace, &toolchain, Quality::Release))?;
    stages.stage("The pricing module beside the server", || pricing_module::compare(workspace))?;
    let program = stages.stage("The server in release", || shop::build(workspace, Profile::Release))?;
    stages.stage("Browser tests", || browser::run(workspace, &program, filter))
}

fn has_nextest() -> bool {
    process::succeeds(Command::new("cargo").args(["nextest", "--version"]))
}

/// Runs each test in a process of its own, all at once.
fn nextest(workspace: &Workspace, filter: Option<&str>) -> Command {
    let mut command = workspace.cargo();
    command.args(["nextest", "run", "--workspace", "--exclude", "frontend", "--no-fail-fast"]).args(filter);
    command
}

fn cargo_test(workspace: &Workspace, filter: Option<&str>) -> Command {
    let mut command = workspace.cargo();
    command
        .args(["test", "--workspace", "--exclude", "frontend", "--no-fail-fast", "--lib", "--bins", "--tests"])
        .args(filter);
    command
}
