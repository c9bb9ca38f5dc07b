//! Where things are, and which of our crates depends on which: read from Cargo, so that a moved target folder is found.

use crate::process;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

/// The workspace as `cargo metadata` tells it.
#[derive(Deserialize)]
pub(crate) struct Workspace {
    #[serde(rename = "workspace_root")]
    pub(crate) root: PathBuf,
    #[serde(rename = "target_directory")]
    pub(crate) target: PathBuf,
    pub(crate) packages: Vec<Package>,
}

/// One of our own crates.
#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) manifest_path: PathBuf,
    pub(crate) dependencies: Vec<Dependency>,
}

/// A crate that one of ours names in its manifest, whatever the feature or kind.
#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    path: Option<PathBuf>,
}

impl Workspace {
    /// Asks Cargo about the workspace that the current folder belongs to.
    pub(crate) fn read() -> Result<Self> {
        let json = process::output(Command::new("cargo").args(["metadata", "--format-version=1", "--no-deps"]))?;
        serde_json::from_str(&json).context("cargo metadata has a form unknown here")
    }

    /// A folder of xtask's own below the target folder, made when it is missing.
    pub(crate) fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("xtask").join(name);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// Where the built assets go.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A command that runs in the workspace's root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// `cargo`, in the workspace's root.
    pub(crate) fn cargo(&self) -> Command {
        self.command("cargo")
    }

    pub(crate) fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }

    /// Every crate of ours that `name` is built from, itself included.
    pub(crate) fn closure<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut ahead = vec![name];
        while let Some(name) = ahead.pop() {
            if reached.insert(name) {
                ahead.extend(self.package(name).into_iter().flat_map(Package::our_dependencies));
            }
        }
        reached
    }
}

impl Package {
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(&self.manifest_path)
    }

    /// The names of our own crates it depends on.
    pub(crate) fn our_dependencies(&self) -> impl Iterator<Item = &str> {
        self.dependencies.iter().filter(|on| on.path.is_some()).map(|on| on.name.as_str())
    }
}
