//! What the browser downloads: built, named by content, compressed, and listed in `dist/assets.json`.

mod compress;
mod publish;
mod script;
mod style;
mod wasm;

pub(crate) mod budget;

use crate::{step::step, wasm_toolchain::WasmToolchain, workspace::Workspace};
use anyhow::Result;

/// What a build is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    /// Shoppers: as few bytes as can be.
    Release,
    /// The next look at a change: soon.
    Quick,
}

/// A built file before it has its hashed name.
struct Asset {
    name: &'static str,
    bytes: Vec<u8>,
}

/// Builds and publishes all assets. Returns whether anything is other than before.
pub(crate) fn build(workspace: &Workspace, toolchain: &WasmToolchain, quality: Quality) -> Result<bool> {
    let mut assets = step("WebAssembly for the browser (3 to 6 minutes the first time)", || {
        wasm::build(workspace, toolchain, quality)
    })?;
    step("Style sheet, scripts and public files", || {
        assets.push(style::build(&workspace.root.join("style/app.css"))?);
        assets.push(script::loader(workspace)?);
        publish::public_files(&workspace.root.join("public"), &workspace.dist().join("public"))?;
        publish::publish(&workspace.dist(), &assets, quality)
    })
}
