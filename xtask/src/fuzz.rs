//! `cargo xtask fuzz`: files made to break the picture decoders and the readers of texts and documents, for as long as
//! one likes.

use crate::{process, setup, step::step, workspace::Workspace};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The paths that a picture, a text or a document can take: each a program in the `fuzz` folder of a crate.
const TARGETS: [(&str, &str); 10] = [
    ("jpeg", "media"),
    ("png", "media"),
    ("webp", "media"),
    ("avif", "media"),
    ("gif", "media"),
    ("markdown", "import_export"),
    ("json", "import_export"),
    ("csv", "import_export"),
    ("products", "product_csv"),
    ("descriptions", "product_csv"),
];
/// Bytes of a file: larger ones are slower, and not more hostile.
const LONGEST: u32 = 65_536;

/// Runs each target for so many seconds; fails with the file that broke one.
pub(crate) fn fuzz(workspace: &Workspace, seconds: u32, target: Option<&str>) -> Result<()> {
    ensure!(
        target.is_none_or(|target| TARGETS.iter().any(|(name, _)| *name == target)),
        "there is no such target; there are: {}",
        TARGETS.map(|(name, _)| name).join(", ")
    );
    setup::for_compiling()?;
    provide(workspace)?;
    for (name, of) in TARGETS.iter().filter(|(name, _)| target.is_none_or(|target| target == *name)) {
        let folder = workspace.root.join("crates").join(of);
        let corpus = corpus(workspace, &folder, name)?;
        let mut command = run(workspace, &folder, name, &corpus, seconds);
        step(&format!("{name}, {seconds} s"), || process::run(&mut command))?;
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

fn run(workspace: &Workspace, folder: &Path, name: &str, corpus: &Path, seconds: u32) -> Command {
    let mut command = workspace.cargo();
    // The sanitizer's flags are for nightly compilers; the stable one takes them when told to.
    command.env("RUSTC_BOOTSTRAP", "1").current_dir(folder);
    command.args(["fuzz", "run", name]).arg(corpus).arg("--");
    command.args([format!("-max_total_time={seconds}"), format!("-max_len={LONGEST}"), "-rss_limit_mb=2048".into()]);
    command.args(["-timeout=10", "-print_final_stats=1"]);
    command
}

/// Where the fuzzer begins, and keeps what it finds: small pictures of the format, made by our own encoders and the tests, or
/// small texts.
fn corpus(workspace: &Workspace, folder: &Path, name: &str) -> Result<PathBuf> {
    let corpus = workspace.target.join("fuzz-corpus").join(name);
    fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    let seeds = folder.join("fuzz/seeds").join(name);
    for seed in fs::read_dir(&seeds).with_context(|| format!("cannot read {}", seeds.display()))? {
        let seed = seed?;
        fs::copy(seed.path(), corpus.join(seed.file_name()))?;
    }
    Ok(corpus)
}
