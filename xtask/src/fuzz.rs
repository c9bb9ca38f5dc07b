//! `cargo xtask fuzz`: files made to break the decoders, for as long as one likes.

use crate::{process, setup, step::step, workspace::Workspace};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The paths that an upload can take, each a program in `crates/media/fuzz`.
const TARGETS: [&str; 5] = ["jpeg", "png", "webp", "avif", "gif"];
/// Bytes of a file: larger ones are slower, and not more hostile.
const LONGEST: u32 = 65_536;

/// Runs each target for so many seconds; fails with the file that broke one.
pub(crate) fn fuzz(workspace: &Workspace, seconds: u32, target: Option<&str>) -> Result<()> {
    setup::for_compiling()?;
    provide(workspace)?;
    for name in TARGETS.iter().filter(|name| target.is_none_or(|target| target == **name)) {
        let corpus = corpus(workspace, name)?;
        step(&format!("{name}, {seconds} s"), || process::run(&mut run(workspace, name, &corpus, seconds)))?;
    }
    Ok(())
}

fn provide(workspace: &Workspace) -> Result<()> {
    if process::succeeds(workspace.cargo().args(["fuzz", "--version"])) {
        return Ok(());
    }
    step("cargo-fuzz, from crates.io (about a minute)", || {
        process::run(workspace.cargo().args(["install", "--locked", "cargo-fuzz"]))
    })
}

fn run(workspace: &Workspace, name: &str, corpus: &Path, seconds: u32) -> Command {
    let mut command = workspace.cargo();
    // The sanitizer's flags are for nightly compilers; the stable one takes them when told to.
    command.env("RUSTC_BOOTSTRAP", "1").current_dir(workspace.root.join("crates/media"));
    command.args(["fuzz", "run", name]).arg(corpus).arg("--");
    command.args([format!("-max_total_time={seconds}"), format!("-max_len={LONGEST}"), "-rss_limit_mb=2048".into()]);
    command.args(["-timeout=10", "-print_final_stats=1"]);
    command
}

/// Where the fuzzer begins, and keeps what it finds: small pictures of the format, made by our own encoders and the tests.
fn corpus(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let corpus = workspace.target.join("fuzz-corpus").join(name);
    fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    let seeds = workspace.root.join("crates/media/fuzz/seeds").join(name);
    for seed in fs::read_dir(&seeds).with_context(|| format!("cannot read {}", seeds.display()))? {
        let seed = seed?;
        fs::copy(seed.path(), corpus.join(seed.file_name()))?;
    }
    Ok(corpus)
}
