//! The catalogue through its public functions, on both engines.

mod brute_force;
mod cards;
mod given;
mod listing;
mod listing_indexes;
mod product;
mod saving;

pub(crate) use given::category;
