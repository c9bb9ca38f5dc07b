use mail::{Mailbox, Mailer};

use crate::Config;

/// The shop's access to its SMTP server.
pub(crate) struct ShopMailer {
    pub(crate) mailer: Mailer,
    /// The sender.
    pub(crate) from: Mailbox,
}

impl ShopMailer {
    /// Returns the mailer that the settings describe; `None` if one of the two settings is missing.
    pub(crate) fn of(config: &Config) -> Option<Self> {
        let (server, from) = (config.smtp.clone()?, config.mail_from.clone()?);
        let mailer = Mailer::new(server, from.domain());
        Some(Self { mailer, from })
    }
}
