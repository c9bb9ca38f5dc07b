//! `/robots.txt` (RFC 9309).

use crate::site_config::SiteConfig;

/// Writes `/robots.txt`. Crawlers may read everything but listings narrowed by price, which have no end of addresses.
/// Listings narrowed by other filters carry `noindex` in their heads instead.
pub fn robots_txt(site: &SiteConfig) -> String {
    format!(
        "User-agent: *\nDisallow: /*?*price-from=\nDisallow: /*?*price-to=\n\nSitemap: {}/sitemap.xml\n",
        site.origin
    )
}
