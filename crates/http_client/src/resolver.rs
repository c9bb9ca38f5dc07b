use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::address::is_public;

/// A name leads to an address that is not on the public internet.
#[derive(Debug, thiserror::Error)]
#[error("{name} leads to an address that is not public")]
pub struct NotPublic {
    name: String,
}

/// Looks names up as the system does, and refuses those that lead into a network. The addresses that were looked at are the
/// ones that are connected to, so that a second answer of the name server changes nothing.
#[derive(Debug)]
pub(crate) struct PublicResolver;

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let name = name.as_str().to_owned();
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            // One that is not public among them is enough to trust none.
            if found.iter().all(|address| is_public(address.ip())) {
                Ok(Box::new(found.into_iter()) as Addrs)
            } else {
                Err(NotPublic { name }.into())
            }
        })
    }
}
