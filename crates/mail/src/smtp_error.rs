use std::{error::Error as _, fmt};

use lettre::transport::smtp::Error;

/// A step of the conversation with an SMTP server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpStep {
    /// Connecting, up to the answer to `EHLO`.
    Connect,
    /// Changing to TLS.
    StartTls,
    /// Signing in.
    SignIn,
    /// Naming the sender.
    Sender,
    /// Naming the recipient.
    Recipient,
    /// Handing over the message.
    Message,
}

impl fmt::Display for SmtpStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Connect => "connecting",
            Self::StartTls => "STARTTLS",
            Self::SignIn => "signing in",
            Self::Sender => "MAIL FROM",
            Self::Recipient => "RCPT TO",
            Self::Message => "DATA",
        })
    }
}

/// The reason why an SMTP server did not take a mail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{step}: {reason}")]
pub struct SmtpError {
    /// The step that failed.
    pub step: SmtpStep,
    /// The server's answer, or the failure of the connection.
    pub reason: String,
    /// True if no repeat can help: the server has refused this recipient or this message for good.
    pub(crate) is_final: bool,
}

impl SmtpError {
    pub(crate) fn new(step: SmtpStep, error: &Error) -> Self {
        let answer = error.source().map(ToString::to_string).unwrap_or_default();
        let reason = match error.status() {
            Some(code) => format!("{code} {answer}").replace(['\r', '\n'], " "),
            None => error.to_string(),
        };
        let is_final = error.is_permanent() && is_final(step, error.status().map(u16::from), &answer);
        Self { step, reason: reason.trim_end().to_owned(), is_final }
    }

    pub(crate) fn too_slow(step: SmtpStep) -> Self {
        Self { step, reason: "the server did not answer in time".to_owned(), is_final: false }
    }

    /// A mail that can't be written, or not for this server.
    pub(crate) fn impossible(step: SmtpStep, reason: impl Into<String>) -> Self {
        Self { step, reason: reason.into(), is_final: true }
    }
}

/// Returns true for a permanent refusal of the recipient or the message. A refusal before, or for lack of permission
/// (RFC 3463: X.7), concerns the shop's settings: a repeat helps once they are mended.
fn is_final(step: SmtpStep, code: Option<u16>, answer: &str) -> bool {
    let lacks_permission = matches!(code, Some(530 | 534 | 535 | 538));
    match step {
        SmtpStep::Recipient => !lacks_permission && !answer.starts_with("5.7."),
        SmtpStep::Message => !lacks_permission,
        SmtpStep::Connect | SmtpStep::StartTls | SmtpStep::SignIn | SmtpStep::Sender => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_refusals_of_recipient_and_message_are_final() {
        assert!(is_final(SmtpStep::Recipient, Some(550), "5.1.1 no such user"));
        assert!(is_final(SmtpStep::Recipient, Some(553), "no such domain"));
        assert!(is_final(SmtpStep::Message, Some(552), "5.3.4 too large"));

        assert!(!is_final(SmtpStep::Recipient, Some(554), "5.7.1 relay access denied"));
        assert!(!is_final(SmtpStep::Recipient, Some(530), "authentication required"));
        assert!(!is_final(SmtpStep::SignIn, Some(535), "5.7.8 wrong password"));
        assert!(!is_final(SmtpStep::Sender, Some(550), "5.1.8 sender unknown"));
        assert!(!is_final(SmtpStep::Connect, Some(554), "no SMTP service here"));
    }
}
