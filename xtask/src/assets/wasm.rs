//! The islands: Cargo builds them, wasm-bindgen writes the glue, wasm-opt shrinks them.

use super::{Asset, Quality, script};
use crate::{
    npm, process,
    stamp::{digest, once},
    step::note,
    wasm_toolchain::{TARGET, WasmToolchain},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};
use wasm_bindgen_cli_support::Bindgen;

/// `-Oz` for what rustc emits for this target; without naming them wasm-opt would refuse these features.
const WASM_OPT: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds `frontend.wasm` and `frontend.js`. Cargo knows best what changed; the steps after it are skipped for the same
/// bytes.
pub(super) fn build(workspace: &Workspace, toolchain: &WasmToolchain, quality: Quality) -> Result<Vec<Asset>> {
    let compiled = compile(workspace, toolchain, quality, "frontend")?;
    let scratch = workspace.scratch(quality.scratch())?;
    let bytes = read(&compiled)?;
    let lock = read(&workspace.root.join("xtask/package-lock.json"))?;
    let recipe = WASM_OPT.join(" ");
    once(&scratch.join("stamp"), &digest(&[&bytes, &lock, recipe.as_bytes()]), || {
        bind(&compiled, &scratch)?;
        script::bundle(workspace, &scratch.join("frontend.js"), &scratch.join("frontend.min.js"))?;
        match quality {
            Quality::Release => {
                note("wasm-opt -Oz (10 to 30 s).");
                optimise(workspace, &scratch.join("frontend_bg.wasm"), &scratch.join("frontend.opt.wasm"))
            }
            Quality::Quick => copy(&scratch.join("frontend_bg.wasm"), &scratch.join("frontend.opt.wasm")),
        }
    })?;
    Ok(vec![
        Asset { name: "frontend.js", bytes: read(&scratch.join("frontend.min.js"))? },
        Asset { name: "frontend.wasm", bytes: read(&scratch.join("frontend.opt.wasm"))? },
    ])
}

impl Quality {
    fn profile(self) -> (&'static str, &'static str) {
        match self {
            Self::Release => ("wasm-release", "wasm-release"),
            Self::Quick => ("dev", "debug"),
        }
    }

    fn scratch(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Quick => "wasm-quick",
        }
    }
}

/// Compiles a package for the browser. Returns its module.
pub(super) fn compile(
    workspace: &Workspace,
    toolchain: &WasmToolchain,
    quality: Quality,
    package: &str,
) -> Result<PathBuf> {
    let (profile, folder) = quality.profile();
    let mut build = toolchain.cargo(workspace);
    build.args(["build", "--package", package, "--target", TARGET, "--profile", profile]);
    process::run(&mut build)?;
    Ok(workspace.target.join(TARGET).join(folder).join(package).with_extension("wasm"))
}

/// Writes `frontend.js`, `frontend_bg.wasm` and the snippets that crates bring.
fn bind(compiled: &Path, scratch: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    // The loader hands the address over, so the glue needs none of its own.
    bindgen.input_path(compiled).out_name("frontend").typescript(false).omit_default_module_path(true);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(scratch)).context("wasm-bindgen refused the compiled islands")
}

/// Shrinks a module.
pub(super) fn optimise(workspace: &Workspace, from: &Path, to: &Path) -> Result<()> {
    let mut command = npm::script(&workspace.root.join("xtask"), "binaryen/bin/wasm-opt");
    command.args(WASM_OPT).arg(from).arg("-o").arg(to);
    process::run(&mut command)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

pub(super) fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}
