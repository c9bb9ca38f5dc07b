//! The shop's program, for the tests that run it.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
