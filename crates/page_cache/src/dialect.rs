use std::time::Duration;

use database::CacheKey;

use crate::Tag;

/// How a content delivery network is told how long it may keep a page, and what the page depends on.
///
/// Sources: Fastly, "Surrogate-Key" and "Surrogate-Control"; Cloudflare, "Purge cache by cache-tags" and
/// "CDN-Cache-Control"; Amazon CloudFront, "Invalidating content by cache tags"; bunny.net, "Purge Cache"; Varnish,
/// `vmod_xkey`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Fastly.
    Fastly,
    /// Cloudflare.
    Cloudflare,
    /// Amazon CloudFront, with `CacheTagConfig` naming the header `cache-tag`.
    CloudFront,
    /// bunny.net.
    Bunny,
    /// Varnish with xkey, or any cache that is set up to read the same headers.
    Varnish,
}

/// How long a page that changes neither by itself nor by a write is kept: a purge that got lost is over after that.
const LONGEST: i64 = 86_400;

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 5] = [Self::Fastly, Self::Cloudflare, Self::CloudFront, Self::Bunny, Self::Varnish];

    /// As the configuration writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fastly => "fastly",
            Self::Cloudflare => "cloudflare",
            Self::CloudFront => "cloudfront",
            Self::Bunny => "bunny",
            Self::Varnish => "varnish",
        }
    }

    /// The header with a page's tags, and its value.
    pub fn tags(self, keys: &[CacheKey]) -> (&'static str, String) {
        let (header, separator, most) = self.tag_header();
        let tags = Tag::of_page(keys, most);
        (header, tags.iter().map(Tag::as_str).collect::<Vec<_>>().join(separator))
    }

    /// Header, separator, and most tags. Fastly and Cloudflare take 16 KiB; Varnish takes 8 KiB of a header by default,
    /// and proxies as much of all headers, of which tags may have half; CloudFront counts to 50, and bunny.net names no
    /// limit.
    const fn tag_header(self) -> (&'static str, &'static str, usize) {
        match self {
            Self::Fastly => ("surrogate-key", " ", 1000),
            Self::Cloudflare => ("cache-tag", ",", 1000),
            Self::CloudFront => ("cache-tag", ",", 50),
            Self::Bunny => ("cdn-tag", ",", 50),
            Self::Varnish => ("xkey", " ", 450),
        }
    }

    /// The header by which the network alone is told how long it may keep a page; none if it reads `Cache-Control` like
    /// every other shared cache.
    pub const fn lifetime_header(self) -> Option<&'static str> {
        match self {
            Self::Fastly | Self::Varnish => Some("surrogate-control"),
            Self::Cloudflare => Some("cloudflare-cdn-cache-control"),
            Self::CloudFront | Self::Bunny => None,
        }
    }

    /// How long the network may keep a page that stops being right by itself in `left` milliseconds, if it does. Seconds
    /// are rounded down: nothing is kept beyond its moment. Where the shop can't be reached, it may be shown for
    /// `stale_if_error` longer.
    pub fn lifetime(self, left: Option<i64>, stale_if_error: Duration) -> String {
        let seconds = left.map_or(LONGEST, |left| left.div_euclid(1000)).clamp(0, LONGEST);
        let age = if self.lifetime_header().is_some() { "max-age" } else { "s-maxage" };
        format!("{age}={seconds}, stale-if-error={}", stale_if_error.as_secs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_kept_beyond_the_moment_at_which_it_changes() {
        let lifetime = |left| Dialect::Fastly.lifetime(left, Duration::from_secs(60));

        assert_eq!(lifetime(Some(1999)), "max-age=1, stale-if-error=60");
        assert_eq!(lifetime(Some(999)), "max-age=0, stale-if-error=60");
        assert_eq!(lifetime(Some(-5)), "max-age=0, stale-if-error=60");
        assert_eq!(lifetime(Some(i64::MAX)), "max-age=86400, stale-if-error=60");
        assert_eq!(lifetime(None), "max-age=86400, stale-if-error=60");
        assert_eq!(Dialect::Bunny.lifetime(None, Duration::ZERO), "s-maxage=86400, stale-if-error=0");
    }

    #[test]
    fn no_page_has_more_tags_than_its_network_takes() {
        let keys: Vec<_> = (0..5000).map(|id| CacheKey::row("product", id)).collect();
        for dialect in Dialect::ALL {
            let (header, value) = dialect.tags(&keys);
            assert_eq!(value.split([' ', ',']).count(), 2, "{header}");
            let (_, value) = dialect.tags(&keys[..40]);
            assert_eq!(value.split([' ', ',']).count(), 41, "{header}");
            let (_, value) = dialect.tags(&keys[..440]);
            assert!(value.len() < 16_000, "{header}: {}", value.len());
        }
    }
}
