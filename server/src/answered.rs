//! What a page's address was answered with, as it is kept: the whole answer, in every encoding that somebody asked for.

mod form;
mod outcome;

use std::{sync::OnceLock, time::Duration};

use app::page_context::RenderedPage;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Response, StatusCode},
};
use page_cache::{CacheWeight, PageCache};

use crate::{
    Route,
    compression::{Quality, WORTH_COMPRESSING, accepted, smaller},
    files::Encoding,
    problem::Problem,
    recompression::Popularity,
};
pub(crate) use form::{Form, is_held, not_modified};
pub(crate) use outcome::{Outcome, Source};

/// The pages that this process keeps.
pub(crate) type Pages = PageCache<Answered, Problem>;

/// A render's outcome.
#[derive(Debug)]
pub(crate) enum Answered {
    /// A page, found or not.
    Page(Box<KeptPage>),
    /// The path that it has moved to for good, not percent-encoded.
    Moved(String),
}

impl CacheWeight for Answered {
    fn weight(&self) -> usize {
        match self {
            Self::Page(page) => page.weight(),
            Self::Moved(path) => path.len(),
        }
    }
}

/// A rendered page with its forms, each made when it is first asked for.
#[derive(Debug)]
pub(crate) struct KeptPage {
    /// Which route's page it is.
    pub(crate) route: &'static Route,
    pub(crate) status: StatusCode,
    html: Bytes,
    tag: String,
    links: Vec<HeaderValue>,
    /// How long the render took, as `Server-Timing` says it.
    timing: HeaderValue,
    plain: OnceLock<Form>,
    quick: [OnceLock<Form>; 3],
    best: [OnceLock<Form>; 3],
    pub(crate) popularity: Popularity,
}

/// What a page is answered with.
pub(crate) struct Chosen<'a> {
    pub(crate) form: &'a Form,
    /// Whether the client holds the page already.
    pub(crate) is_held: bool,
    /// Whether the form was made for this answer, so that the page weighs more than before.
    pub(crate) is_new: bool,
}

impl KeptPage {
    pub(crate) fn new(route: &'static Route, page: RenderedPage, took: Duration) -> Result<Self, Problem> {
        let status =
            StatusCode::from_u16(page.status).map_err(|_| Problem::Defect("a page has a status of its own"))?;
        let link = |link: String| HeaderValue::try_from(link).map_err(|_| Problem::Defect("a preload is no header"));
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

    /// The encoding to answer with; none for a page that is small anyway.
    pub(crate) fn encoding(&self, asked: &HeaderMap) -> Option<Encoding> {
        accepted(asked).filter(|_| self.html.len() >= WORTH_COMPRESSING)
    }

    /// The form to answer with a client who asked with these headers.
    pub(crate) fn form(&self, encoding: Option<Encoding>, asked: &HeaderMap) -> Chosen<'_> {
        let forms = self.forms().count();
        let form = self.smallest(encoding, asked);
        Chosen { form, is_held: form.is_held(asked), is_new: self.forms().count() > forms }
    }

    fn smallest(&self, encoding: Option<Encoding>, asked: &HeaderMap) -> &Form {
        let Some(encoding) = encoding else { return self.plain() };
        let (best, quick) = (&self.best[encoding as usize], &self.quick[encoding as usize]);
        let made = [best.get(), quick.get()];
        // Each is the page: who holds one of them is not sent another.
        if let Some(held) = made.into_iter().flatten().find(|form| form.is_held(asked)) {
            return held;
        }
        best.get().unwrap_or_else(|| quick.get_or_init(|| self.encoded(encoding, Quality::Quick)))
    }

    /// The forms that have been made.
    fn forms(&self) -> impl Iterator<Item = &Form> {
        let encoded = self.quick.iter().chain(&self.best);
        std::iter::once(&self.plain).chain(encoded).filter_map(OnceLock::get)
    }

    /// Bytes of memory that the page takes with the forms it has now.
    fn weight(&self) -> usize {
        let links: usize = self.links.iter().map(HeaderValue::len).sum();
        // The plain form shares the bytes of the page.
        let shared = self.plain.get().map_or(0, |_| self.html.len());
        size_of::<Self>() + self.html.len() + links + self.forms().map(Form::weight).sum::<usize>() - shared
    }

    /// Whether the page has been compressed at the best quality.
    pub(crate) fn has_best(&self, encoding: Encoding) -> bool {
        self.best[encoding as usize].get().is_some()
    }

    /// Compresses the page at the best quality; takes the processor for up to some tenths of a second.
    pub(crate) fn recompress(&self, encoding: Encoding) {
        self.best[encoding as usize].get_or_init(|| self.encoded(encoding, Quality::Best));
    }

    fn plain(&self) -> &Form {
        self.plain.get_or_init(|| Form::plain(self.html.clone(), &self.tag, &self.links))
    }

    fn encoded(&self, encoding: Encoding, quality: Quality) -> Form {
        let body = smaller(&self.html, encoding, quality);
        Form::encoded(body, &self.tag, &self.links, encoding, quality)
    }

    /// Its answer to a client who asked with these headers, whole or that nothing has changed; and whether a form was
    /// made for it.
    pub(crate) fn answer(&self, asked: &HeaderMap) -> (Response<Body>, bool) {
        let Chosen { form, is_held, is_new } = self.form(self.encoding(asked), asked);
        let answer = form.answer(self.status);
        (if is_held && self.status == StatusCode::OK { not_modified(answer) } else { answer }, is_new)
    }
}

/// The time of a render as `Server-Timing` says it: in milliseconds.
fn timing(took: Duration) -> HeaderValue {
    let milliseconds = took.as_micros() as f64 / 1000.0;
    HeaderValue::try_from(format!("render;dur={milliseconds}")).expect("a number is ASCII")
}
