//! The browser tests: Playwright against a shop of their own.

use crate::{
    apt::{self, Need, Present},
    npm, process,
    shop::{self, Shop},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::path::Path;

const NEEDS: &[Need] = &[
    Need { package: "chromium", why: "the browser of the tests", present: Present::Program("chromium") },
    Need {
        package: "fonts-noto-core",
        why: "Arabic and Devanagari have a width only with their letters",
        present: Present::Path("/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf"),
    },
];

/// Installs the browser and Playwright.
pub(crate) fn provide(workspace: &Workspace) -> Result<()> {
    apt::provide(NEEDS)?;
    npm::install(&workspace.root.join("end2end"))
}

/// Serves the demo from a temporary folder and runs the tests, or those whose name holds `filter`.
pub(crate) fn run(workspace: &Workspace, program: &Path, filter: Option<&str>) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("vitrine-browser-").tempdir().context("no temporary folder")?;
    let shop = Shop::new(workspace, program.to_owned(), shop::free_port()?).with_data_in(folder.path());
    shop.fill()?;
    let _served = shop.start()?;
    let mut playwright = npm::script(&workspace.root.join("end2end"), "@playwright/test/cli.js");
    playwright
        .current_dir(workspace.root.join("end2end"))
        .arg("test")
        .env("VITRINE_URL", shop.url())
        .env("SHOP_PROGRAM", program);
    if let Some(chromium) = process::found("chromium") {
        playwright.env("CHROMIUM", chromium);
    }
    if let Some(filter) = filter {
        playwright.args(["--grep", filter]);
    }
    process::run(&mut playwright)
}
