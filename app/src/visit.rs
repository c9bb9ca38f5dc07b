//! What a page is asked, and what it answers.

use std::collections::BTreeSet;

use catalog::Shelves;
use database::Reader;
use types::Slug;

use crate::{address, site_config::SiteConfig};

/// What an address asks for, its locale aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/{locale}`
    Home,
    /// `/{locale}/c/{slug}`: a category or a collection.
    Listing(Slug),
    /// `/{locale}/p/{slug}`
    Product(Slug),
    /// `/{locale}/stories`
    Stories,
    /// `/{locale}/stories/{slug}`
    Story(Slug),
    /// `/{locale}/pages/{slug}`
    Page(Slug),
    /// Anything else.
    NotFound,
}

impl Route {
    /// Of a query's pairs those that this page reads, in one order: attributes by their codes, then the rest. Whatever
    /// else a query says changes nothing.
    pub fn listed(&self, pairs: &[(String, String)], attributes: &BTreeSet<String>) -> Vec<(String, String)> {
        let names: &[&str] = match self {
            Self::Listing(_) => &types::query::LISTING,
            Self::Product(_) => &[],
            Self::Home | Self::Stories | Self::Story(_) | Self::Page(_) | Self::NotFound => return Vec::new(),
        };
        let rank = |name: &str| match names.iter().position(|known| *known == name) {
            None => attributes.contains(name).then_some(0),
            Some(place) => Some(place + 1),
        };
        let mut listed: Vec<_> = pairs.iter().filter_map(|pair| Some((rank(&pair.0)?, pair.clone()))).collect();
        listed.sort_by(|(a, (a_name, _)), (b, (b_name, _))| (a, a_name).cmp(&(b, b_name)));
        listed.into_iter().map(|(_, pair)| pair).collect()
    }
}

/// A path with a query, if there is any, as the shop's own links write it.
pub fn with_query(path: &str, pairs: &[(String, String)]) -> String {
    address::with_query(path, pairs)
}

/// One request for a public page. There is no session in it, so a page can show nothing of anybody's.
pub struct Visit<'a> {
    /// What does not change while the server runs.
    pub site: &'a SiteConfig,
    /// The index behind listings.
    pub shelves: &'a Shelves,
    /// The shop, as this visit sees it.
    pub reader: &'a mut Reader,
    /// The canonical path, percent-decoded.
    pub path: &'a str,
    /// The query's listed pairs, percent-decoded; see [`Route::listed`].
    pub query: &'a [(String, String)],
}

/// What a visit gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A page.
    Page(RenderedPage),
    /// The path that it has moved to for good, not percent-encoded; the query stays.
    Moved(String),
}

/// A whole page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedPage {
    /// The HTTP status.
    pub status: u16,
    /// The document.
    pub html: String,
    /// Values of `Link` headers: what the browser may fetch before it has read the page.
    pub preloads: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does not compile once a visit knows more: who adds a field has to come by here, and nothing of one visitor may be
    /// among what a page is rendered from.
    #[expect(dead_code, reason = "it proves something by being compiled")]
    const fn all_that_a_page_is_rendered_from(visit: &Visit<'_>) {
        let Visit { site: _, shelves: _, reader: _, path: _, query: _ } = visit;
    }

    #[test]
    fn a_query_is_cut_down_to_what_its_page_reads_in_one_order() {
        let attributes = BTreeSet::from(["colour", "size"].map(str::to_owned));
        let slug = Slug::new("vases").unwrap();
        let cases = [
            (Route::Listing(slug.clone()), "?colour=b&colour=a&size=m&available=1&price-to=9&page=2"),
            (Route::Product(slug.clone()), "?colour=b&colour=a&size=m"),
            (Route::Story(slug), ""),
            (Route::Home, ""),
            (Route::NotFound, ""),
        ];
        let pairs: Vec<_> =
            ["page=2", "size=m", "utm=x", "colour=b", "price-to=9", "available=1", "colour=a", "Size=s"]
                .iter()
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();

        for (route, query) in cases {
            assert_eq!(with_query("", &route.listed(&pairs, &attributes)), query, "{route:?}");
        }
    }
}
