use catalog::{Category, Collection, Filter, Listing, Scope, SluggedKind};
use database::Error;
use leptos::prelude::*;
use types::{LocalSlug, LocalText, Slug, SlugLookup, Translated};

use super::{PageOutcome, home_crumb, outcome_without_page};
use crate::{
    address,
    head::{self, Head, OpenGraphType},
    islands::PartialUpdate,
    localizer::Localizer,
    page_context::PageContext,
    shell::Hydration,
    ui::{Cards, Crumb, Heading, PageHead, ProductRow, RecentlyViewedRow, isolate_local},
};

mod bar;
mod facets;
mod numbers;
mod pagination;
mod prices;
mod query;

/// `/{locale}/c/{slug}`: a category's or a collection's products, filtered and sorted by the query.
pub(super) async fn page(context: &mut PageContext<'_>, slug: &Slug) -> Result<PageOutcome, Error> {
    let subject = match Subject::find(context, slug).await? {
        SlugLookup::Found(subject) => subject,
        other => {
            let locale = context.locale();
            return Ok(outcome_without_page(other, |slug| address::listing(locale, slug)));
        }
    };
    let localizer = context.localizer();
    let filter = query::filter(context.query, context.locale().market().currency());
    let listing = catalog::listing(context.reader, context.listing_indexes, &subject.scope, filter).await?;
    let popular = if listing.total == 0 {
        catalog::popular(context.reader, context.listing_indexes, 4).await?
    } else {
        Vec::new()
    };
    let frames = context.site.listing_pictures;
    let popular = Cards::lay_out(context.reader, frames, &popular, Heading::Third).await?;
    let cards = Cards::lay_out(context.reader, frames, &listing.cards, Heading::Second).await?;
    let head = head_of(context, &subject, &listing);
    let layout = context.layout(head, Hydration::Islands).await?;
    let html = layout.document(|| {
        let goods = goods(localizer, &subject, &listing, cards);
        view! {
            <PageHead localizer=localizer path=subject.crumbs title=subject.name lead=subject.description/>
            {goods}
            <ProductRow id="popular-title".to_owned() title=localizer.text("popular") cards=popular/>
            <RecentlyViewedRow localizer=localizer listing=frames current=None/>
        }
    });
    Ok(PageOutcome::rendered(html, Vec::new()))
}

/// The category or collection of a listing.
struct Subject {
    path: String,
    name: LocalText,
    description: LocalText,
    crumbs: Vec<Crumb>,
    scope: Scope,
    slugs: Translated<LocalSlug>,
}

impl Subject {
    /// Looks up the category with this slug, or else the collection. No two of them have the same slug.
    async fn find(context: &mut PageContext<'_>, slug: &Slug) -> Result<SlugLookup<Self>, Error> {
        let path = address::listing(context.locale(), slug.as_str());
        let moved = match catalog::category_by_slug(context.reader, slug).await? {
            SlugLookup::Found(category) => {
                return Ok(SlugLookup::Found(Self::category(context, category, path).await?));
            }
            other => other,
        };
        match catalog::collection_by_slug(context.reader, slug).await? {
            SlugLookup::Found(collection) => Ok(SlugLookup::Found(Self::collection(context, collection, path).await?)),
            SlugLookup::NotFound => Ok(moved.without_found()),
            other => Ok(other.without_found()),
        }
    }

    async fn category(context: &mut PageContext<'_>, category: Category, path: String) -> Result<Self, Error> {
        let localizer = context.localizer();
        let above = category.ancestors.iter().map(|node| Crumb {
            name: node.local_name(localizer.locale),
            path: address::listing(localizer.locale, &node.slug),
        });
        let own = Crumb { name: category.name.clone(), path: path.clone() };
        Ok(Self {
            crumbs: [home_crumb(localizer)].into_iter().chain(above).chain([own]).collect(),
            slugs: catalog::slug_of(context.reader, SluggedKind::Category, category.id.0).await?,
            path,
            name: category.name,
            description: category.description,
            scope: Scope::Category(category.id),
        })
    }

    async fn collection(context: &mut PageContext<'_>, collection: Collection, path: String) -> Result<Self, Error> {
        let own = Crumb { name: collection.name.clone(), path: path.clone() };
        Ok(Self {
            crumbs: vec![home_crumb(context.localizer()), own],
            slugs: catalog::slug_of(context.reader, SluggedKind::Collection, collection.id.0).await?,
            path,
            name: collection.name,
            description: collection.description,
            scope: Scope::Collection(collection.members),
        })
    }
}

/// Returns the head. Search engines may list the pages of the unfiltered listing only.
fn head_of(context: &PageContext<'_>, subject: &Subject, listing: &Listing) -> Head {
    let localizer = context.localizer();
    let plain = Filter { page: listing.filter.page, ..Filter::default() };
    let page = query::pairs(&plain);
    let path =
        |locale, slug: &str| address::with_query(&address::listing(locale, slug), &query::pairs(&listing.filter));
    let products = listing.cards.iter().map(|card| address::card(localizer.locale, card));
    let alternates = address::in_every_locale(context.setup.locales(), &subject.slugs, path);
    let own = address::canonical(subject.path.clone(), &subject.slugs, localizer.locale, &alternates);
    Head {
        title: title(localizer, subject, listing),
        description: subject.description.text.clone(),
        canonical: address::with_query(own.split('?').next().unwrap_or_default(), &page),
        alternates,
        image: listing.cards.first().and_then(|card| card.picture.clone()),
        kind: OpenGraphType::Website,
        indexable: listing.filter == plain,
        data: vec![
            head::breadcrumb_list(context.site, &subject.crumbs),
            head::item_list(context.site, (listing.filter.page - 1) * catalog::PAGE_SIZE + 1, products),
        ],
    }
}

fn title(localizer: Localizer, subject: &Subject, listing: &Listing) -> String {
    match listing.filter.page {
        1 => subject.name.text.clone(),
        page => {
            format!("{} – {}", subject.name.text, localizer.text_with("page-number", "number", localizer.number(page)))
        }
    }
}

/// Lays out the products and filters, or a notice if the category or collection has no products yet.
fn goods(localizer: Localizer, subject: &Subject, listing: &Listing, cards: Cards) -> impl IntoView + use<> {
    let plain = Filter { page: listing.filter.page, sort: listing.filter.sort, ..Filter::default() };
    if cards.is_empty() && listing.filter == plain {
        return view! { <div class="wrap">{nothing_yet(localizer)}</div> }.into_any();
    }
    let region = region(localizer, subject, listing, cards);
    view! {
        <PartialUpdate
            id="listing".to_owned()
            class="listing wrap".to_owned()
            along="header-locales footer-locales-list".to_owned()
        >
            {region}
        </PartialUpdate>
    }
    .into_any()
}

fn nothing_yet(localizer: Localizer) -> impl IntoView {
    view! {
        <div class="notice">
            <h2>{localizer.text("nothing-yet-title")}</h2>
            <p>{localizer.text("nothing-yet-text")}</p>
            <p class="notice-links">
                <a class="button" href=address::home(localizer.locale)>{localizer.text("to-home")}</a>
            </p>
        </div>
    }
}

fn region(localizer: Localizer, subject: &Subject, listing: &Listing, cards: Cards) -> impl IntoView + use<> {
    let count = localizer.plural("product-count", listing.total);
    let results = if cards.is_empty() {
        empty(localizer, subject).into_any()
    } else {
        grid(localizer, subject, listing, cards).into_any()
    };
    view! {
        {bar::bar(localizer, &subject.path, listing)}
        {facets::filters(localizer, &subject.path, listing)}
        <section class="listing-results" id="results" aria-label=count>
            {prices::fault_above_results(localizer, &subject.path, &listing.filter)}
            {bar::chips(localizer, &subject.path, listing)}
            {results}
        </section>
    }
}

fn grid(localizer: Localizer, subject: &Subject, listing: &Listing, cards: Cards) -> impl IntoView + use<> {
    view! {
        <div class="grid-box">{cards.list("grid")}</div>
        {pagination::pagination(localizer, &subject.path, listing)}
    }
}

fn empty(localizer: Localizer, subject: &Subject) -> impl IntoView + use<> {
    let [before, after] = localizer.text_around("empty-all", "name");
    view! {
        <div class="notice">
            <h2>{localizer.text("empty-title")}</h2>
            <p>{localizer.text("empty-text")}</p>
            <p class="notice-links">
                <a class="button" href=subject.path.clone() data-live="all"><span>{before}{isolate_local(subject.name.clone())}{after}</span></a>
            </p>
        </div>
    }
}
