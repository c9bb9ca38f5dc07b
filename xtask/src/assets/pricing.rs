//! The pricing engine for the browser: a module without glue.

use super::{
    Asset, Quality,
    wasm::{compile, optimise, read},
};
use crate::{
    stamp::{digest, once},
    wasm_toolchain::WasmToolchain,
    workspace::Workspace,
};
use anyhow::Result;

/// Builds `pricing.wasm`.
pub(super) fn build(workspace: &Workspace, toolchain: &WasmToolchain, quality: Quality) -> Result<Asset> {
    let compiled = compile(workspace, toolchain, quality, "pricing_wasm")?;
    let bytes = match quality {
        Quality::Quick => read(&compiled)?,
        Quality::Release => {
            let scratch = workspace.scratch("pricing-release")?;
            let optimised = scratch.join("pricing.opt.wasm");
            let lock = read(&workspace.root.join("xtask/package-lock.json"))?;
            once(&scratch.join("stamp"), &digest(&[&read(&compiled)?, &lock]), || {
                optimise(workspace, &compiled, &optimised)
            })?;
            read(&optimised)?
        }
    };
    Ok(Asset { name: "pricing.wasm", bytes })
}
