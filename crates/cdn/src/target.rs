use std::fmt;

use http::Uri;

use crate::CdnProvider;

/// The merchant's service at a CDN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CdnTarget {
    /// The provider.
    pub provider: CdnProvider,
    /// The service, zone, distribution or pull zone; for Varnish the addresses of its servers, separated by commas.
    pub name: String,
}

impl CdnTarget {
    /// Reads `PROVIDER:NAME`, such as `fastly:SU1Z0isxPaozGVKXdv0eY` or
    /// `varnish:http://10.0.0.2:6081,http://10.0.0.3:6081`.
    pub fn parse(text: &str) -> Option<Self> {
        let (provider, name) = text.split_once(':')?;
        let provider = CdnProvider::ALL.into_iter().find(|known| known.name() == provider)?;
        let is_valid = match provider {
            CdnProvider::Varnish => name.split(',').all(is_server),
            CdnProvider::Fastly | CdnProvider::Cloudflare | CdnProvider::CloudFront | CdnProvider::Bunny => {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
        };
        is_valid.then(|| Self { provider, name: name.to_owned() })
    }
}

impl fmt::Display for CdnTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.provider.name(), self.name)
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
    fn only_valid_targets_are_read() {
        for good in [
            "fastly:SU1Z0isxPaozGVKXdv0eY",
            "cloudflare:023e105f4ecef8ad9ca31a8372d0c353",
            "cloudfront:EDFDVBD6EXAMPLE",
            "bunny:12345",
            "varnish:http://127.0.0.1:6081",
            "varnish:http://10.0.0.2:6081,http://[::1]:6081",
        ] {
            assert_eq!(CdnTarget::parse(good).map(|target| target.to_string()).as_deref(), Some(good));
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
            assert_eq!(CdnTarget::parse(bad), None, "{bad}");
        }
    }
}
