use std::sync::Arc;

use content::{Page, PageCard, PageKind};
use database::Error;
use leptos::prelude::*;
use types::{ListingPictures, Locale, Slug, SlugLookup};

use super::{PageOutcome, blocks, home_crumb, outcome_without_page};
use crate::{
    address,
    head::{self, Head, OpenGraphType},
    localizer::{self, Localizer},
    page_context::PageContext,
    shell::Hydration,
    ui::{Crumb, PageHead, isolate_local},
};

/// `/{locale}/stories/{slug}` and `/{locale}/pages/{slug}`: the merchant's texts, without islands.
pub(super) async fn page(context: &mut PageContext<'_>, kind: PageKind, slug: &Slug) -> Result<PageOutcome, Error> {
    let localizer = context.localizer();
    let page = match content::page_by_slug(context.reader, kind, slug).await? {
        SlugLookup::Found(page) => page,
        other => return Ok(outcome_without_page(other, |slug| path(kind, localizer.locale, slug))),
    };
    let head = head_of(context, kind, &page, slug).await?;
    let listing = context.site.listing_pictures;
    let blocks = blocks::resolve(context, page.blocks.clone()).await?;
    let preloads = blocks::preloads(&blocks);
    let more = if kind == PageKind::Story { other_stories(context, slug).await? } else { Vec::new() };
    let crumbs = crumbs(localizer, kind, &page, slug);
    let layout = context.layout(head, Hydration::None).await?;
    let html = layout.document(|| match kind {
        PageKind::Story => story(localizer, listing, page, blocks, more).into_any(),
        PageKind::Home | PageKind::Page => view! {
            <PageHead localizer=localizer path=crumbs title=page.title lead=page.summary/>
            {blocks::view(localizer, listing, blocks)}
        }
        .into_any(),
    });
    Ok(PageOutcome::rendered(html, preloads))
}

/// `/{locale}/stories`: all stories, the newest first. Without stories the page does not exist.
pub(super) async fn stories(context: &mut PageContext<'_>) -> Result<PageOutcome, Error> {
    let localizer = context.localizer();
    let stories = content::page_cards(context.reader, PageKind::Story).await?;
    if stories.is_empty() {
        return Ok(PageOutcome::NotFound);
    }
    let canonical = address::stories(localizer.locale);
    let crumbs = vec![home_crumb(localizer), Crumb { name: localizer.text("stories").into(), path: canonical.clone() }];
    let head = Head {
        title: localizer.text("stories"),
        description: localizer.text("stories-lead"),
        canonical,
        alternates: address::everywhere(context.setup.locales(), address::stories),
        image: stories.first().and_then(|story| story.picture.clone()),
        kind: OpenGraphType::Website,
        indexable: true,
        data: vec![head::breadcrumb_list(context.site, &crumbs)],
    };
    let layout = context.layout(head, Hydration::None).await?;
    let html = layout.document(|| {
        view! {
            <PageHead localizer=localizer path=crumbs title=localizer.text("stories") lead=localizer.text("stories-lead")/>
            {blocks::story_tiles(localizer, "all-stories".to_owned(), localizer.text("stories-newest"), Arc::unwrap_or_clone(stories))}
        }
    });
    Ok(PageOutcome::rendered(html, Vec::new()))
}

fn path(kind: PageKind, locale: Locale, slug: &str) -> String {
    match kind {
        PageKind::Home => address::home(locale),
        PageKind::Story => address::story(locale, slug),
        PageKind::Page => address::page(locale, slug),
    }
}

fn crumbs(localizer: Localizer, kind: PageKind, page: &Page, slug: &Slug) -> Vec<Crumb> {
    let mut crumbs = vec![home_crumb(localizer)];
    if kind == PageKind::Story {
        crumbs.push(Crumb { name: localizer.text("stories").into(), path: address::stories(localizer.locale) });
    }
    crumbs.push(Crumb { name: page.title.clone(), path: path(kind, localizer.locale, slug.as_str()) });
    crumbs
}

async fn head_of(context: &mut PageContext<'_>, kind: PageKind, page: &Page, slug: &Slug) -> Result<Head, Error> {
    let localizer = context.localizer();
    let slugs = content::slugs_of(context.reader, page.id).await?;
    let alternates = address::in_every_locale(context.setup.locales(), &slugs, |locale, slug| path(kind, locale, slug));
    let own = path(kind, localizer.locale, slug.as_str());
    Ok(Head {
        title: page.title.text.clone(),
        description: page.summary.text.clone(),
        canonical: address::canonical(own, &slugs, localizer.locale, &alternates),
        alternates,
        image: page.picture.clone(),
        kind: if kind == PageKind::Story { OpenGraphType::Article } else { OpenGraphType::Website },
        indexable: true,
        data: vec![head::breadcrumb_list(context.site, &crumbs(localizer, kind, page, slug))],
    })
}

async fn other_stories(context: &mut PageContext<'_>, slug: &Slug) -> Result<Vec<PageCard>, Error> {
    let stories = content::page_cards(context.reader, PageKind::Story).await?;
    Ok(stories.iter().filter(|story| story.slug != slug.as_str()).take(3).cloned().collect())
}

fn story(
    localizer: Localizer,
    listing: ListingPictures,
    page: Page,
    blocks: Vec<blocks::LocalBlock>,
    more: Vec<PageCard>,
) -> impl IntoView {
    let date = page.published_from.map(|from| {
        let day = localizer::market_date(localizer.locale.market(), from).to_string();
        view! { " · "<time datetime=day>{localizer.date(from)}</time> }
    });
    view! {
        <article class="story">
            <header class="story-head wrap">
                <p class="label">{localizer.text("story")}{date}</p>
                <h1>{isolate_local(page.title)}</h1>
                {page.summary.has_words().then(|| view! { <p class="lead">{isolate_local(page.summary)}</p> })}
            </header>
            {blocks::view(localizer, listing, blocks)}
        </article>
        {blocks::story_tiles(localizer, "more-stories".to_owned(), localizer.text("stories-more"), more)}
    }
}
