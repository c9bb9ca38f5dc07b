use std::{sync::Mutex, time::Duration};

use lettre::transport::smtp::{
    client::{Certificate, CertificateStore, TlsParameters},
    extension::ClientId,
};

use crate::{
    Outgoing, SmtpError, SmtpServer, SmtpStep,
    session::{Patience, Session},
    smtp_server::TlsMode,
};

/// The times that a server may take.
const PATIENCE: Patience = Patience { answer: Duration::from_secs(60), acceptance: Duration::from_secs(180) };

/// The outcome of sending a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The server has taken it.
    Sent,
    /// It was not taken, or nobody knows: the server is away, busy or wants a later try (4xx), or it refuses the shop's
    /// settings. The same mail is to be sent again.
    Deferred(SmtpError),
    /// The server has refused this recipient or this message for good (5xx). A repeat would be refused, too.
    Refused(SmtpError),
}

/// Sends mails through one SMTP server. It keeps a connection open for the next mail.
pub struct Mailer {
    server: SmtpServer,
    hello: ClientId,
    tls: Option<TlsParameters>,
    patience: Patience,
    idle: Mutex<Option<Session>>,
}

impl Mailer {
    /// Returns a mailer for a server, which it greets as `hello`, the shop's domain.
    ///
    /// # Panics
    ///
    /// If the TLS library does not know its own protocol versions.
    pub fn new(server: SmtpServer, hello: &str) -> Self {
        Self::with(server, hello, PATIENCE, None)
    }

    fn with(server: SmtpServer, hello: &str, patience: Patience, authority: Option<Certificate>) -> Self {
        let tls = (server.tls != TlsMode::Off).then(|| {
            let builder = TlsParameters::builder(server.host.clone()).certificate_store(CertificateStore::WebpkiRoots);
            let builder = authority.into_iter().fold(builder, |builder, root| builder.add_root_certificate(root));
            builder.build_rustls().expect("the TLS configuration is complete")
        });
        Self { server, hello: ClientId::Domain(hello.to_owned()), tls, patience, idle: Mutex::default() }
    }

    /// Sends a mail.
    pub async fn send(&self, mail: &Outgoing) -> Delivery {
        let message = match mail.message() {
            Ok(message) => message,
            Err(error) => return Delivery::Refused(SmtpError::impossible(SmtpStep::Message, error.to_string())),
        };
        match self.try_send(mail, &message).await {
            Ok(()) => Delivery::Sent,
            Err(error) if error.is_final => Delivery::Refused(error),
            Err(error) => Delivery::Deferred(error),
        }
    }

    async fn try_send(&self, mail: &Outgoing, message: &[u8]) -> Result<(), SmtpError> {
        let mut session = self.session().await?;
        let sent = session.send(mail, message).await;
        if sent.is_ok() {
            self.keep(session);
        } else {
            session.close().await;
        }
        sent
    }

    /// Returns the connection that is open, if it still is, or a new one.
    async fn session(&self) -> Result<Session, SmtpError> {
        let kept = self.slot().take();
        if let Some(mut session) = kept {
            if session.is_alive().await {
                return Ok(session);
            }
            session.close().await;
        }
        Session::open(&self.server, &self.hello, self.tls.as_ref(), self.patience).await
    }

    fn keep(&self, session: Session) {
        *self.slot() = Some(session);
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<Session>> {
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
