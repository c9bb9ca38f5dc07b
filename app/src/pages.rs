//! The pages of the shop. Each loads all of its data, then lays it out. [`respond`] chooses the page and its status.

mod blocks;
mod content_page;
mod countries;
mod gone;
mod home;
mod listing;
mod not_found;
mod notices;
mod product;

use content::PageKind;
use database::Error;
use types::{Gone, Locale, SlugLookup};

use crate::{
    address,
    head::Head,
    localizer::Localizer,
    page_context::{PageContext, PageResponse, PageRoute, RenderedPage},
    shell::{Chrome, Hydration, Layout},
};

pub use notices::{error_page, missing_setup_page, refused_form_page, unavailable_page};

/// The outcome of loading a page.
enum PageOutcome {
    /// The page.
    Rendered(RenderedPage),
    /// The path of the page's present slug.
    Redirect(String),
    /// The slug is that of an archived or deleted thing.
    Gone(Box<Gone>),
    /// No public page has the slug.
    NotFound,
}

impl PageOutcome {
    /// A page with status 200.
    const fn rendered(html: String, preloads: Vec<String>) -> Self {
        Self::Rendered(RenderedPage { status: 200, html, preloads })
    }
}

/// Responds with the page of this route, with a redirect to it, or with the page for addresses that lead nowhere.
pub async fn respond(route: PageRoute, mut context: PageContext<'_>) -> Result<PageResponse, Error> {
    let outcome = match &route {
        PageRoute::Home => home::page(&mut context).await?,
        PageRoute::Listing(slug) => listing::page(&mut context, slug).await?,
        PageRoute::Product(slug) => product::page(&mut context, slug).await?,
        PageRoute::Stories => content_page::stories(&mut context).await?,
        PageRoute::Story(slug) => content_page::page(&mut context, PageKind::Story, slug).await?,
        PageRoute::Page(slug) => content_page::page(&mut context, PageKind::Page, slug).await?,
        PageRoute::Countries => countries::page(&mut context).await?,
        PageRoute::NotFound => PageOutcome::NotFound,
    };
    Ok(match outcome {
        PageOutcome::Rendered(page) => PageResponse::Page(page),
        PageOutcome::Redirect(path) => PageResponse::Redirect(path),
        PageOutcome::Gone(gone) => gone::respond(&mut context, &gone).await?,
        PageOutcome::NotFound => PageResponse::Page(not_found::page(&mut context).await?),
    })
}

impl PageContext<'_> {
    const fn locale(&self) -> Locale {
        self.reader.locale
    }

    pub(crate) const fn localizer(&self) -> Localizer {
        Localizer::new(self.reader.locale)
    }

    /// Loads the layout of a page with this head.
    pub(crate) async fn layout(&mut self, head: Head, hydration: Hydration) -> Result<Layout<'_>, Error> {
        let chrome = Chrome::of_page(self.reader, self.path, hydration, self.setup.look()).await?;
        Ok(Layout {
            site: self.site,
            setup: self.setup,
            localizer: self.localizer(),
            chrome,
            head,
            hydration,
            is_private: false,
        })
    }
}

/// Returns the outcome of a lookup that found no public thing: a redirect to the path of the slug that it found instead,
/// gone, or not found.
fn outcome_without_page<T>(lookup: SlugLookup<T>, path: impl FnOnce(&str) -> String) -> PageOutcome {
    match lookup {
        SlugLookup::Redirect(slug) => PageOutcome::Redirect(path(&slug)),
        SlugLookup::Gone(gone) => PageOutcome::Gone(gone),
        SlugLookup::Found(_) | SlugLookup::NotFound => PageOutcome::NotFound,
    }
}

/// The first breadcrumb of every page.
fn home_crumb(localizer: Localizer) -> crate::ui::Crumb {
    crate::ui::Crumb { name: localizer.text("home").into(), path: address::home(localizer.locale) }
}
