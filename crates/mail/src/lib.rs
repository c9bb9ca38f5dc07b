//! E-mail: MJML becomes HTML, text and HTML become a message, and a message goes to an SMTP server.
//!
//! A [`Mailer`] sends an [`Outgoing`] mail and says what became of it: it was taken, it can be tried again, or it never can.
//! The bytes of a message follow from its fields alone. So a mail that is sent twice, because the first answer was lost, is
//! the same mail with the same `Message-ID`, and mailboxes show it once.
//!
//! In reading order: [`Mailbox`] is a checked address, [`MessageId`] and [`Outgoing`] are what is sent, [`SmtpServer`] is
//! where to, [`Mailer`] sends, and [`html_of_mjml`] is for those who write mails.

mod mailbox;
mod mailer;
mod message_id;
mod mjml;
mod outgoing;
mod session;
mod smtp_error;
mod smtp_server;

pub use mailbox::{Mailbox, MailboxError};
pub use mailer::{Delivery, Mailer};
pub use message_id::MessageId;
pub use mjml::{MjmlError, html_of_mjml};
pub use outgoing::Outgoing;
pub use smtp_error::{SmtpError, SmtpStep};
pub use smtp_server::SmtpServer;
