use catalog::{Category, Collection, Filter, Listing, Scope, SluggedKind};
use database::Error;
use leptos::prelude::*;
use types::{Slug, SlugLookup, Translated};

use super::{PageOutcome, home_crumb};
use crate::{
    address,
    head::{self, Head, Kind},
    islands::PartialUpdate,
    localizer::Localizer,
    page_context::PageContext,
    shell::Hydration,
    ui::{Cards, Crumb, Heading, PageHead, ProductRow, RecentlyViewedRow, isolate},
};

mod bar;
mod facets;
mod pagination;
mod prices;
mod query;

/// `/{locale}/c/{slug}`: a category's or a collection's products, narrowed and sorted as the query asks.
pub(super) async fn page(context: &mut PageContext<'_>, slug: &Slug) -> Result<PageOutcome, Error> {
    let place = match Place::find(context, slug).await? {
        SlugLookup::Found(place) => place,
        SlugLookup::Redirect(slug) => return Ok(PageOutcome::Redirect(address::listing(context.locale(), &slug))),
        SlugLookup::NotFound => return Ok(PageOutcome::NotFound),
    };
    let localizer = context.localizer();
    let filter = query::filter(context.query);
    let listing = catalog::listing(context.reader, context.listing_indexes, &place.scope, filter).await?;
    let popular = if listing.total == 0 {
        catalog::popular(context.reader, context.listing_indexes, 4).await?
    } else {
        Vec::new()
    };
    let frames = context.site.listing_pictures;
    let popular = Cards::lay_out(context.reader, frames, &popular, Heading::Third).await?;
    let cards = Cards::lay_out(context.reader, frames, &listing.cards, Heading::Second).await?;
    let head = head_of(context, &place, &listing);
    let layout = context.layout(head, Hydration::Islands).await?;
    let html = layout.document(|| {
        let goods = goods(localizer, &place, &listing, cards);
        view! {
            <PageHead localizer=localizer path=place.crumbs title=place.name lead=place.description/>
            {goods}
            <ProductRow id="popular-title".to_owned() title=localizer.text("popular") cards=popular/>
            <RecentlyViewedRow localizer=localizer listing=frames current=None/>
        }
    });
    Ok(PageOutcome::rendered(html, Vec::new()))
}

/// What is listed here.
struct Place {
    path: String,
    name: String,
    description: String,
    crumbs: Vec<Crumb>,
    scope: Scope,
    slugs: Option<Translated>,
}

impl Place {
    /// The category of that slug, or the collection: they share one space.
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
            SlugLookup::Redirect(slug) => Ok(SlugLookup::Redirect(slug)),
            SlugLookup::NotFound => Ok(moved.redirect_or_not_found()),
        }
    }

    async fn category(context: &mut PageContext<'_>, category: Category, path: String) -> Result<Self, Error> {
        let localizer = context.localizer();
        let above = category
            .ancestors
            .iter()
            .map(|node| Crumb { name: node.name.clone(), path: address::listing(localizer.locale, &node.slug) });
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

/// The page of the plain listing is listed by search engines; what filters make of it is not.
fn head_of(context: &PageContext<'_>, place: &Place, listing: &Listing) -> Head {
    let localizer = context.localizer();
    let plain = Filter { page: listing.filter.page, ..Filter::default() };
    let page = query::pairs(&plain);
    let slugs = place.slugs.as_ref();
    let path =
        |locale, slug: &str| address::with_query(&address::listing(locale, slug), &query::pairs(&listing.filter));
    let products = listing.cards.iter().map(|card| address::card(localizer.locale, card));
    Head {
        title: title(localizer, place, listing),
        description: place.description.clone(),
        canonical: address::with_query(&place.path, &page),
        alternates: slugs.map(|slugs| address::in_every_locale(slugs, path)).unwrap_or_default(),
        image: listing.cards.first().and_then(|card| card.picture.clone()),
        kind: Kind::Website,
        listed: listing.filter == plain,
        data: vec![
            head::breadcrumb_list(context.site, &place.crumbs),
            head::item_list(context.site, (listing.filter.page - 1) * catalog::PAGE_SIZE + 1, products),
        ],
    }
}

fn title(localizer: Localizer, place: &Place, listing: &Listing) -> String {
    match listing.filter.page {
        1 => place.name.clone(),
        page => format!("{} – {}", place.name, localizer.text_with("page-number", "number", localizer.number(page))),
    }
}

/// The products and what narrows them; where there are none to narrow, that they are to come.
fn goods(localizer: Localizer, place: &Place, listing: &Listing, cards: Cards) -> impl IntoView + use<> {
    let plain = Filter { page: listing.filter.page, sort: listing.filter.sort, ..Filter::default() };
    if cards.is_empty() && listing.filter == plain {
        return view! { <div class="wrap">{nothing_yet(localizer)}</div> }.into_any();
    }
    let region = region(localizer, place, listing, cards);
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

fn region(localizer: Localizer, place: &Place, listing: &Listing, cards: Cards) -> impl IntoView + use<> {
    let count = localizer.plural("product-count", listing.total);
    let results = if cards.is_empty() {
        empty(localizer, place).into_any()
    } else {
        grid(localizer, place, listing, cards).into_any()
    };
    view! {
        {bar::bar(localizer, &place.path, listing)}
        {facets::filters(localizer, &place.path, listing)}
        <section class="listing-results" id="results" aria-label=count>
            {prices::fault_above_results(localizer, &place.path, &listing.filter)}
            {bar::chips(localizer, &place.path, listing)}
            {results}
        </section>
    }
}

fn grid(localizer: Localizer, place: &Place, listing: &Listing, cards: Cards) -> impl IntoView + use<> {
    view! {
        <div class="grid-box">{cards.list("grid")}</div>
        {pagination::pagination(localizer, &place.path, listing)}
    }
}

fn empty(localizer: Localizer, place: &Place) -> impl IntoView + use<> {
    let [before, after] = localizer.text_around("empty-all", "name");
    view! {
        <div class="notice">
            <h2>{localizer.text("empty-title")}</h2>
            <p>{localizer.text("empty-text")}</p>
            <p class="notice-links">
                <a class="button" href=place.path.clone() data-live="all"><span>{before}{isolate(place.name.clone())}{after}</span></a>
            </p>
        </div>
    }
}
