use std::time::Duration;

use bytes::Bytes;
use database::CacheKey;
use http::Request;
use types::Timestamp;

use crate::{
    Tag,
    account::{Account, PurgeRequestError},
};

mod bunny;
mod cloudflare;
mod cloudfront;
mod fastly;
mod varnish;

/// A content delivery network that caches pages by tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CdnProvider {
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

/// The names and limits of a provider.
pub(crate) struct Profile {
    /// Its name in the settings.
    name: &'static str,
    /// The base URL of its purge API; empty where the target itself is the address.
    api: &'static str,
    /// The header with a page's tags, and the separator between them.
    tag_header: (&'static str, &'static str),
    /// Most tags of a page.
    tags_per_page: usize,
    /// Most tags of a purge request.
    tags_per_request: usize,
    /// The header that sets the lifetime for this CDN alone; none if it reads `Cache-Control` like every shared cache.
    lifetime_header: Option<&'static str>,
}

/// The longest lifetime of a page, in seconds. It bounds the damage of a lost purge.
const LONGEST_LIFETIME: i64 = 86_400;

impl CdnProvider {
    /// Every provider.
    pub const ALL: [Self; 5] = [Self::Fastly, Self::Cloudflare, Self::CloudFront, Self::Bunny, Self::Varnish];

    const fn profile(self) -> &'static Profile {
        match self {
            Self::Fastly => &fastly::PROFILE,
            Self::Cloudflare => &cloudflare::PROFILE,
            Self::CloudFront => &cloudfront::PROFILE,
            Self::Bunny => &bunny::PROFILE,
            Self::Varnish => &varnish::PROFILE,
        }
    }

    /// Returns the name that the settings use.
    pub const fn name(self) -> &'static str {
        self.profile().name
    }

    /// Returns the base URL of the purge API.
    pub(crate) const fn api(self) -> &'static str {
        self.profile().api
    }

    /// Returns the header with a page's tags, and its value.
    pub fn tags(self, keys: &[CacheKey]) -> (&'static str, String) {
        let Profile { tag_header: (header, separator), tags_per_page, .. } = self.profile();
        let tags = Tag::of_page(keys, *tags_per_page);
        (header, tags.iter().map(Tag::as_str).collect::<Vec<_>>().join(separator))
    }

    /// Returns the header that sets the lifetime for the CDN alone; none if it reads `Cache-Control` like every shared
    /// cache.
    pub const fn lifetime_header(self) -> Option<&'static str> {
        self.profile().lifetime_header
    }

    /// Returns the directives for a page that is fresh for `left` more milliseconds, or for as long as nothing is
    /// written. Seconds are rounded down, so that no page outlives its moment. While the shop can't be reached, the CDN
    /// may serve the page for `stale_if_error` longer.
    pub fn lifetime(self, left: Option<i64>, stale_if_error: Duration) -> String {
        let seconds = left.map_or(LONGEST_LIFETIME, |left| left.div_euclid(1000)).clamp(0, LONGEST_LIFETIME);
        let age = if self.lifetime_header().is_some() { "max-age" } else { "s-maxage" };
        format!("{age}={seconds}, stale-if-error={}", stale_if_error.as_secs())
    }

    /// Builds the requests that purge every page with one of these tags, within the provider's limits.
    pub(crate) fn purge_requests(
        self,
        account: &Account,
        tags: &[Tag],
        at: Timestamp,
    ) -> Result<Vec<Request<Bytes>>, PurgeRequestError> {
        let batches = tags.chunks(self.profile().tags_per_request);
        match self {
            Self::Fastly => batches.map(|tags| fastly::purge(account, tags)).collect(),
            Self::Cloudflare => batches.map(|tags| cloudflare::purge(account, tags)).collect(),
            Self::CloudFront => batches.map(|tags| cloudfront::purge(account, tags, at)).collect(),
            Self::Bunny => tags.iter().map(|tag| bunny::purge(account, *tag)).collect(),
            Self::Varnish => {
                let servers = account.target_name().split(',');
                servers.flat_map(|server| batches.clone().map(move |tags| varnish::purge(server, tags))).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lifetime_exceeds_the_moment_at_which_the_page_changes() {
        let lifetime = |left| CdnProvider::Fastly.lifetime(left, Duration::from_secs(60));

        assert_eq!(lifetime(Some(1999)), "max-age=1, stale-if-error=60");
        assert_eq!(lifetime(Some(999)), "max-age=0, stale-if-error=60");
        assert_eq!(lifetime(Some(-5)), "max-age=0, stale-if-error=60");
        assert_eq!(lifetime(Some(i64::MAX)), "max-age=86400, stale-if-error=60");
        assert_eq!(lifetime(None), "max-age=86400, stale-if-error=60");
        assert_eq!(CdnProvider::Bunny.lifetime(None, Duration::ZERO), "s-maxage=86400, stale-if-error=0");
    }

    #[test]
    fn no_page_has_more_tags_than_its_provider_takes() {
        let keys: Vec<_> = (0..5000).map(|id| CacheKey::row("product", id)).collect();
        for provider in CdnProvider::ALL {
            let (header, value) = provider.tags(&keys);
            assert_eq!(value.split([' ', ',']).count(), 2, "{header}");
            let (_, value) = provider.tags(&keys[..40]);
            assert_eq!(value.split([' ', ',']).count(), 41, "{header}");
            let (_, value) = provider.tags(&keys[..440]);
            assert!(value.len() < 16_000, "{header}: {}", value.len());
        }
    }
}
