use std::time::{Duration, UNIX_EPOCH};

use lettre::{
    Message,
    error::Error,
    message::{
        MultiPart, SinglePart,
        header::{ContentType, Date, Header, HeaderName, HeaderValue},
    },
};
use types::{Language, Timestamp};

use crate::{Mailbox, MessageId, mailbox::one_line};

/// A mail to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// The sender.
    pub from: Mailbox,
    /// The recipient.
    pub to: Mailbox,
    /// The address for answers, if it is not the sender's.
    pub reply_to: Option<Mailbox>,
    /// The subject, in any script.
    pub subject: String,
    /// The HTML, which says its own language and direction.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// The identity: a repeat has the same.
    pub message_id: MessageId,
    /// The moment of the event that the mail tells of: a repeat has the same.
    pub date: Timestamp,
    /// The language.
    pub language: Language,
}

impl Outgoing {
    /// Returns the message as its bytes are sent: headers, text and HTML.
    pub(crate) fn message(&self) -> Result<Vec<u8>, Error> {
        let builder = Message::builder()
            .from(self.from.written())
            .to(self.to.written())
            .subject(one_line(&self.subject))
            .header(Date::from(UNIX_EPOCH + Duration::from_millis(self.date.0.max(0).unsigned_abs())))
            .message_id(Some(self.message_id.to_string()))
            .header(ContentLanguage(self.language.to_string()))
            .header(AutoSubmitted);
        let builder = match &self.reply_to {
            Some(reply_to) => builder.reply_to(reply_to.written()),
            None => builder,
        };
        let parts = MultiPart::alternative().boundary(self.message_id.boundary());
        let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(in_lines(&self.text));
        let html = SinglePart::builder().header(ContentType::TEXT_HTML).body(in_lines(&self.html));
        Ok(builder.multipart(parts.singlepart(text).singlepart(html))?.formatted())
    }
}

/// Returns the text with one kind of line end, which the encoding then writes as mails do.
fn in_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// `Content-Language` (RFC 3282).
#[derive(Clone, Debug)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// `Auto-Submitted` (RFC 3834): it keeps absence notices from being sent in answer.
#[derive(Clone, Debug)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};

    use super::*;

    fn mail() -> Outgoing {
        let from = Mailbox::new(Some("متجر لُمينا"), "orders@shop.example").unwrap();
        Outgoing {
            message_id: MessageId::new("order-1.placed", &from),
            from,
            to: Mailbox::new(Some("अनिता शर्मा"), "anita@mail.example").unwrap(),
            reply_to: None,
            subject: "تأكيد الطلب AE-1001".to_owned(),
            html: "<p>شكرًا</p>".to_owned(),
            text: "شكرًا".to_owned(),
            date: Timestamp(1_795_000_000_123),
            language: Language::from_code("ar").unwrap(),
        }
    }

    fn written(mail: &Outgoing) -> String {
        String::from_utf8(mail.message().unwrap()).unwrap()
    }

    /// Returns the names of the headers before the first empty line.
    fn header_names(message: &str) -> Vec<String> {
        let (headers, _) = message.split_once("\r\n\r\n").unwrap();
        let lines = headers.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
        lines.map(|line| line.split_once(':').unwrap().0.to_owned()).collect()
    }

    const NAMES: [&str; 9] = [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Content-Language",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
    ];

    #[test]
    fn headers_are_ascii_in_any_script() {
        let message = written(&mail());

        assert_eq!(header_names(&message), NAMES);
        assert!(message.is_ascii(), "{message}");
        assert!(message.contains("Subject: =?utf-8?b?"), "{message}");
        assert!(message.contains("Date: Wed, 18 Nov 2026 "), "{message}");
        assert!(message.contains("Message-ID: <order-1.placed@shop.example>\r\n"), "{message}");
    }

    #[test]
    fn repeat_is_the_same_to_the_byte() {
        assert_eq!(written(&mail()), written(&mail()));
    }

    #[test]
    fn no_value_adds_a_header_or_a_part() {
        let pieces = [
            "\r\n",
            "\n",
            "\r",
            "\0",
            "Bcc: a@b.c",
            "\r\n\r\n<p>",
            "=_order-1.placed",
            "--",
            "س",
            "अ",
            "=?utf-8?q?",
            "\u{2028}",
            ":",
            "a",
            " ",
            "\"",
            "<",
            ">",
            ",",
            "\u{7f}",
        ];
        let mut random = SmallRng::seed_from_u64(17);
        for _ in 0..2_000 {
            let mut text = || -> String {
                (0..random.random_range(0..40)).map(|_| pieces[random.random_range(0..pieces.len())]).collect()
            };
            let mut mail = mail();
            mail.subject = text();
            mail.text = text();
            mail.html = text();
            mail.from = Mailbox::new(Some(&text()), "orders@shop.example").unwrap();
            mail.to = Mailbox::new(Some(&text()), "anita@mail.example").unwrap();
            mail.message_id = MessageId::new(&text(), &mail.from);
            let message = written(&mail);

            let names = header_names(&message);
            assert_eq!(names, NAMES, "{message}");
            assert!(message.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])), "{message}");
            let boundary = format!("\r\n--{}", mail.message_id.boundary());
            assert_eq!(message.matches(&boundary).count(), 3, "{message}");
        }
    }
}
