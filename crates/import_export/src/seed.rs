//! A generated catalogue of any size. The same seed gives the same products in every version of the program, which a test
//! holds: PCG's numbers are specified, and floating point, whose last digits differ between machines, is not used.

mod base;
mod choice;
mod product;
mod shop;
mod words;

use catalog::ProductDocument;
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;

pub use shop::{Seeding, seed_shop};

/// Generates `products` products without pictures. The first ones don't depend on the count.
pub fn seed(products: u32, seed: u64) -> impl Iterator<Item = ProductDocument> {
    (0..products).map(move |number| {
        // Each product has its own random stream, so that it doesn't depend on those before it.
        let mut numbers = Pcg64Mcg::seed_from_u64(seed ^ (u64::from(number) << 32));
        product::product(number, &mut numbers)
    })
}

#[cfg(test)]
pub(crate) mod tests;
