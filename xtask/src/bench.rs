//! `cargo xtask bench`: figures beside those of peers, measured in one run.

mod batches;
mod edge;
mod import;
mod load;
mod orders;
mod pictures;
mod pricing;
mod stock;
mod table;

use crate::{wasm_toolchain::Source, workspace::Workspace};
use anyhow::Result;

/// The subject of a measurement.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Subject {
    /// Kept pages beside a bare route, nginx and Varnish
    Edge,
    /// The picture pipeline beside sharp and vipsthumbnail
    Pictures,
    /// Quotes of carts, with their goals
    Pricing,
    /// Orders through the batcher beside pgbench
    Orders,
    /// Holds of stock through the batcher beside pgbench
    Stock,
    /// Writing a large catalogue beside SQLite's own bulk insert
    Import,
}

/// Measures and prints a table. `products` is the size of the catalogue that is imported.
pub(crate) fn bench(workspace: &Workspace, source: Source, subject: Subject, products: usize) -> Result<()> {
    match subject {
        Subject::Edge => edge::bench(workspace, source),
        Subject::Pictures => pictures::bench(workspace),
        Subject::Pricing => pricing::bench(workspace),
        Subject::Orders => orders::ORDERS.bench(workspace),
        Subject::Stock => stock::HOLDS.bench(workspace),
        Subject::Import => import::bench(workspace, products),
    }
}
