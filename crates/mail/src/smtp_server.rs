use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::{Host, Url};

/// The submission port of RFC 6409, and that of RFC 8314 with TLS from the first byte.
const SUBMISSION: u16 = 587;
const SUBMISSIONS: u16 = 465;

/// An SMTP server, with the credentials that it asks for.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) tls: TlsMode,
    pub(crate) credentials: Option<(String, SecretString)>,
}

/// The encryption of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TlsMode {
    /// From the first byte.
    Implicit,
    /// After `STARTTLS`, without which nothing is sent.
    StartTls,
    /// None.
    Off,
}

impl SmtpServer {
    /// Reads `smtps://USER:PASSWORD@HOST:PORT` (TLS), `smtp://…` (STARTTLS, which the server must offer) or
    /// `smtp://…?tls=off`. Without TLS, a password goes to this machine only.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let tls = match (url.scheme(), url.query()) {
            ("smtps", None) => TlsMode::Implicit,
            ("smtp", None) => TlsMode::StartTls,
            ("smtp", Some("tls=off")) => TlsMode::Off,
            _ => return None,
        };
        let host = url.host_str().filter(|host| !host.is_empty())?.trim_matches(['[', ']']).to_owned();
        let credentials = credentials(&url)?;
        let is_open = tls == TlsMode::Off && credentials.is_some() && !is_this_machine(&host);
        let is_bare = matches!(url.path(), "" | "/") && url.fragment().is_none();
        let port = url.port().unwrap_or(if tls == TlsMode::Implicit { SUBMISSIONS } else { SUBMISSION });
        (is_bare && !is_open).then_some(Self { host, port, tls, credentials })
    }
}

/// Returns the user and password, if the address has them; `None` if it has only one of them.
#[expect(clippy::option_option, reason = "no credentials are not wrong ones")]
fn credentials(url: &Url) -> Option<Option<(String, SecretString)>> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().ok().map(|text| text.into_owned());
    match (url.username(), url.password()) {
        ("", None) => Some(None),
        ("", Some(_)) | (_, None) => None,
        (user, Some(password)) => Some(Some((decoded(user)?, decoded(password)?.into()))),
    }
}

fn is_this_machine(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => host == "::1",
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn addresses_say_how_to_connect() {
        let read = |text: &str| {
            let server = SmtpServer::parse(text)?;
            Some((server.host, server.port, server.tls))
        };

        let expected = |host: &str, port, tls| Some((host.to_owned(), port, tls));
        assert_eq!(read("smtps://mail.example"), expected("mail.example", 465, TlsMode::Implicit));
        assert_eq!(read("smtp://mail.example"), expected("mail.example", 587, TlsMode::StartTls));
        assert_eq!(read("smtp://mail.example:25?tls=off"), expected("mail.example", 25, TlsMode::Off));
        assert_eq!(read("smtp://[::1]:25?tls=off"), expected("::1", 25, TlsMode::Off));
        assert_eq!(read("smtp://u:p@[::1]:25?tls=off"), expected("::1", 25, TlsMode::Off));
    }

    #[test]
    fn credentials_are_decoded_and_shown_nowhere() {
        let server = SmtpServer::parse("smtps://shop%40mail.example:p%3Aw%2F@mail.example").unwrap();

        assert!(!format!("{server:?}").contains("p:w/"));
        let (user, password) = server.credentials.unwrap();
        assert_eq!((user.as_str(), password.expose_secret()), ("shop@mail.example", "p:w/"));
    }

    #[test]
    fn other_addresses_are_refused() {
        for text in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://user@mail.example",
            "smtp://:secret@mail.example",
            "smtp://mail.example/inbox",
            "smtp://mail.example?tls=maybe",
            "smtps://mail.example?tls=off",
            "smtp://user:secret@mail.example?tls=off",
        ] {
            assert!(SmtpServer::parse(text).is_none(), "{text}");
        }
    }
}
