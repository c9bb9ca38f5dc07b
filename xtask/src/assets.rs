//! The files that the browser downloads: built, named by content, compressed, and listed in `dist/assets.json`.

mod pricing;
mod publish;
mod script;
mod style;
mod wasm;

pub(crate) mod budget;

use crate::{step::step, wasm_toolchain::WasmToolchain, workspace::Workspace};
use anyhow::Result;

/// The purpose of a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    /// For shoppers: the smallest files.
    Release,
    /// For development: the shortest build.
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
        let mut assets = wasm::build(workspace, toolchain, quality)?;
        assets.push(pricing::build(workspace, toolchain, quality)?);
        Ok(assets)
    })?;
    step("Style sheet, scripts and public files", || {
        for name in ["app.css", "private.css"] {
            assets.push(style::build(&workspace.root.join("style").join(name), name)?);
        }
        assets.push(script::loader(workspace)?);
        publish::public_files(&workspace.root.join("public"), &workspace.dist().join("public"))?;
        publish::publish(&workspace.dist(), &assets, quality)
    })
}
