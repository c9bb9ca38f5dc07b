//! `cargo xtask dev`: the shop from a quick build, rebuilt on every save.

use crate::{
    assets::{self, Quality},
    process::{self, Service},
    reload::Reload,
    setup,
    shop::{self, Profile, Shop},
    step::step,
    wasm_toolchain::{Source, WasmToolchain},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

/// Folders beside our crates whose files end up in the shop.
const FOLDERS: &[&str] = &["style", "public", "migrations"];

/// Editors write a file in several goes, and a checkout writes many files.
const QUIET: Duration = Duration::from_millis(150);

/// The interval of the check for Ctrl-C between two saves.
const ATTENTION: Duration = Duration::from_millis(200);

/// Builds, serves, and does both again on every save, until Ctrl-C.
pub(crate) fn dev(workspace: &Workspace, source: Source, port: u16) -> Result<()> {
    shop::ensure_port_is_free(port)?;
    let toolchain = setup::for_building(workspace, source)?;
    let reload = Reload::listen(port + 1)?;
    let (_watcher, saves) = watch(workspace)?;
    let mut bench = Bench { workspace, toolchain, port, reload, served: None };
    loop {
        match bench.rebuild() {
            Ok(()) => println!("▸ The shop is open: http://127.0.0.1:{port}  (waiting for a save; Ctrl-C ends)"),
            Err(error) => eprintln!("✗ {error:#}\n  Waiting for a save that mends it."),
        }
        wait_for_a_save(&saves)?;
    }
}

struct Bench<'a> {
    workspace: &'a Workspace,
    toolchain: WasmToolchain,
    port: u16,
    reload: Reload,
    served: Option<Service>,
}

impl Bench<'_> {
    /// Cargo knows best what a save concerns, and has nothing to do for a style sheet: so everything is asked every time.
    fn rebuild(&mut self) -> Result<()> {
        assets::build(self.workspace, &self.toolchain, Quality::Quick)?;
        let program = step("The server", || shop::build(self.workspace, Profile::Dev))?;
        let shop = Shop::new(self.workspace, program, self.port).with("VITRINE_DEV_RELOAD", self.reload.url().into());
        // The old server goes on until here, so that a mistake leaves the page as it was.
        self.served = None;
        shop.fill()?;
        self.served = Some(shop.start()?);
        self.reload.tell();
        Ok(())
    }
}

/// Watches the sources; the watcher lives as long as its value.
fn watch(workspace: &Workspace) -> Result<(RecommendedWatcher, Receiver<PathBuf>)> {
    let (sender, saves) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        for path in event.into_iter().filter(|event| is_a_save(event.kind)).flat_map(|event| event.paths) {
            // Nobody listens any more when the program ends.
            let _ended = sender.send(path);
        }
    })
    .context("cannot watch the sources")?;
    for folder in watched(workspace) {
        watcher
            .watch(&folder, RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {}", folder.display()))?;
    }
    let manifest = workspace.root.join("Cargo.toml");
    watcher.watch(&manifest, RecursiveMode::NonRecursive).context("cannot watch Cargo.toml")?;
    Ok((watcher, saves))
}

fn watched(workspace: &Workspace) -> Vec<PathBuf> {
    let crates = ["server", "frontend", "pricing_wasm"].into_iter().flat_map(|name| workspace.closure(name));
    let crates = crates.filter_map(|name| workspace.package(name)).map(|package| package.folder().to_owned());
    let beside = FOLDERS.iter().map(|folder| workspace.root.join(folder)).filter(|folder| folder.exists());
    let mut folders: Vec<PathBuf> = crates.chain(beside).collect();
    folders.sort();
    folders.dedup();
    folders
}

fn is_a_save(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
}

/// Returns whether a path is a scratch file that an editor writes beside the saved one.
fn is_scratch(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name == "4913"
}

/// Returns once something was saved and the disk is quiet again.
fn wait_for_a_save(saves: &Receiver<PathBuf>) -> Result<()> {
    loop {
        process::ensure_not_interrupted()?;
        match saves.recv_timeout(ATTENTION) {
            Ok(path) if is_scratch(&path) => {}
            Ok(path) => {
                println!("\n▸ {} was saved", path.display());
                while saves.recv_timeout(QUIET).is_ok() {}
                return Ok(());
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => anyhow::bail!("the watcher ended"),
        }
    }
}
