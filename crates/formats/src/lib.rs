//! Numbers, money, dates, plurals and lists as any locale writes them, by ICU and CLDR's data.
//!
//! A locale is a BCP 47 tag. Its extensions choose digits and calendar: `ar-SA-u-nu-latn`, `th-u-ca-gregory`.

mod countries;
mod currencies;
mod direction;
mod formatter;
mod money;

pub use countries::{country_name, sort_key};
pub use direction::direction;
pub use formatter::{Formatter, InvalidTag};
