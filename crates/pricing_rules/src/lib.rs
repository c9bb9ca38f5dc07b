//! The rules that prices in carts depend on: promotions, delivery methods, tax rates and cash on delivery. The merchant
//! writes them as one document, and the shop keeps it whole.

mod check;
mod document;
mod store;

pub use check::check_rules;
pub use document::PricingRulesDocument;
pub use store::{PricingRules, load, rules, save};
