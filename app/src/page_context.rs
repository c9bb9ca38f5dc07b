//! The input and output of a page: its route and context, and its response.

use std::collections::BTreeSet;

use catalog::ListingIndexCache;
use database::Reader;
use setup::Setup;
use types::Slug;

use crate::{address, site_config::SiteConfig};

/// The page that a canonical path names, its locale aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageRoute {
    /// `/{locale}`
    Home,
    /// `/{locale}/c/{slug}`: a category or a collection.
    Listing(Slug),
    /// `/{locale}/p/{slug}`
    Product(Slug),
    /// `/{locale}/stories`
    Stories,
    /// `/{locale}/countries`
    Countries,
    /// `/{locale}/stories/{slug}`
    Story(Slug),
    /// `/{locale}/pages/{slug}`
    Page(Slug),
    /// Anything else.
    NotFound,
}

impl PageRoute {
    /// Returns the pairs of a query that this page reads, in one order: attributes by their codes, then the rest. All
    /// other pairs are ignored.
    pub fn query_pairs(&self, pairs: &[(String, String)], attributes: &BTreeSet<String>) -> Vec<(String, String)> {
        let names: &[&str] = match self {
            Self::Listing(_) => &types::query::LISTING,
            Self::Product(_) => &[],
            Self::Home | Self::Stories | Self::Story(_) | Self::Page(_) | Self::Countries | Self::NotFound => {
                return Vec::new();
            }
        };
        let rank = |name: &str| match names.iter().position(|known| *known == name) {
            None => attributes.contains(name).then_some(0),
            Some(place) => Some(place + 1),
        };
        let mut ranked: Vec<_> = pairs.iter().filter_map(|pair| Some((rank(&pair.0)?, pair.clone()))).collect();
        ranked.sort_by(|(a, (a_name, _)), (b, (b_name, _))| (a, a_name).cmp(&(b, b_name)));
        ranked.into_iter().map(|(_, pair)| pair).collect()
    }
}

/// Returns a path with a query, if there is any, as the shop's own links write it.
pub fn with_query(path: &str, pairs: &[(String, String)]) -> String {
    address::with_query(path, pairs)
}

/// Everything that a page is rendered from. It has no session, so a page shows nothing of one visitor's.
pub struct PageContext<'a> {
    /// The configuration of the site.
    pub site: &'a SiteConfig,
    /// The shop's setup, in the state that the reader sees.
    pub setup: &'a Setup,
    /// The index behind listings.
    pub listing_indexes: &'a ListingIndexCache,
    /// A consistent view of the database, for one locale at one moment.
    pub reader: &'a mut Reader,
    /// The canonical path, percent-decoded.
    pub path: &'a str,
    /// The query's pairs that the page reads, percent-decoded; see [`PageRoute::query_pairs`].
    pub query: &'a [(String, String)],
}

/// The result of a request for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageResponse {
    /// A page with its status, found or not.
    Page(RenderedPage),
    /// The path that the page has moved to permanently, not percent-encoded. The query stays.
    Redirect(String),
}

/// A rendered HTML document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedPage {
    /// The HTTP status.
    pub status: u16,
    /// The document.
    pub html: String,
    /// Values of `Link` headers: resources that the browser may fetch before it has read the document.
    pub preloads: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stops compiling when [`PageContext`] gets another field, so that a review asks whether the field is one
    /// visitor's.
    #[expect(dead_code, reason = "its compilation is the test")]
    const fn all_that_a_page_is_rendered_from(context: &PageContext<'_>) {
        let PageContext { site: _, setup: _, listing_indexes: _, reader: _, path: _, query: _ } = context;
    }

    #[test]
    fn a_query_is_cut_down_to_what_its_page_reads_in_one_order() {
        let attributes = BTreeSet::from(["colour", "size"].map(str::to_owned));
        let slug = Slug::new("vases").unwrap();
        let cases = [
            (PageRoute::Listing(slug.clone()), "?colour=b&colour=a&size=m&available=1&price-to=9&page=2"),
            (PageRoute::Product(slug.clone()), "?colour=b&colour=a&size=m"),
            (PageRoute::Story(slug), ""),
            (PageRoute::Home, ""),
            (PageRoute::NotFound, ""),
        ];
        let pairs: Vec<_> =
            ["page=2", "size=m", "utm=x", "colour=b", "price-to=9", "available=1", "colour=a", "Size=s"]
                .iter()
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();

        for (route, query) in cases {
            assert_eq!(with_query("", &route.query_pairs(&pairs, &attributes)), query, "{route:?}");
        }
    }
}
