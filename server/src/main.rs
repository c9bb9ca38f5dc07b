//! `vitrine`: the shop in one program.

use std::process::ExitCode;

/// Pages are made of thousands of short strings: rendering one costs a tenth less than with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::commands::run()
}
