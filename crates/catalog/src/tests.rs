//! The catalogue through its public functions, on both engines.

mod brute_force;
mod cards;
mod facts;
mod given;
mod listing;
mod listing_indexes;
mod markets;
mod product;
mod saving;
mod texts;

pub(crate) use given::category;
