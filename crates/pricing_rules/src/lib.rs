//! The rules that prices in carts depend on: promotions, delivery methods, ways to pay and tax rates. The merchant
//! writes them as one document, and the shop keeps it whole.

mod check;
mod document;
mod payments_for;
mod store;

pub use check::check_rules;
pub use document::PricingRulesDocument;
pub use payments_for::payments_for;
pub use store::{PricingRules, load, rules, save};
