use std::fmt;

use crate::Mailbox;

/// The identity of a mail, the same however often it is sent: its `Message-ID` (RFC 5322, section 3.6.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageId(String);

impl MessageId {
    /// Returns the identity of the mail about `event`, a name that no other mail of this sender has. Characters that a
    /// `Message-ID` does not take become hyphens.
    pub fn new(event: &str, sender: &Mailbox) -> Self {
        let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
        let event: String = event.chars().map(|letter| if is_plain(&letter) { letter } else { '-' }).collect();
        Self(format!("{}@{}", event.trim_matches('.'), sender.domain()))
    }

    /// Returns the boundary between the parts of the message. No encoded part contains it: both encodings write `=` otherwise.
    pub(crate) fn boundary(&self) -> String {
        let plain = self.0.replace('@', "_");
        // RFC 2046, section 5.1.1: at most 70 characters.
        let start = plain.len().saturating_sub(60);
        format!("=_{}", &plain[start..])
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "<{}>", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_is_one_word_whatever_the_event_is_called() {
        let sender = Mailbox::new(None, "orders@shop.example").unwrap();
        let id = |event| MessageId::new(event, &sender).to_string();

        assert_eq!(id("order-0192.placed"), "<order-0192.placed@shop.example>");
        assert_eq!(id("a b>\r\nBcc: x@y"), "<a-b---Bcc--x-y@shop.example>");
    }

    #[test]
    fn boundary_has_at_most_seventy_characters() {
        let sender = Mailbox::new(None, "orders@shop.example").unwrap();

        assert!(MessageId::new(&"x".repeat(200), &sender).boundary().len() <= 70);
    }
}
