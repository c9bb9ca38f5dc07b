//! The catalogue through its public functions, on both engines.

mod brute_force;
mod cards;
mod given;
mod listing;
mod product;
mod saving;
mod shelves;

pub(crate) use given::category;
