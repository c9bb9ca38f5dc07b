//! Durable orders in a second, through the batcher: what `cargo xtask bench orders` runs.
//!
//! `fill ADDRESS`, or `place ADDRESS hot|spread BATCH RATE PROCESS`, in which a RATE of 0 is as fast as it goes.

mod buyers;
mod shop;

use buyers::Load;
use database::Database;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["fill", address] => shop::fill(&Database::open(address).await.expect("the database opens")).await,
        ["place", address, spread, batch, rate, process] => {
            let number = |text: &str| text.parse().expect("an argument is a number");
            let load = Load {
                variants: if spread == "hot" { 1 } else { shop::VARIANTS },
                batch: number(batch) as usize,
                rate: number(rate),
                process: number(process),
            };
            buyers::run(&Database::open(address).await.expect("the database opens"), load).await;
        }
        _ => panic!("the arguments are those that the program's source names"),
    }
}
