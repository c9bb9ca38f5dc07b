//! Fetches pictures by URL for staff: from listed hosts only, and from addresses that are not public only if the
//! settings name them.

use std::{net::SocketAddr, time::Duration};

use axum::{
    body::Bytes,
    http::{
        StatusCode, Uri,
        header::{HOST, LOCATION},
    },
};
use reqwest::{Client, Response, Url};
use tokio::time::timeout;

/// The most time that a fetch may take, redirects included.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most redirects that are followed.
const MOST_REDIRECTS: usize = 3;

/// A host that pictures may be fetched from, as the setting has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureHost {
    /// The name, with the port if it is not the default one.
    name: String,
    /// The address to connect to over HTTP; without it, the name is resolved and the connection uses HTTPS.
    address: Option<SocketAddr>,
}

impl PictureHost {
    /// Parses `NAME`, `NAME:PORT` or `NAME=ADDRESS:PORT`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (name, address) = match text.split_once('=') {
            Some((name, address)) => (name, Some(address.parse().ok()?)),
            None => (text, None),
        };
        let authority: axum::http::uri::Authority = name.parse().ok()?;
        // An IP address is refused: attackers use the many ways to write one.
        let last = authority.host().rsplit('.').next().unwrap_or_default();
        let is_name = last.starts_with(|c: char| c.is_ascii_alphabetic());
        let plain = !name.contains('@') && authority.as_str() == name;
        (is_name && plain).then(|| Self { name: name.to_ascii_lowercase(), address })
    }
}

/// The reason why a picture was not fetched, for the client of the API.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    /// No listed host has the URL.
    #[error(
        "{0} can't be fetched: write https:// and a host that `picture_hosts` lists, or http:// if the setting gives the host's address"
    )]
    NotListed(String),
    /// The host's name resolves to an address that is not public.
    #[error("{0} resolves to an address that is not on the public internet")]
    NotPublic(String),
    /// The host does not answer with a picture.
    #[error("{host} answers with status {status}")]
    Status {
        /// The host.
        host: String,
        /// The status of its answer.
        status: StatusCode,
    },
    /// The host redirects too often.
    #[error("the address redirects more than {MOST_REDIRECTS} times")]
    TooManyRedirects,
    /// The file has more bytes than a picture may have.
    #[error(transparent)]
    TooLarge(#[from] pictures::Refusal),
    /// The host can't be reached, or the connection breaks.
    #[error("{host} can't be reached: {cause}")]
    Unreachable {
        /// The host.
        host: String,
        /// The error.
        cause: String,
    },
}

/// The hosts that pictures may be fetched from.
pub(crate) struct PictureHosts {
    hosts: Vec<PictureHost>,
    client: Client,
}

impl PictureHosts {
    pub(crate) fn new(hosts: Vec<PictureHost>) -> Self {
        Self { hosts, client: http_client::public(PATIENCE) }
    }

    /// Fetches the bytes at a URL. Each redirect is checked like the first URL.
    pub(crate) async fn fetch(&self, address: &str) -> Result<Bytes, FetchError> {
        let late =
            |_| FetchError::Unreachable { host: address.to_owned(), cause: "the fetch took too long".to_owned() };
        timeout(PATIENCE, self.follow(address)).await.map_err(late)?
    }

    async fn follow(&self, address: &str) -> Result<Bytes, FetchError> {
        let mut address = address.to_owned();
        for _ in 0..=MOST_REDIRECTS {
            let target = self.target(&address)?;
            match target.ask(&self.client).await? {
                Asked::Here(bytes) => return Ok(bytes),
                Asked::At(location) => address = redirected(&address, &location),
            }
        }
        Err(FetchError::TooManyRedirects)
    }

    /// Returns the target of a URL, if its host is listed.
    fn target(&self, address: &str) -> Result<Target<'_>, FetchError> {
        let refused = || FetchError::NotListed(shown(address));
        let uri: Uri = address.parse().map_err(|_| refused())?;
        let authority = uri.authority().ok_or_else(refused)?;
        let name = authority.as_str().to_ascii_lowercase();
        let host = self.hosts.iter().find(|host| host.name == name).ok_or_else(refused)?;
        let scheme = if host.address.is_some() { "http" } else { "https" };
        if uri.scheme_str() != Some(scheme) {
            return Err(refused());
        }
        Ok(Target { host, path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned() })
    }
}

struct Target<'a> {
    host: &'a PictureHost,
    path: String,
}

enum Asked {
    Here(Bytes),
    At(String),
}

impl Target<'_> {
    async fn ask(&self, client: &Client) -> Result<Asked, FetchError> {
        let mut request = client.get(self.url());
        if self.host.address.is_some() {
            request = request.header(HOST, &self.host.name);
        }
        let answer = request.send().await.map_err(|error| self.failed(error))?;
        let status = answer.status();
        if status.is_redirection() {
            let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
            return location.map(|location| Asked::At(location.to_owned())).ok_or_else(|| self.status(status));
        }
        if status != StatusCode::OK {
            return Err(self.status(status));
        }
        self.bytes(answer).await.map(Asked::Here)
    }

    /// The address to connect to: of a host with an address of its own that one, and else the name's.
    fn url(&self) -> String {
        match self.host.address {
            Some(address) => format!("http://{address}{}", self.path),
            None => format!("https://{}{}", self.host.name, self.path),
        }
    }

    async fn bytes(&self, mut answer: Response) -> Result<Bytes, FetchError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| self.failed(error))? {
            if bytes.len() + chunk.len() > pictures::MAX_BYTES {
                return Err(pictures::Refusal::TooManyBytes.into());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.into())
    }

    fn status(&self, status: StatusCode) -> FetchError {
        FetchError::Status { host: self.host.name.clone(), status }
    }

    fn failed(&self, error: reqwest::Error) -> FetchError {
        let host = self.host.name.clone();
        if http_client::not_public(&error).is_some() {
            return FetchError::NotPublic(host);
        }
        FetchError::Unreachable { host, cause: http_client::describe(error) }
    }
}

/// Returns the URL that a `Location` in the answer of `address` leads to (RFC 3986, section 5.2). What is no URL stays as
/// it is, and no listed host has it.
fn redirected(address: &str, location: &str) -> String {
    let url = Url::parse(address).and_then(|base| base.join(location));
    url.map_or_else(|_| location.to_owned(), String::from)
}

/// Returns a URL for a message: shortened, and on one line.
fn shown(address: &str) -> String {
    address.chars().filter(|character| !character.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests;
