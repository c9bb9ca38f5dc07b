//! `cargo xtask check`: everything that can be proved without running the shop.

mod bundle;
mod commits;
mod invariants;
mod modules;
mod tools;
mod wording;

use crate::{
    assets::{self, Quality, budget},
    process, setup,
    step::{note, step},
    wasm_toolchain::{self, Source, WasmToolchain},
    workspace::Workspace,
};
use anyhow::{Result, ensure};

/// Runs the checks whose name holds `filter`, also after one has failed, and names those that did.
pub(crate) fn check(workspace: &Workspace, source: Source, bless: bool, filter: Option<&str>) -> Result<()> {
    step("Components of Rust", setup::for_linting)?;
    let toolchain = setup::for_building(workspace, source)?;
    step("Cargo's tools", tools::provide)?;
    let checks: [(&str, &dyn Fn() -> Result<()>); 13] = [
        ("Formatting", &|| process::run(workspace.cargo().args(["fmt", "--all", "--check"]))),
        ("Invariants of the layout", &|| invariants::check(workspace)),
        ("Wording", &|| wording::check(workspace)),
        ("Subjects of commits", &|| commits::check(workspace)),
        ("Circles of modules", &|| modules::check(workspace)),
        ("Crates in the browser's bundle", &|| bundle::check(workspace, bless)),
        // It takes its own name for a folder where it believes to be run by a program that cargo runs, as this one is.
        ("Unused dependencies", &|| process::run(workspace.cargo().arg("machete").env_remove("CARGO_PKG_NAME"))),
        ("Licences, bans and sources", &|| tools::deny(workspace)),
        ("Advisories", &|| tools::advisories(workspace)),
        ("Lints of the host's crates", &|| lint_host(workspace)),
        ("Lints of the browser's crates", &|| lint_browser(workspace, &toolchain)),
        ("Documentation", &|| document(workspace)),
        ("Byte budget", &|| {
            assets::build(workspace, &toolchain, Quality::Release)?;
            budget::check(&workspace.dist())
        }),
    ];
    let chosen: Vec<_> = checks.iter().filter(|(name, _)| filter.is_none_or(|filter| holds(name, filter))).collect();
    ensure!(
        !chosen.is_empty(),
        "no check has that in its name; there are: {}",
        checks.map(|(name, _)| name).join(", ")
    );
    let mut failed = Vec::new();
    for (name, check) in &chosen {
        if let Err(error) = step(name, check) {
            eprintln!("  ✗ {error:#}");
            failed.push(*name);
        }
        process::ensure_not_interrupted()?;
    }
    ensure!(failed.is_empty(), "{} of {} checks failed: {}", failed.len(), chosen.len(), failed.join(", "));
    println!("\nAll {} checks passed.", chosen.len());
    Ok(())
}

fn holds(name: &str, filter: &str) -> bool {
    name.to_lowercase().contains(&filter.to_lowercase())
}

fn lint_host(workspace: &Workspace) -> Result<()> {
    let mut clippy = workspace.cargo();
    clippy.args(["clippy", "--workspace", "--exclude", "frontend", "--all-targets", "--", "-D", "warnings"]);
    process::run(&mut clippy)
}

fn lint_browser(workspace: &Workspace, toolchain: &WasmToolchain) -> Result<()> {
    let lints = match toolchain {
        WasmToolchain::InUse => ["clippy", "-D"],
        WasmToolchain::Debian { .. } => {
            note("NOT LINTED: Debian's compiler for the web has no clippy. Its own warnings are refused all the same.");
            ["rustc", "-D"]
        }
    };
    ["frontend", "pricing_wasm"].into_iter().try_for_each(|package| {
        let mut command = toolchain.cargo(workspace);
        command.args([lints[0], "--package", package, "--lib", "--target", wasm_toolchain::TARGET]);
        process::run(command.args(["--", lints[1], "warnings"]))
    })
}

fn document(workspace: &Workspace) -> Result<()> {
    let mut doc = workspace.cargo();
    doc.args(["doc", "--workspace", "--exclude", "frontend", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "-D warnings");
    process::run(&mut doc)
}
