//! The command line, with a module per command.

mod backup;
mod cache;
mod confirm_write;
mod delete;
mod export;
mod gift_card;
mod import;
mod migrate;
mod new;
mod orders;
mod pictures;
mod quote;
mod restore;
mod seed;
mod serve;
mod stock;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use database::IfWritten;
use import_export::{DeletedKind, Losses};
use types::TargetDocument;

pub use crate::command_error::CommandError;
use crate::{Clock, Config, clock::moment, logging, traces::Traces};

/// A fast storefront: the whole shop in one program
#[derive(Parser)]
#[command(name = "vitrine", version)]
struct Arguments {
    /// The file with the settings [default: vitrine.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a new shop with example products into a folder, ready to import; asks questions on a terminal
    New {
        /// The folder, which must be new or empty
        folder: PathBuf,
        #[command(flatten)]
        options: new::NewOptions,
    },
    /// Serve the shop until SIGTERM or Ctrl-C
    Serve,
    /// Migrate the database to the schema of this version
    Migrate,
    /// Import a shop or a part of one from JSON, or products from CSV: this shop's, Shopify's, WooCommerce's, Vendure's, or
    /// any spreadsheet with a column map
    Import {
        /// The file, or the folder of an export; a file's pictures are in its folder
        #[arg(required_unless_present_any = ["finish", "drop_unfinished"])]
        file: Option<PathBuf>,
        /// Do nothing if anything was ever written to this shop
        #[arg(long)]
        if_empty: bool,
        /// Show what would change, and write nothing
        #[arg(long, conflicts_with_all = ["if_empty", "drop_unfinished"])]
        dry_run: bool,
        #[command(flatten)]
        products: import::ProductOptions,
        /// Remove entries that the shop has and the file's lists and empty cells don't
        #[arg(long)]
        replace: bool,
        /// Finish an import that was cut off, as the next import or the next start of the server does
        #[arg(long, conflicts_with_all = ["file", "if_empty", "dry_run", "replace", "drop_unfinished"])]
        finish: bool,
        /// Drop the remaining steps of an import that was cut off and can't be finished; finished steps stay in the
        /// shop. Then import the file, if one is named
        #[arg(long)]
        drop_unfinished: bool,
    },
    /// Export the whole shop to a folder, with pictures and former addresses, or its document as JSON, or its products
    /// as CSV
    Export {
        /// The folder or file to write; an existing export is replaced when the new one is complete
        path: PathBuf,
    },
    /// Delete things for good; refused while anything else refers to them. What orders refer to stays
    Delete {
        /// One of product, category, collection, story, page, value and picture
        #[arg(value_parser = delete::kind)]
        kind: DeletedKind,
        /// Their codes, the files of pictures, or values of attributes such as colour/clay
        #[arg(required = true)]
        codes: Vec<String>,
        /// The target that their addresses redirect to, such as category:vases; without it, they answer 410
        #[arg(long, value_name = "KIND:CODE")]
        redirect: Option<TargetDocument>,
        /// Show what would be deleted, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Write the whole shop to one file, also while it is open: every row, picture and former address
    Backup {
        /// The file to write, such as shop.tar.zst; an existing file is replaced when the new one is complete
        file: PathBuf,
    },
    /// Restore a backup into an empty database of either kind; all or nothing
    Restore {
        /// The file that `vitrine backup` has written
        file: PathBuf,
        /// Replace the existing shop, which must not be open
        #[arg(long)]
        replace: bool,
        /// Only verify that the file is complete
        #[arg(long, conflicts_with = "replace")]
        check: bool,
    },
    /// Inspect the page cache, or purge a part of it
    Cache {
        #[command(subcommand)]
        task: cache::Task,
    },
    /// Make, verify and prune renditions, or try the pipeline on any file
    Pictures {
        #[command(subcommand)]
        task: pictures::Task,
    },
    /// Show stock and holds, and take or release holds; counts are imported as a table of SKUs and stock
    Stock {
        #[command(subcommand)]
        task: stock::Task,
    },
    /// Issue, show and block gift cards
    GiftCard {
        #[command(subcommand)]
        task: gift_card::Task,
    },
    /// Show orders, and record what staff do with them: dispatch, deliver, cancel, receive money, refund
    Orders {
        #[command(subcommand)]
        task: orders::Task,
    },
    /// Price a cart by the shop's rules, and show the working
    Quote {
        #[command(flatten)]
        options: quote::QuoteOptions,
    },
    /// Generate products, for tests and measurements
    Seed {
        /// The number of products
        #[arg(long)]
        products: u32,
        /// The seed of the generator: the same seed gives the same products
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// The threads for blocking work, such as reading files. Each keeps some memory: with Tokio's default of 512, many
/// requests for pictures at once would take hundreds of megabytes.
const BLOCKING_THREADS: usize = 16;

/// Runs the command of the process's arguments. An error is written to standard error.
pub fn run() -> ExitCode {
    match start(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", error.message_with_causes());
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: Arguments) -> Result<(), CommandError> {
    let config = Config::read(arguments.config.as_deref())?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().max_blocking_threads(BLOCKING_THREADS).build().map_err(CommandError::Runtime)?;
    let endpoint = config.otlp_endpoint.as_ref().filter(|_| matches!(arguments.command, Command::Serve));
    let traces = endpoint.map(|endpoint| Traces::start(endpoint, runtime.handle().clone())).transpose()?;
    logging::start(&config, traces.as_ref());
    runtime.block_on(async {
        let outcome = perform(arguments.command, &config, Clock::system()).await;
        if let Some(traces) = traces {
            traces.stop().await;
        }
        outcome
    })
}

async fn perform(command: Command, config: &Config, clock: Clock) -> Result<(), CommandError> {
    match command {
        Command::New { folder, options } => new::new(config, clock, &folder, options).await,
        Command::Serve => serve::serve(config, clock).await,
        Command::Migrate => migrate::migrate(config).await,
        Command::Import { finish: true, .. } => import::finish(config, &clock).await,
        Command::Import { file, if_empty, dry_run, products, replace, drop_unfinished, finish: false } => {
            if drop_unfinished {
                import::drop_unfinished(config, &clock).await?;
            }
            let Some(file) = file else { return Ok(()) };
            let losses = if replace { Losses::Allowed } else { Losses::Refused };
            let import = import::Import { file: &file, losses, products };
            if dry_run {
                import.dry_run(config, &clock).await
            } else if if_empty {
                import.run_if_empty(config, &clock).await
            } else {
                import.run(config, &clock).await
            }
        }
        Command::Delete { kind, codes, redirect, dry_run } => {
            delete::delete(config, &clock, kind, codes, redirect, dry_run).await
        }
        Command::Export { path } => export::export(config, &clock, &path).await,
        Command::Backup { file } => backup::backup(config, &clock, &file).await,
        Command::Restore { file, check: true, .. } => restore::check(&file).await,
        Command::Restore { file, replace: true, .. } => {
            restore::restore(config, &clock, &file, IfWritten::Replace).await
        }
        Command::Restore { file, .. } => restore::restore(config, &clock, &file, IfWritten::Fail).await,
        Command::Cache { task } => cache::cache(config, &clock, task).await,
        Command::Pictures { task } => pictures::pictures(config, &clock, task).await,
        Command::Stock { task } => stock::stock(config, &clock, task).await,
        Command::GiftCard { task } => gift_card::gift_card(config, &clock, task).await,
        Command::Orders { task } => orders::orders(config, &clock, task).await,
        Command::Quote { options } => quote::quote(config, &clock, &options).await,
        Command::Seed { products, seed } => seed::seed(config, &clock, products, seed).await,
    }
}

/// Names the pictures that an export or a backup lacks, and fails if there are any. It is written all the same.
fn ensure_complete(missing: &[String], error: fn(usize) -> CommandError) -> Result<(), CommandError> {
    for picture in missing {
        eprintln!("{picture}: the source is not in the storage, or is damaged");
    }
    if missing.is_empty() { Ok(()) } else { Err(error(missing.len())) }
}
