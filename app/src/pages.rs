//! The pages of the shop. Each loads what it shows, then lays it out; [`answer`] alone decides which it is, and with
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
    shell::{Frame, Movement, Surroundings},
    visit::Answer,
    visit::RenderedPage,
    visit::Route,
    visit::Visit,
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
pub async fn answer(route: Route, mut visit: Visit<'_>) -> Result<Answer, Error> {
    let laid = match &route {
        Route::Home => home::page(&mut visit).await?,
        Route::Listing(slug) => listing::page(&mut visit, slug).await?,
        Route::Product(slug) => product::page(&mut visit, slug).await?,
        Route::Stories => content_page::stories(&mut visit).await?,
        Route::Story(slug) => content_page::page(&mut visit, PageKind::Story, slug).await?,
        Route::Page(slug) => content_page::page(&mut visit, PageKind::Page, slug).await?,
        Route::NotFound => Laid::NotFound,
    };
    Ok(match laid {
        Laid::Out(page) => Answer::Page(page),
        Laid::Moved(path) => Answer::Moved(path),
        Laid::NotFound => Answer::Page(not_found::page(&mut visit).await?),
    })
}

impl Visit<'_> {
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
