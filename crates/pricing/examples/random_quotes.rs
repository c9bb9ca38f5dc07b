//! Writes random requests and their quotes, encoded, for a comparison with the WebAssembly module.
//!
//! Arguments: the number of carts, and the first seed. Each record is the length of the request as a little-endian `u32`,
//! the request, the length of the answer, and the answer.

use std::io::{self, BufWriter, Write};

use pricing::{encode_request, quote_bytes, testing::random_request};

fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse().expect("arguments are numbers"));
    let (carts, first): (u64, u64) = (numbers.next().unwrap_or(100_000), numbers.next().unwrap_or(0));
    let mut out = BufWriter::new(io::stdout().lock());
    for seed in first..first + carts {
        let request = encode_request(&random_request(seed));
        for part in [&request, &quote_bytes(&request)] {
            out.write_all(&(part.len() as u32).to_le_bytes())?;
            out.write_all(part)?;
        }
    }
    out.flush()
}
