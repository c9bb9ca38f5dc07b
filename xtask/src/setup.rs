//! The tools that have to be on the machine before a build.

use crate::{
    apt::{self, Need, Present},
    npm, process,
    step::step,
    wasm_toolchain::{self, Source, WasmToolchain},
    workspace::Workspace,
};
use anyhow::{Result, ensure};
use std::process::Command;

/// The compilers of the C code in dependencies.
const C_TOOLS: &[Need] = &[
    Need { package: "gcc", why: "compiles SQLite, zstd and the picture codecs", present: Present::Program("cc") },
    Need {
        package: "g++",
        why: "cmake asks for it when it configures libaom (AVIF)",
        present: Present::Program("c++"),
    },
    Need { package: "make", why: "builds libaom (AVIF)", present: Present::Program("make") },
    Need { package: "cmake", why: "configures libaom (AVIF)", present: Present::Program("cmake") },
    Need {
        package: "nasm",
        why: "the fast paths of libaom and mozjpeg are assembly",
        present: Present::Program("nasm"),
    },
    Need { package: "perl", why: "generates libaom's dispatch tables", present: Present::Program("perl") },
];

/// The components that only the formatter and the lints need.
const RUST_COMPONENTS: &[(&str, &str)] = &[("fmt", "rustfmt"), ("clippy", "clippy")];

/// Provides everything that building the server and the assets needs. Returns the compiler for the browser.
pub(crate) fn for_building(workspace: &Workspace, source: Source) -> Result<WasmToolchain> {
    step("C tools for the codecs and the database", for_compiling)?;
    step("npm packages of the build", || npm::install(&workspace.root.join("xtask")))?;
    step("WebAssembly target of the compiler", || wasm_toolchain::provide(workspace, source))
}

/// Provides everything that compiling the host's crates needs.
pub(crate) fn for_compiling() -> Result<()> {
    apt::provide(C_TOOLS)
}

/// The components of Rust that a minimal installation leaves out.
pub(crate) fn for_linting() -> Result<()> {
    for (verb, component) in RUST_COMPONENTS {
        ensure!(
            process::succeeds(Command::new("cargo").args([verb, "--version"])),
            "`cargo {verb}` is missing: rustup component add {component} (or apt-get install {})",
            if *component == "clippy" { "rust-clippy" } else { component }
        );
    }
    Ok(())
}
