use lettre::{Address, message::Mailbox as Written};
use url::Host;

/// An e-mail address with or without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    name: Option<String>,
    address: Address,
}

/// The reason why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an e-mail address")]
pub struct MailboxError;

impl Mailbox {
    /// Returns the mailbox with this address. A domain in any script becomes ASCII (Punycode). Control characters of the name
    /// become spaces.
    ///
    /// # Errors
    ///
    /// If the address is none.
    pub fn new(name: Option<&str>, address: &str) -> Result<Self, MailboxError> {
        let (local, domain) = address.trim().rsplit_once('@').ok_or(MailboxError)?;
        let domain = Host::parse(domain).map_err(|_| MailboxError)?.to_string();
        let address = Address::new(local, domain).map_err(|_| MailboxError)?;
        Ok(Self { name: name.map(one_line).filter(|name| !name.is_empty()), address })
    }

    /// Reads `orders@shop.example` or `Shop <orders@shop.example>`.
    ///
    /// # Errors
    ///
    /// If the address is none.
    pub fn parse(text: &str) -> Result<Self, MailboxError> {
        match text.trim().strip_suffix('>') {
            None => Self::new(None, text),
            Some(text) => {
                let (name, address) = text.rsplit_once('<').ok_or(MailboxError)?;
                Self::new(Some(name.trim().trim_matches('"')), address)
            }
        }
    }

    /// Returns this mailbox, with `name` if it has none.
    #[must_use]
    pub fn or_named(self, name: &str) -> Self {
        Self { name: self.name.or_else(|| Some(one_line(name))), ..self }
    }

    /// Returns the address without the name.
    pub fn address(&self) -> &str {
        self.address.as_ref()
    }

    /// Returns the domain of the address, in ASCII.
    pub fn domain(&self) -> &str {
        self.address.domain()
    }

    pub(crate) const fn envelope_address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn written(&self) -> Written {
        Written::new(self.name.clone(), self.address.clone())
    }
}

/// Returns the text with each run of white space and control characters as one space.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_and_without_a_name() {
        let plain = Mailbox::parse("orders@shop.example").unwrap();
        let named = Mailbox::parse("Shop, \u{5d2}\u{5d2} <orders@shop.example>").unwrap();

        assert_eq!(plain.address(), "orders@shop.example");
        assert_eq!(named.name.as_deref(), Some("Shop, \u{5d2}\u{5d2}"));
        assert_eq!(plain.or_named("متجر").name.as_deref(), Some("متجر"));
        assert_eq!(named.clone().or_named("other"), named);
    }

    #[test]
    fn domains_of_any_script_become_ascii() {
        let mailbox = Mailbox::new(None, "info@münchen.example").unwrap();

        assert_eq!(mailbox.address(), "info@xn--mnchen-3ya.example");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "shop", "@shop.example", "a@", "a b@shop.example", "a@b c", "a@b>", "a<b@c", "a@b\r\nBcc: c@d"]
        {
            assert_eq!(Mailbox::parse(text), Err(MailboxError), "{text}");
        }
    }
}
