//! The HTTP client for everything that the shop asks of other servers: `reqwest`, made in one place.
//!
//! It trusts the certificate authorities that browsers trust, follows no redirect by itself, and reads no proxy from the
//! environment. [`trusted`] is for addresses from the settings; [`public`] is for addresses that somebody has typed, and
//! connects to none inside of a network.

mod address;
mod resolver;

use std::{error::Error as StdError, time::Duration};

use reqwest::{Client, ClientBuilder, redirect::Policy};
use rustls::{ClientConfig, RootCertStore};

pub use resolver::NotPublic;

/// The time that a server may take to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Returns a client for addresses from the settings, which may lie in the shop's own network. `timeout` is the time from a
/// request to the end of its answer.
///
/// # Panics
/// If the TLS library does not know its own protocol versions.
pub fn trusted(timeout: Duration) -> Client {
    build(Client::builder().timeout(timeout))
}

/// Returns a client for addresses from elsewhere: a name that leads to an address which is not public fails with
/// [`NotPublic`]. Addresses written as numbers are not looked up and pass; the caller refuses them.
///
/// # Panics
/// If the TLS library does not know its own protocol versions.
pub fn public(timeout: Duration) -> Client {
    build(Client::builder().timeout(timeout).dns_resolver(resolver::PublicResolver))
}

fn build(builder: ClientBuilder) -> Client {
    builder
        .tls_backend_preconfigured(tls())
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIMEOUT)
        .build()
        .expect("the TLS configuration is complete")
}

fn tls() -> ClientConfig {
    let provider = rustls::crypto::ring::default_provider();
    ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .expect("the provider knows the present versions of TLS")
        .with_root_certificates(RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()))
        .with_no_client_auth()
}

/// Returns the address that a request was refused for, if [`public`] refused it.
pub fn not_public(error: &reqwest::Error) -> Option<&NotPublic> {
    sources(error).find_map(|source| source.downcast_ref())
}

/// Returns what went wrong, from the request down to the network, without the address, which may hold a secret.
pub fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    sources(&error).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn sources<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIMEOUT: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn name_that_leads_into_the_network_is_refused_before_a_connection() {
        let refused = public(TIMEOUT).get("http://localhost:1/").send().await.unwrap_err();

        assert_eq!(
            not_public(&refused).map(ToString::to_string).unwrap(),
            "localhost leads to an address that is not public"
        );
    }

    #[tokio::test]
    async fn address_of_the_settings_may_lie_in_the_network() {
        let refused = trusted(TIMEOUT).get("http://localhost:1/secret").send().await.unwrap_err();

        assert!(not_public(&refused).is_none());
        let told = describe(refused);
        assert!(told.contains("Connection refused") && !told.contains("secret"), "{told}");
    }
}
