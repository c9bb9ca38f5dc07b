//! Pictures that staff have fetched from elsewhere: from listed hosts only, and never from inside the network that the
//! shop runs in, unless the settings say so.

mod public;

use std::{fmt, net::SocketAddr, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{
        Request, StatusCode, Uri,
        header::{HOST, LOCATION},
    },
};
use http_body_util::{BodyExt as _, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};

use crate::tls;

/// How long a picture may take to come, redirects included.
const PATIENCE: Duration = Duration::from_secs(20);
/// Redirects that are followed.
const MOST_REDIRECTS: usize = 3;

/// A host that pictures may come from, as the setting writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureHost {
    /// Its name, and the port where it is not the usual one.
    name: String,
    /// The one address it is asked at, over HTTP; without it, whatever its name leads to, over HTTPS.
    address: Option<SocketAddr>,
}

impl PictureHost {
    /// `NAME`, `NAME:PORT` or `NAME=ADDRESS:PORT`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (name, address) = match text.split_once('=') {
            Some((name, address)) => (name, Some(address.parse().ok()?)),
            None => (text, None),
        };
        let authority: axum::http::uri::Authority = name.parse().ok()?;
        // A number is no name: in how many ways it can be written is what attackers play with.
        let last = authority.host().rsplit('.').next().unwrap_or_default();
        let is_name = last.starts_with(|c: char| c.is_ascii_alphabetic());
        let plain = !name.contains('@') && authority.as_str() == name;
        (is_name && plain).then(|| Self { name: name.to_ascii_lowercase(), address })
    }
}

/// Why a picture was not fetched, for whoever asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    /// The address is none that is fetched from.
    #[error("{0} is not fetched from: ask whoever runs the shop to add its host to `picture_hosts`")]
    NotListed(String),
    /// The host's name leads into a network.
    #[error("{0} leads to an address that is not on the public internet")]
    NotPublic(String),
    /// It answers something else than a picture.
    #[error("{host} answers with status {status}")]
    Status {
        /// Who.
        host: String,
        /// What.
        status: StatusCode,
    },
    /// It sends from one address to the next.
    #[error("the address redirects more than {MOST_REDIRECTS} times")]
    TooManyRedirects,
    /// More bytes than a picture may have.
    #[error(transparent)]
    TooLarge(#[from] pictures::Refusal),
    /// It can't be reached, or breaks off.
    #[error("{host} can't be reached: {cause}")]
    Unreachable {
        /// Who.
        host: String,
        /// What went wrong.
        cause: String,
    },
}

/// The hosts that pictures may come from.
pub(crate) struct PictureHosts(Vec<PictureHost>);

impl PictureHosts {
    pub(crate) const fn new(hosts: Vec<PictureHost>) -> Self {
        Self(hosts)
    }

    /// The bytes at an address; each redirect is looked at as the first address was.
    pub(crate) async fn fetch(&self, address: &str) -> Result<Bytes, FetchError> {
        let late = |_| FetchError::Unreachable { host: address.to_owned(), cause: "it takes too long".to_owned() };
        timeout(PATIENCE, self.follow(address)).await.map_err(late)?
    }

    async fn follow(&self, address: &str) -> Result<Bytes, FetchError> {
        let mut address = address.to_owned();
        for _ in 0..=MOST_REDIRECTS {
            let target = self.target(&address)?;
            match target.ask().await? {
                Asked::Here(bytes) => return Ok(bytes),
                Asked::At(location) => address = target.beside(&location),
            }
        }
        Err(FetchError::TooManyRedirects)
    }

    /// What an address asks for, if it is one of a listed host.
    fn target(&self, address: &str) -> Result<Target<'_>, FetchError> {
        let refused = || FetchError::NotListed(shown(address));
        let uri: Uri = address.parse().map_err(|_| refused())?;
        let authority = uri.authority().ok_or_else(refused)?;
        let name = authority.as_str().to_ascii_lowercase();
        let host = self.0.iter().find(|host| host.name == name).ok_or_else(refused)?;
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
    async fn ask(&self) -> Result<Asked, FetchError> {
        let stream = TcpStream::connect(self.address().await?).await.map_err(|error| self.unreachable(error))?;
        if self.host.address.is_some() {
            return self.ask_over(stream).await;
        }
        let name = self.domain().to_owned();
        let stream = tls::connect(name, stream).await.map_err(|error| self.unreachable(error))?;
        self.ask_over(stream).await
    }

    /// Where to connect: the name is resolved once, and what was looked at is what is connected to.
    async fn address(&self) -> Result<SocketAddr, FetchError> {
        if let Some(address) = self.host.address {
            return Ok(address);
        }
        let port = self.host.name.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(443);
        let found = tokio::net::lookup_host((self.domain(), port)).await.map_err(|error| self.unreachable(error))?;
        let addresses: Vec<SocketAddr> = found.collect();
        // One that is not public among them is enough to trust none.
        match addresses.first() {
            Some(first) if addresses.iter().all(|address| public::is_public(address.ip())) => Ok(*first),
            Some(_) => Err(FetchError::NotPublic(self.host.name.clone())),
            None => Err(self.unreachable("its name leads nowhere")),
        }
    }

    fn domain(&self) -> &str {
        self.host.name.split(':').next().unwrap_or_default()
    }

    async fn ask_over(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    ) -> Result<Asked, FetchError> {
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|error| self.unreachable(error))?;
        let request = Request::get(&self.path).header(HOST, &self.host.name).body(Body::empty());
        let request = request.map_err(|error| self.unreachable(error))?;
        let talk = async {
            let answer = sender.send_request(request).await.map_err(|error| self.unreachable(error))?;
            let status = answer.status();
            if status.is_redirection() {
                let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
                return location.map(|location| Asked::At(location.to_owned())).ok_or_else(|| self.status(status));
            }
            if status != StatusCode::OK {
                return Err(self.status(status));
            }
            let body = Limited::new(answer.into_body(), pictures::MAX_BYTES).collect().await;
            match body {
                Ok(whole) => Ok(Asked::Here(whole.to_bytes())),
                Err(error) if error.is::<http_body_util::LengthLimitError>() => {
                    Err(pictures::Refusal::TooManyBytes.into())
                }
                Err(error) => Err(self.unreachable(error)),
            }
        };
        // The connection is driven while it is needed, and no longer.
        tokio::pin!(talk, connection);
        tokio::select! {
            asked = &mut talk => asked,
            ended = &mut connection => {
                ended.map_err(|error| self.unreachable(error))?;
                talk.await
            }
        }
    }

    fn status(&self, status: StatusCode) -> FetchError {
        FetchError::Status { host: self.host.name.clone(), status }
    }

    fn unreachable(&self, cause: impl fmt::Display) -> FetchError {
        FetchError::Unreachable { host: self.host.name.clone(), cause: cause.to_string() }
    }

    /// A redirect's address: whole, or a path on the same host.
    fn beside(&self, location: &str) -> String {
        if location.starts_with('/') && !location.starts_with("//") {
            let scheme = if self.host.address.is_some() { "http" } else { "https" };
            return format!("{scheme}://{}{location}", self.host.name);
        }
        location.to_owned()
    }
}

/// What somebody else wrote, in a message: short and on one line.
fn shown(address: &str) -> String {
    address.chars().filter(|character| !character.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests;
