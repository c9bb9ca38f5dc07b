//! What a page is asked, and what it answers.

use catalog::Shelves;
use database::Reader;
use types::Slug;

use crate::site::Site;

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

/// One request for a public page. There is no session in it, so a page can show nothing of anybody's.
pub struct Visit<'a> {
    /// What does not change while the server runs.
    pub site: &'a Site,
    /// The index behind listings.
    pub shelves: &'a Shelves,
    /// The shop, as this visit sees it.
    pub reader: &'a mut Reader,
    /// The canonical path, percent-decoded.
    pub path: &'a str,
    /// The query's pairs, percent-decoded, in their order.
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
