//! Addresses, phone numbers, e-mail addresses and tax numbers of any country: their formats, their check, and their display.
//!
//! Everything here is a pure function over data that the crate contains. Texts of problems are the caller's: a problem
//! carries the values that its sentence needs.

mod address;
mod address_field;
mod address_format;
mod address_input;
mod check_address;
mod digits;
mod email_address;
mod phone;
mod postcode;
mod region;
mod tax_number;
mod typed;

pub use address::{Address, AddressWarning};
pub use address_field::{AddressField, FieldLabel};
pub use address_format::{AddressFormat, format_of};
pub use address_input::AddressInput;
pub use check_address::{AddressProblem, AddressProblemKind, check};
pub use digits::fold_digits;
pub use email_address::{EmailAddress, EmailProblem};
pub use phone::{Phone, PhoneProblem};
pub use region::Region;
pub use tax_number::{TaxNumber, TaxNumberKind, TaxNumberProblem};
