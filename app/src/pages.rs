//! The pages of the shop. Each loads what it shows, then lays it out; [`respond`] alone decides which it is, and with
//! which status.

mod blocks;
mod content_page;
mod home;
mod listing;
mod not_found;
mod notices;
mod product;
mod unwritten_home;

use content::PageKind;
use database::Error;
use types::{Locale, SlugLookup};

use crate::{
    address,
    head::Head,
    page_context::{PageContext, PageResponse, PageRoute, RenderedPage},
    shell::{Frame, Movement, Surroundings},
    words::Words,
};

pub use notices::{error_page, unavailable_page};

/// A page's own part of an answer: what it loaded has led to this.
enum Laid {
    /// The page.
    Out(RenderedPage),
    /// The present slug of what was asked for, as a path.
    Moved(String),
    /// There is no such thing.
    NotFound,
}

/// The page under this route, where it has moved, or a page that helps on.
pub async fn respond(route: PageRoute, mut context: PageContext<'_>) -> Result<PageResponse, Error> {
    let laid = match &route {
        PageRoute::Home => home::page(&mut context).await?,
        PageRoute::Listing(slug) => listing::page(&mut context, slug).await?,
        PageRoute::Product(slug) => product::page(&mut context, slug).await?,
        PageRoute::Stories => content_page::stories(&mut context).await?,
        PageRoute::Story(slug) => content_page::page(&mut context, PageKind::Story, slug).await?,
        PageRoute::Page(slug) => content_page::page(&mut context, PageKind::Page, slug).await?,
        PageRoute::NotFound => Laid::NotFound,
    };
    Ok(match laid {
        Laid::Out(page) => PageResponse::Page(page),
        Laid::Moved(path) => PageResponse::Redirect(path),
        Laid::NotFound => PageResponse::Page(not_found::page(&mut context).await?),
    })
}

impl PageContext<'_> {
    const fn locale(&self) -> Locale {
        self.reader.locale
    }

    const fn words(&self) -> Words {
        Words::of(self.reader.locale)
    }

    /// What stands around a page with this head.
    async fn frame(&mut self, head: Head, movement: Movement) -> Result<Frame<'_>, Error> {
        let surroundings = Surroundings::around(self.reader, self.path, movement).await?;
        Ok(Frame { site: self.site, words: self.words(), surroundings, head, movement })
    }
}

/// A page that is there.
fn found(html: String, preloads: Vec<String>) -> Laid {
    Laid::Out(RenderedPage { status: 200, html, preloads })
}

/// What to do when there is nothing here: the path it moved to, made from its slug, or none.
fn elsewhere<T>(found: SlugLookup<T>, path: impl FnOnce(&str) -> String) -> Laid {
    match found {
        SlugLookup::Redirect(slug) => Laid::Moved(path(&slug)),
        SlugLookup::Found(_) | SlugLookup::NotFound => Laid::NotFound,
    }
}

/// The first step of every way down.
fn home_crumb(words: Words) -> crate::ui::Crumb {
    crate::ui::Crumb { name: words.text("home"), path: address::home(words.locale) }
}
