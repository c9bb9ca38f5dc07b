use std::{future::Future, time::Duration};

use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, TlsParameters},
    commands::{Data, Mail, Rcpt},
    extension::{ClientId, Extension, MailParameter},
};
use secrecy::ExposeSecret as _;
use tokio::time::timeout;

use crate::{Outgoing, SmtpError, SmtpServer, SmtpStep, smtp_server::TlsMode};

/// The times that a server may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// For an answer to a command. Some servers greet late on purpose.
    pub(crate) answer: Duration,
    /// For the answer to a whole message, which many check for spam first.
    pub(crate) acceptance: Duration,
}

/// A conversation with an SMTP server (RFC 5321), step by step, so that an error says which step it belongs to.
pub(crate) struct Session {
    connection: AsyncSmtpConnection,
    patience: Patience,
}

impl Session {
    /// Connects, encrypts and signs in, as the server's address says.
    pub(crate) async fn open(
        server: &SmtpServer,
        hello: &ClientId,
        tls: Option<&TlsParameters>,
        patience: Patience,
    ) -> Result<Self, SmtpError> {
        let implicit = tls.filter(|_| server.tls == TlsMode::Implicit).cloned();
        let address = (server.host.as_str(), server.port);
        let connecting = AsyncSmtpConnection::connect_tokio1(address, Some(patience.answer), hello, implicit, None);
        let connection = within(patience.answer, SmtpStep::Connect, connecting).await?;
        let mut session = Self { connection, patience };
        if let Some(tls) = tls.filter(|_| server.tls == TlsMode::StartTls) {
            let upgrading = session.connection.starttls(tls.clone(), hello);
            within(patience.answer, SmtpStep::StartTls, upgrading).await?;
        }
        if let Some((user, password)) = &server.credentials {
            let credentials = Credentials::new(user.clone(), password.expose_secret().to_owned());
            let signing_in = session.connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials);
            within(patience.answer, SmtpStep::SignIn, signing_in).await?;
        }
        Ok(session)
    }

    /// Returns true if the server still answers.
    pub(crate) async fn is_alive(&mut self) -> bool {
        timeout(self.patience.answer, self.connection.test_connected()).await.unwrap_or(false)
    }

    /// Hands a mail over. After an error, the connection is of no use.
    pub(crate) async fn send(&mut self, mail: &Outgoing, message: &[u8]) -> Result<(), SmtpError> {
        let (from, to) = (mail.from.envelope_address(), mail.to.envelope_address());
        let addresses: [&str; 2] = [from.as_ref(), to.as_ref()];
        let needs_utf8 = !addresses.iter().all(|address| address.is_ascii());
        if needs_utf8 && !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(SmtpError::impossible(SmtpStep::Recipient, "the server takes no addresses beyond ASCII"));
        }
        let parameters = if needs_utf8 { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
        let answer = self.patience.answer;
        within(answer, SmtpStep::Sender, self.connection.command(Mail::new(Some(from.clone()), parameters))).await?;
        within(answer, SmtpStep::Recipient, self.connection.command(Rcpt::new(to.clone(), Vec::new()))).await?;
        within(answer, SmtpStep::Message, self.connection.command(Data)).await?;
        within(self.patience.acceptance, SmtpStep::Message, self.connection.message(message)).await?;
        Ok(())
    }

    /// Takes leave and closes the connection.
    pub(crate) async fn close(mut self) {
        // The mail's fate is decided: an error of leave-taking changes nothing.
        let _closed = timeout(Duration::from_secs(5), self.connection.abort()).await;
    }
}

async fn within<T>(
    time: Duration,
    step: SmtpStep,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, SmtpError> {
    match timeout(time, work).await {
        Ok(done) => done.map_err(|error| SmtpError::new(step, &error)),
        Err(_) => Err(SmtpError::too_slow(step)),
    }
}
