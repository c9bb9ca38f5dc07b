use std::fmt;

use axum::http::Uri;
use page_cache::Dialect;

/// Which network stands in front of the shop, and what the shop is called there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgeAddress {
    /// How it is spoken to.
    pub(crate) dialect: Dialect,
    /// The service, zone, distribution or pull zone; of Varnish the addresses of its servers.
    pub(crate) target: String,
}

impl EdgeAddress {
    /// Reads `NETWORK:NAME`, such as `fastly:SU1Z0isxPaozGVKXdv0eY` or `varnish:http://10.0.0.2:6081,http://10.0.0.3:6081`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (network, target) = text.split_once(':')?;
        let dialect = Dialect::ALL.into_iter().find(|dialect| dialect.name() == network)?;
        let is_name = !target.is_empty() && target.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_known = match dialect {
            Dialect::Varnish => target.split(',').all(is_server),
            Dialect::Fastly | Dialect::Cloudflare | Dialect::CloudFront | Dialect::Bunny => is_name,
        };
        is_known.then(|| Self { dialect, target: target.to_owned() })
    }
}

impl fmt::Display for EdgeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.dialect.name(), self.target)
    }
}

fn is_server(address: &str) -> bool {
    let uri: Option<Uri> = address.parse().ok();
    uri.is_some_and(|uri| {
        let plain = uri.scheme_str() == Some("http") && uri.query().is_none();
        plain && uri.authority().is_some() && uri.path() == "/" && !address.ends_with('/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_network_could_be_is_one() {
        for good in [
            "fastly:SU1Z0isxPaozGVKXdv0eY",
            "cloudflare:023e105f4ecef8ad9ca31a8372d0c353",
            "cloudfront:EDFDVBD6EXAMPLE",
            "bunny:12345",
            "varnish:http://127.0.0.1:6081",
            "varnish:http://10.0.0.2:6081,http://[::1]:6081",
        ] {
            assert_eq!(EdgeAddress::parse(good).map(|edge| edge.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "fastly",
            "fastly:",
            "akamai:1",
            "bunny:1/2",
            "cloudflare:a b",
            "varnish:10.0.0.2",
            "varnish:https://a",
            "varnish:http://a/",
            "varnish:http://a,",
        ] {
            assert_eq!(EdgeAddress::parse(bad), None, "{bad}");
        }
    }
}
