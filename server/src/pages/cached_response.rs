//! Responses in the page cache: a page with its representations in every requested encoding, or a redirect.

mod representation;
mod cache_lookup;

use std::{sync::OnceLock, time::Duration};

use app::page_context::RenderedPage;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Response, StatusCode},
};
use page_cache::{CacheWeight, PageCache};

use crate::{
    Route,
    files::Encoding,
    http::{
        compression::{Quality, WORTH_COMPRESSING, accepted, smaller},
        problem::Problem,
    },
    pages::popularity::Popularity,
};
pub(crate) use cache_lookup::{CacheLookup, CacheStatus};
pub(crate) use representation::{Representation, client_has, not_modified};

/// The page cache of this process.
pub(crate) type Pages = PageCache<CachedResponse, Problem>;

/// A cached response to a page's address.
#[derive(Debug)]
pub(crate) enum CachedResponse {
    /// A page, found or not.
    Page(Box<CachedPage>),
    /// A permanent redirect to this path, which is not percent-encoded.
    Redirect(String),
}

impl CacheWeight for CachedResponse {
    fn weight(&self) -> usize {
        match self {
            Self::Page(page) => page.weight(),
            Self::Redirect(path) => path.len(),
        }
    }
}

/// A rendered page with its representations, each made at its first request.
#[derive(Debug)]
pub(crate) struct CachedPage {
    /// The page's route.
    pub(crate) route: &'static Route,
    pub(crate) status: StatusCode,
    html: Bytes,
    tag: String,
    links: Vec<HeaderValue>,
    /// The duration of the render, as a value of `Server-Timing`.
    timing: HeaderValue,
    plain: OnceLock<Representation>,
    quick: [OnceLock<Representation>; 3],
    best: [OnceLock<Representation>; 3],
    pub(crate) popularity: Popularity,
}

/// The representation that answers a request.
pub(crate) struct SelectedRepresentation<'a> {
    pub(crate) representation: &'a Representation,
    /// True if the client has the page already.
    pub(crate) client_has: bool,
    /// True if the representation was made for this request, so that the page weighs more than before.
    pub(crate) is_new: bool,
}

impl CachedPage {
    pub(crate) fn new(route: &'static Route, page: RenderedPage, took: Duration) -> Result<Self, Problem> {
        let status = StatusCode::from_u16(page.status).map_err(|_| Problem::Defect("a page has an invalid status"))?;
        let link = |link: String| {
            HeaderValue::try_from(link).map_err(|_| Problem::Defect("a preload link is not a valid header value"))
        };
        let links = page.preloads.into_iter().map(link).collect::<Result<_, _>>()?;
        let tag = blake3::hash(page.html.as_bytes()).to_hex()[..32].to_owned();
        Ok(Self {
            route,
            status,
            html: page.html.into(),
            tag,
            links,
            timing: timing(took),
            plain: OnceLock::new(),
            quick: Default::default(),
            best: Default::default(),
            popularity: Popularity::new(),
        })
    }

    /// Returns the encoding for a request; none for a page that is too small to compress.
    pub(crate) fn encoding(&self, request: &HeaderMap) -> Option<Encoding> {
        accepted(request).filter(|_| self.html.len() >= WORTH_COMPRESSING)
    }

    /// Selects the representation for a request with these headers.
    pub(crate) fn representation(&self, encoding: Option<Encoding>, request: &HeaderMap) -> SelectedRepresentation<'_> {
        let representations = self.representations().count();
        let representation = self.smallest(encoding, request);
        SelectedRepresentation {
            representation,
            client_has: representation.client_has(request),
            is_new: self.representations().count() > representations,
        }
    }

    fn smallest(&self, encoding: Option<Encoding>, request: &HeaderMap) -> &Representation {
        let Some(encoding) = encoding else { return self.plain() };
        let (best, quick) = (&self.best[encoding as usize], &self.quick[encoding as usize]);
        let compressed = [best.get(), quick.get()];
        // Both are the same page: a client that has one of them is not sent the other.
        if let Some(present) =
            compressed.into_iter().flatten().find(|representation| representation.client_has(request))
        {
            return present;
        }
        best.get().unwrap_or_else(|| quick.get_or_init(|| self.encode(encoding, Quality::Quick)))
    }

    /// Returns the representations that exist.
    fn representations(&self) -> impl Iterator<Item = &Representation> {
        let encoded = self.quick.iter().chain(&self.best);
        std::iter::once(&self.plain).chain(encoded).filter_map(OnceLock::get)
    }

    /// Returns the bytes of memory that the page takes with its present representations.
    fn weight(&self) -> usize {
        let links: usize = self.links.iter().map(HeaderValue::len).sum();
        // The plain representation shares its bytes with the page.
        let shared = self.plain.get().map_or(0, |_| self.html.len());
        size_of::<Self>() + self.html.len() + links + self.representations().map(Representation::weight).sum::<usize>()
            - shared
    }

    /// Returns true if the page is compressed at the best quality.
    pub(crate) fn has_best(&self, encoding: Encoding) -> bool {
        self.best[encoding as usize].get().is_some()
    }

    /// Compresses the page at the best quality. This takes the processor for up to some tenths of a second.
    pub(crate) fn recompress(&self, encoding: Encoding) {
        self.best[encoding as usize].get_or_init(|| self.encode(encoding, Quality::Best));
    }

    fn plain(&self) -> &Representation {
        self.plain.get_or_init(|| Representation::plain(self.html.clone(), &self.tag, &self.links))
    }

    fn encode(&self, encoding: Encoding, quality: Quality) -> Representation {
        let body = smaller(&self.html, encoding, quality);
        Representation::encoded(body, &self.tag, &self.links, encoding, quality)
    }

    /// Returns the response to a request with these headers, 200 or 304, and whether a representation was made for it.
    pub(crate) fn response(&self, request: &HeaderMap) -> (Response<Body>, bool) {
        let SelectedRepresentation { representation, client_has, is_new } =
            self.representation(self.encoding(request), request);
        let answer = representation.response(self.status);
        (if client_has && self.status == StatusCode::OK { not_modified(answer) } else { answer }, is_new)
    }
}

/// Formats the duration of a render for `Server-Timing`, in milliseconds.
fn timing(took: Duration) -> HeaderValue {
    let milliseconds = took.as_micros() as f64 / 1000.0;
    HeaderValue::try_from(format!("render;dur={milliseconds}")).expect("a number is ASCII")
}
