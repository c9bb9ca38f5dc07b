//! The compiler for `wasm32-unknown-unknown`.
//!
//! Where the compiler in use has the target, or rustup can fetch it, there is nothing to it. Where neither is so, Debian's
//! `rustc-web` is a compiler for the web with the standard library's source: the library is compiled once and kept below
//! the target folder.

use crate::{
    apt::{self, Need, Present},
    process,
    stamp::{digest, once},
    step::note,
    workspace::Workspace,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The target's name.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's binaries by their full path: rustup's stand before them in PATH.
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

const DEBIAN_NEEDS: &[Need] = &[
    Need {
        package: "rustc-web",
        why: "a compiler that knows WebAssembly",
        present: Present::Path("/usr/share/doc/rustc-web"),
    },
    Need {
        package: "cargo-web",
        why: "the Cargo that belongs to it",
        present: Present::Path("/usr/share/doc/cargo-web"),
    },
    Need {
        package: "rust-web-src",
        why: "the standard library's source",
        present: Present::Path("/usr/share/doc/rust-web-src"),
    },
    Need {
        package: "rust-web-llvm",
        why: "its linker's front",
        present: Present::Path("/usr/share/doc/rust-web-llvm"),
    },
    Need { package: "lld-22", why: "the linker", present: Present::Program("wasm-ld-22") },
];

/// Where the compiler for the browser comes from.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Source {
    /// The compiler in use, then rustup, then Debian
    Auto,
    /// Debian's packages, whatever else is there
    Debian,
}

/// A Cargo that builds for the browser.
pub(crate) enum WasmToolchain {
    /// The one in use has the target.
    InUse,
    /// Debian's, with the standard library compiled into this sysroot.
    Debian { sysroot: PathBuf },
}

/// Finds a compiler for the browser, or installs one.
pub(crate) fn provide(workspace: &Workspace, source: Source) -> Result<WasmToolchain> {
    if source == Source::Auto && (target_is_installed() || rustup_adds_the_target()) {
        return Ok(WasmToolchain::InUse);
    }
    note("Using Debian's compiler for the web.");
    apt::provide(DEBIAN_NEEDS).with_context(|| {
        format!("this compiler has no {TARGET}, and Debian's cannot be installed; if you have rustup: rustup target add {TARGET}")
    })?;
    Ok(WasmToolchain::Debian { sysroot: debian_sysroot(workspace)? })
}

impl WasmToolchain {
    /// Cargo in the workspace's root, set up for the browser; add a verb, and `--target` with [`TARGET`].
    pub(crate) fn cargo(&self, workspace: &Workspace) -> Command {
        match self {
            Self::InUse => workspace.cargo(),
            Self::Debian { sysroot } => {
                let mut command = debian_cargo(&workspace.root);
                command
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("--sysroot={}", sysroot.display()));
                command
            }
        }
    }
}

fn target_is_installed() -> bool {
    let library = process::output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    let files = library.ok().and_then(|folder| fs::read_dir(folder.trim()).ok());
    files.is_some_and(|files| files.flatten().any(|file| is_rlib(&file.path())))
}

fn rustup_adds_the_target() -> bool {
    if process::found("rustup").is_none() {
        return false;
    }
    note(&format!("Adding {TARGET} with rustup (20 MB)."));
    let added = process::run(Command::new("rustup").args(["target", "add", TARGET])).is_ok();
    if !added {
        note("rustup cannot fetch it here.");
    }
    added && target_is_installed()
}

fn debian_cargo(folder: &Path) -> Command {
    let mut command = Command::new(DEBIAN_CARGO);
    command.current_dir(folder).env("RUSTC", DEBIAN_RUSTC);
    // Set by rustup for its own compiler's libraries.
    command.env_remove("LD_LIBRARY_PATH");
    command
}

/// A folder that looks like an installed target to Debian's compiler.
fn debian_sysroot(workspace: &Workspace) -> Result<PathBuf> {
    let scratch = workspace.scratch("debian-wasm")?;
    let sysroot = scratch.join("sysroot");
    let version = process::output(Command::new(DEBIAN_RUSTC).arg("-vV").env_remove("LD_LIBRARY_PATH"))?;
    once(&scratch.join("stamp"), &digest(&[version.as_bytes()]), || {
        note("Compiling the standard library for the browser (1 to 3 minutes, once).");
        let built = compile_std(&scratch.join("std"))?;
        copy_libraries(&built, &sysroot.join("lib/rustlib").join(TARGET).join("lib"))
    })?;
    Ok(sysroot)
}

/// Builds an empty crate together with the standard library; returns where the libraries are.
fn compile_std(folder: &Path) -> Result<PathBuf> {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text);
    fs::create_dir_all(folder.join("src"))
        .and_then(|()| write("src/lib.rs", ""))
        .and_then(|()| write("Cargo.toml", "[package]\nname = \"std-for-wasm\"\nedition = \"2024\"\n\n[workspace]\n"))
        .with_context(|| format!("cannot write to {}", folder.display()))?;
    let target = folder.join("target");
    let mut build = debian_cargo(folder);
    build.args(["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort,panic_unwind"]);
    // The first makes -Z work in a stable compiler; without bitcode, link-time optimisation refuses the library.
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Cembed-bitcode=yes").env("CARGO_TARGET_DIR", &target);
    process::run(&mut build)?;
    Ok(target.join(TARGET).join("release/deps"))
}

fn copy_libraries(from: &Path, to: &Path) -> Result<()> {
    let copied = || -> std::io::Result<usize> {
        // A library of another compiler version beside these would be a second `std`.
        fs::remove_dir_all(to)
            .or_else(|error| if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
        fs::create_dir_all(to)?;
        let libraries: Vec<_> =
            fs::read_dir(from)?.flatten().map(|file| file.path()).filter(|path| is_rlib(path)).collect();
        for library in &libraries {
            fs::copy(library, to.join(library.file_name().unwrap_or_default()))?;
        }
        Ok(libraries.len())
    };
    let count = copied().with_context(|| format!("cannot copy the libraries from {}", from.display()))?;
    ensure!(count > 0, "the standard library left no files in {}", from.display());
    Ok(())
}

fn is_rlib(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rlib")
}
