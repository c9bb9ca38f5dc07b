//! The mails about orders, as HTML and as plain text, in the shop's look and the buyer's language.
//!
//! An [`OrderMail`] holds the texts that a mail shows. [`compose`] lays it out: MJML, written with maud because Leptos renders
//! elements of HTML only, becomes the tables that mail clients understand. Every value is escaped where it is written. A mail
//! contains no picture that tells when it is read: its pictures are the shop's public ones, without a mark of the buyer.

mod brand;
mod compose;
mod direction;
mod fonts;
mod of_order;
mod order_mail;
mod plain_text;
mod styles;
mod template;
#[cfg(test)]
mod tests;
mod wording;

pub use brand::{MailBrand, MailLogo};
pub use compose::{ComposedMail, compose};
pub use of_order::{MailFacts, order_mail_of};
pub use order_mail::{MailDelivery, MailLine, MailTotal, MailTracking, OrderMail, OrderMailKind, TransferDetails};
