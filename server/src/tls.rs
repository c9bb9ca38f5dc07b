//! How the shop speaks TLS to others: with the roots that browsers trust.

use std::{io, sync::Arc};

use hyper_rustls::ConfigBuilderExt as _;
use rustls::{ClientConfig, pki_types::ServerName};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

/// What a client is made with.
pub(crate) fn client() -> ClientConfig {
    let provider = rustls::crypto::ring::default_provider();
    ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .expect("the provider knows the present versions of TLS")
        .with_webpki_roots()
        .with_no_client_auth()
}

/// Proves over a connection that a host of this name is at its other end.
pub(crate) async fn connect(name: String, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
    let name = ServerName::try_from(name).map_err(io::Error::other)?;
    TlsConnector::from(Arc::new(client())).connect(name, stream).await
}
