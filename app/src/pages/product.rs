use catalog::Product;
use database::Error;
use leptos::prelude::*;
use types::{ListingPictures, Locale, Slug, SlugLookup};

use super::{PageOutcome, home_crumb, outcome_without_page};
use crate::{
    address,
    head::{self, Head, OpenGraphType},
    localizer::{Localizer, non_blank},
    page_context::PageContext,
    shell::Hydration,
    ui::{Cards, Crumb, Heading, ProductRow, RecentlyViewedRow, ViewedProduct},
};

mod buy;
mod choice;
mod data;
mod details;
mod gallery;
mod not_sold;
mod terms;

use choice::Choice;

/// `/{locale}/p/{product}`: one product, in the variant that the query chooses.
pub(super) async fn page(context: &mut PageContext<'_>, slug: &Slug) -> Result<PageOutcome, Error> {
    let localizer = context.localizer();
    let product = match catalog::product_by_slug(context.reader, slug).await? {
        SlugLookup::Found(product) => product,
        other => return Ok(outcome_without_page(other, |slug| address::product(localizer.locale, slug))),
    };
    if product.variants.is_empty() {
        return not_sold::page(context, &product).await;
    }
    let Some(choice) = Choice::of(&product, context.query) else { return Ok(PageOutcome::NotFound) };
    let related = catalog::related(context.reader, context.listing_indexes, &product, 8).await?;
    let listing = context.site.listing_pictures;
    let related = Cards::lay_out(context.reader, listing, &related, Heading::Third).await?;
    let promise = crate::delivery::promise(localizer.locale.market(), context.reader.at);
    context.reader.changes_at([promise.map(|promise| promise.until), None]);
    let pictures = gallery::pictures(&product, &choice);
    let preloads = gallery::preloads(&pictures);
    let help = buy::Help::load(context.reader).await?;
    let head = head_of(context, &product, &choice, &help);
    let few = context.setup.few();
    let crumbs = crumbs(localizer, &product);
    let layout = context.layout(head, Hydration::Islands).await?;
    let html = layout.document(|| {
        article(localizer, &product, &choice, pictures, crumbs, Extras { listing, related, promise, few, help })
    });
    Ok(PageOutcome::rendered(html, preloads))
}

/// The other content of the page.
struct Extras {
    listing: ListingPictures,
    related: Cards,
    promise: Option<crate::delivery::Promise>,
    /// The number of units from which the page doesn't say how many are left.
    few: u32,
    help: buy::Help,
}

fn article(
    localizer: Localizer,
    product: &Product,
    choice: &Choice,
    pictures: Vec<types::ImageRef>,
    crumbs: Vec<Crumb>,
    extras: Extras,
) -> impl IntoView + use<> {
    use crate::{islands::PartialUpdate, ui::Breadcrumbs};
    let path = address::product(localizer.locale, &product.slug);
    let viewed = ViewedProduct {
        slug: product.slug.clone(),
        name: product.name.text.clone(),
        picture: pictures.first().cloned(),
    };
    let class = if pictures.is_empty() { "product-main product-main-bare" } else { "product-main" };
    let gallery = (!pictures.is_empty()).then(|| gallery::view(localizer, pictures));
    let buy = buy::buy_box(localizer, product, choice, &path, extras.promise, extras.few, &extras.help);
    view! {
        <article class="product wrap">
            <Breadcrumbs localizer=localizer path=crumbs/>
            <PartialUpdate
                id="product-main".to_owned()
                class=class.to_owned()
                along="product-about header-locales footer-locales-list".to_owned()
            >
                {gallery}
                {buy}
            </PartialUpdate>
        </article>
        {details::view(localizer, product, &choice.variant, &extras.help)}
        <ProductRow id="related-title".to_owned() title=localizer.text("related") cards=extras.related/>
        <RecentlyViewedRow localizer=localizer listing=extras.listing current=Some(viewed)/>
    }
}

fn crumbs(localizer: Localizer, product: &Product) -> Vec<Crumb> {
    let category = |node: &catalog::CategoryNode| Crumb {
        name: node.local_name(localizer.locale),
        path: address::listing(localizer.locale, &node.slug),
    };
    let own = Crumb { name: product.name.clone(), path: address::product(localizer.locale, &product.slug) };
    [home_crumb(localizer)].into_iter().chain(product.path.iter().map(category)).chain([own]).collect()
}

fn head_of(context: &PageContext<'_>, product: &Product, choice: &Choice, help: &buy::Help) -> Head {
    let localizer = context.localizer();
    let query = choice.query();
    let path = |locale: Locale, slug: &str| address::with_query(&address::product(locale, slug), query);
    let alternates = address::product_in_every_locale(context.setup.locales(), &product.slugs, &product.sold_in, path);
    let canonical = address::product(localizer.locale, &product.slug);
    Head {
        title: non_blank(&product.seo_title).unwrap_or_else(|| product.name.text.clone()),
        description: non_blank(&product.seo_description)
            .unwrap_or_else(|| content::plain_text(&product.description.text)),
        canonical: address::canonical(canonical, &product.slugs, localizer.locale, &alternates),
        // The switcher stays with the chosen variant; search engines read past the query by the canonical address.
        alternates,
        image: gallery::pictures(product, choice).into_iter().next(),
        kind: OpenGraphType::Product,
        indexable: true,
        data: vec![
            data::data(context, product, help),
            head::breadcrumb_list(context.site, &crumbs(localizer, product)),
        ],
    }
}
