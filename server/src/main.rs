//! `vitrine`: the shop in one program.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
