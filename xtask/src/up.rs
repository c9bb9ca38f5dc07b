//! `cargo xtask up`: from a clone to an open shop.

use crate::{
    assets::{self, Quality},
    setup,
    shop::{self, Profile, Shop},
    step::step,
    wasm_toolchain::Source,
    workspace::Workspace,
};
use anyhow::Result;

/// Installs what is missing, builds in release, fills the database, and becomes the server.
pub(crate) fn up(workspace: &Workspace, source: Source, port: u16) -> Result<()> {
    shop::ensure_port_is_free(port)?;
    let toolchain = setup::for_building(workspace, source)?;
    assets::build(workspace, &toolchain, Quality::Release)?;
    let program =
        step("The server in release (5 to 10 minutes the first time)", || shop::build(workspace, Profile::Release))?;
    let shop = Shop::new(workspace, program, port);
    step("The database, with the demo shop when it is empty", || shop.fill())?;
    println!("▸ The shop is open: {}  (Ctrl-C closes it)", shop.url());
    shop.serve()
}
