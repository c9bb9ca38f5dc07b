//! The project's verbs: what an engineer types to run, change and prove the shop.
//!
//! Everything here works on a machine with Rust, a C compiler and package registries: what is missing is installed from
//! them, never downloaded as a prebuilt program.

mod apt;
mod assets;
mod bench;
mod browser;
mod check;
mod dev;
mod fuzz;
mod generate;
mod npm;
mod postgres;
mod pricing_module;
mod process;
mod reload;
mod setup;
mod shop;
mod soak;
mod stamp;
mod step;
mod test;
mod up;
mod wasm_toolchain;
mod workspace;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The project's verbs")]
struct Arguments {
    /// Where the compiler for WebAssembly comes from
    #[arg(long, global = true, env = "VITRINE_WASM_TOOLCHAIN", value_enum, default_value = "auto")]
    wasm_toolchain: wasm_toolchain::Source,

    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build the shop in release, fill it with the demo, and serve it
    Up {
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 3000)]
        port: u16,
    },
    /// Serve the shop from a quick build; rebuild and reload the page on every save
    Dev {
        /// The port on 127.0.0.1; the next one carries the reload events
        #[arg(long, default_value_t = 3000)]
        port: u16,
    },
    /// Run the tests: all of them, or one part
    Test {
        /// The part to run; both when left out
        #[arg(value_enum)]
        part: Option<test::Part>,
        /// Handed to the test runner: the tests whose name holds it
        filter: Option<String>,
    },
    /// Measure beside peers, and print a table
    Bench {
        /// The measurement
        #[arg(value_enum)]
        subject: bench::Subject,
        /// The size of the catalogue that `import` writes
        #[arg(long, default_value_t = 100_000)]
        products: usize,
    },
    /// Feed the picture decoders, the Markdown renderer and the readers of documents what is made to break them
    Fuzz {
        /// One of them, such as `jpeg`, `markdown` or `csv`; each in turn when left out
        target: Option<String>,
        /// For how long, each
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Write the tables that come from published data
    Generate {
        #[command(subcommand)]
        tables: generate::Tables,
    },
    /// Run the tests that provoke races between writes and reads for long
    Soak {
        /// The factor by which each test runs longer than in an ordinary run
        #[arg(long, default_value_t = 20)]
        factor: u32,
        /// The tests whose name holds it
        filter: Option<String>,
    },
    /// Prove formatting, lints, licences, docs, invariants and the byte budget
    Check {
        /// Rewrite the reviewed list of crates in the browser's bundle
        #[arg(long)]
        bless: bool,
        /// The checks whose name holds it, such as `words`; all of them when left out
        filter: Option<String>,
    },
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    process::stop_on_signals()?;
    let workspace = Workspace::read()?;
    let source = arguments.wasm_toolchain;
    match &arguments.verb {
        Verb::Up { port } => up::up(&workspace, source, *port),
        Verb::Dev { port } => dev::dev(&workspace, source, *port),
        Verb::Test { part, filter } => test::test(&workspace, source, *part, filter.as_deref()),
        Verb::Bench { subject, products } => bench::bench(&workspace, source, *subject, *products),
        Verb::Fuzz { target, seconds } => fuzz::fuzz(&workspace, *seconds, target.as_deref()),
        Verb::Generate { tables } => generate::generate(&workspace, tables),
        Verb::Soak { factor, filter } => soak::soak(&workspace, *factor, filter.as_deref()),
        Verb::Check { bless, filter } => check::check(&workspace, source, *bless, filter.as_deref()),
    }
}
