use std::fmt;

use serde::{Deserialize, Serialize};

use crate::typed::without_marks;

/// Bytes of the longest address, of its longest part before `@`, and of the longest label of a domain (RFC 5321, section
/// 4.5.3.1, and RFC 1035, section 2.3.4).
const MOST: usize = 254;
const MOST_LOCAL: usize = 64;
const MOST_LABEL: usize = 63;

/// An e-mail address that a mail server can deliver to: a dot-atom (RFC 5322, section 3.2.3) at a domain with a dot.
///
/// Domains may be internationalised. Quoted local parts and literal addresses, which no shopper has, are refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The reason why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailProblem {
    /// It is empty.
    Missing,
    /// It has no `@`, or nothing before it.
    NoAt,
    /// It has more than one `@`.
    SeveralAts,
    /// It has a space or another character that no address has.
    Character(char),
    /// The domain has no dot, or is otherwise malformed.
    Domain,
    /// Dots stand side by side, or at an end of the part before `@`.
    Dots,
    /// It is longer than addresses may be.
    TooLong,
}

impl EmailAddress {
    /// Returns a text, without the spaces around it and with its domain in lower case, as an address.
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        let text = without_marks(text);
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailProblem::Missing);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailProblem::NoAt)?;
        if domain.contains('@') {
            return Err(EmailProblem::SeveralAts);
        }
        check_local(local)?;
        let domain = domain.to_lowercase();
        check_domain(&domain)?;
        match format!("{local}@{domain}") {
            address if address.len() > MOST => Err(EmailProblem::TooLong),
            address => Ok(Self(address)),
        }
    }

    /// Returns the address as it is written, with its domain in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the form in which addresses are compared: no provider tells upper from lower case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

fn check_local(local: &str) -> Result<(), EmailProblem> {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    if local.is_empty() {
        return Err(EmailProblem::NoAt);
    }
    if let Some(c) = local.chars().find(|c| !is_atom(*c)) {
        return Err(EmailProblem::Character(c));
    }
    if local.split('.').any(str::is_empty) {
        return Err(EmailProblem::Dots);
    }
    if local.len() > MOST_LOCAL { Err(EmailProblem::TooLong) } else { Ok(()) }
}

fn check_domain(domain: &str) -> Result<(), EmailProblem> {
    // Marks are letters of Indian scripts.
    let is_label =
        |c: char| c == '-' || c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !c.is_control());
    if let Some(c) = domain.chars().find(|c| *c != '.' && !is_label(*c)) {
        return Err(EmailProblem::Character(c));
    }
    let is_good = |label: &str| {
        !label.is_empty() && label.len() <= MOST_LABEL && !label.starts_with('-') && !label.ends_with('-')
    };
    let (_, last) = domain.rsplit_once('.').ok_or(EmailProblem::Domain)?;
    let has_name = last.chars().count() > 1 && !last.chars().all(|c| c.is_ascii_digit());
    if has_name && domain.split('.').all(is_good) { Ok(()) } else { Err(EmailProblem::Domain) }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailProblem;

    fn try_from(text: String) -> Result<Self, EmailProblem> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for EmailProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the e-mail address is empty"),
            Self::NoAt => f.write_str("an e-mail address is a name, an @ and a domain"),
            Self::SeveralAts => f.write_str("an e-mail address has one @"),
            Self::Character(c) => write!(f, "no e-mail address has the character U+{:04X}", u32::from(*c)),
            Self::Domain => f.write_str("the domain of the e-mail address is malformed"),
            Self::Dots => f.write_str("the e-mail address has a dot at an end or beside another"),
            Self::TooLong => write!(f, "an e-mail address has at most {MOST} bytes"),
        }
    }
}

impl std::error::Error for EmailProblem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_trimmed_and_their_domains_are_lower_case() {
        let cases = [
            (" Amina@Example.COM ", "Amina@example.com", "amina@example.com"),
            ("o'neil+shop@mail.co.uk", "o'neil+shop@mail.co.uk", "o'neil+shop@mail.co.uk"),
            ("info@BÜCHER.de", "info@bücher.de", "info@bücher.de"),
            ("a@xn--bcher-kva.de", "a@xn--bcher-kva.de", "a@xn--bcher-kva.de"),
            ("\u{202A}d@उदाहरण.भारत\u{202C}", "d@उदाहरण.भारत", "d@उदाहरण.भारत"),
            ("a@مثال.إختبار", "a@مثال.إختبار", "a@مثال.إختبار"),
        ];
        for (text, address, key) in cases {
            let parsed = EmailAddress::parse(text).unwrap();
            assert_eq!((parsed.as_str(), parsed.key().as_str()), (address, key));
            assert_eq!(EmailAddress::parse(address).unwrap(), parsed);
        }
    }

    #[test]
    fn texts_that_are_no_addresses_say_why() {
        let long = format!("{}@example.com", "a".repeat(65));
        let longer = format!("a@{}com", "abcdefghij.".repeat(25));
        let cases = [
            ("  ", EmailProblem::Missing),
            ("amina", EmailProblem::NoAt),
            ("@example.com", EmailProblem::NoAt),
            ("a@b@example.com", EmailProblem::SeveralAts),
            ("a b@example.com", EmailProblem::Character(' ')),
            ("a@exa mple.com", EmailProblem::Character(' ')),
            ("a@example,com", EmailProblem::Character(',')),
            ("\"a\"@example.com", EmailProblem::Character('"')),
            ("a@example.com\r\nBcc: b@example.com", EmailProblem::SeveralAts),
            ("a@example.com\r\nBcc", EmailProblem::Character('\r')),
            ("a@localhost", EmailProblem::Domain),
            ("a@example.", EmailProblem::Domain),
            ("a@127.0.0.1", EmailProblem::Domain),
            ("a@-x.com", EmailProblem::Domain),
            (".a@example.com", EmailProblem::Dots),
            ("a..b@example.com", EmailProblem::Dots),
            (long.as_str(), EmailProblem::TooLong),
            (longer.as_str(), EmailProblem::TooLong),
        ];
        for (text, problem) in cases {
            assert_eq!(EmailAddress::parse(text), Err(problem), "{text:?}");
        }
    }
}
