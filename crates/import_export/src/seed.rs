//! A made-up catalogue of any size. The same seed gives the same products, in every version of this program that
//! keeps the test below: PCG's numbers are specified, and no floating point, whose last digits differ between
//! machines, has a part in it.

mod base;
mod choice;
mod product;
mod shop;
mod words;

use catalog::ProductDocument;
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;

pub use shop::{Seeding, seed_shop};

/// `products` products without pictures. The first ones are the same whatever the count.
pub fn seed(products: u32, seed: u64) -> impl Iterator<Item = ProductDocument> {
    (0..products).map(move |number| {
        // Each product has a stream of its own, so that one can be made without those before it.
        let mut numbers = Pcg64Mcg::seed_from_u64(seed ^ (u64::from(number) << 32));
        product::product(number, &mut numbers)
    })
}

#[cfg(test)]
pub(crate) mod tests;
