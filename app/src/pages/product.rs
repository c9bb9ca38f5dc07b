use catalog::{Product, Variant};
use database::Error;
use leptos::prelude::*;
use serde_json::{Value, json};
use types::{Found, Locale, Slug};

use super::{Laid, elsewhere, found, home_crumb};
use crate::{
    address,
    head::{self, Head, Kind},
    shell::Movement,
    ui::{Cards, Crumb, Frame, Heading, RecentShelf, Remembered, Shelf, picture_preloads},
    visit::Visit,
    words::Words,
};

mod buy;
mod choice;
mod details;
mod gallery;

use choice::Choice;

/// `/{locale}/p/{product}`: one product, in the variant that the query chooses.
pub(super) async fn page(visit: &mut Visit<'_>, slug: &Slug) -> Result<Laid, Error> {
    let words = visit.words();
    let product = match catalog::product_by_slug(visit.reader, slug).await? {
        Found::Here(product) => product,
        other => return Ok(elsewhere(other, |slug| address::product(words.locale, slug))),
    };
    let Some(choice) = Choice::of(&product, visit.query) else { return Ok(Laid::NotFound) };
    let related = catalog::related(visit.reader, visit.shelves, &product, 8).await?;
    let related = Cards::lay_out(visit.reader, &related, Heading::Third).await?;
    let promise = crate::delivery::promise(words.locale.market(), visit.reader.at);
    visit.reader.changes_at([Some(promise.until), None]);
    let pictures = gallery::pictures(&product, &choice);
    let preloads =
        pictures.first().map(|image| picture_preloads(image, Frame::Portrait, gallery::SIZES)).unwrap_or_default();
    let help = buy::Help::load(visit.reader).await?;
    let head = head_of(visit, &product, &choice);
    let crumbs = crumbs(words, &product);
    let frame = visit.frame(head, Movement::Islands).await?;
    let html = frame.document(|| layout(words, &product, &choice, pictures, crumbs, Beside { related, promise, help }));
    Ok(found(html, preloads))
}

/// What the page shows beside the product.
struct Beside {
    related: Cards,
    promise: crate::delivery::Promise,
    help: buy::Help,
}

fn layout(
    words: Words,
    product: &Product,
    choice: &Choice,
    pictures: Vec<types::ImageRef>,
    crumbs: Vec<Crumb>,
    beside: Beside,
) -> impl IntoView + use<> {
    use crate::{islands::LiveRegion, ui::Breadcrumbs};
    let path = address::product(words.locale, &product.slug);
    let remembered =
        Remembered { slug: product.slug.clone(), name: product.name.clone(), picture: pictures.first().cloned() };
    let buy = buy::buy_box(words, product, choice, &path, beside.promise, &beside.help);
    view! {
        <article class="product wrap">
            <Breadcrumbs words=words path=crumbs/>
            <LiveRegion
                id="product-main".to_owned()
                class="product-main".to_owned()
                along="product-about header-locales footer-locales-list".to_owned()
            >
                {gallery::view(words, pictures)}
                {buy}
            </LiveRegion>
        </article>
        {details::view(words, product, &choice.variant, &beside.help)}
        <Shelf id="related-title".to_owned() title=words.text("related") cards=beside.related/>
        <RecentShelf words=words current=Some(remembered)/>
    }
}

fn crumbs(words: Words, product: &Product) -> Vec<Crumb> {
    let category = |node: &catalog::CategoryNode| Crumb {
        name: node.name.clone(),
        path: address::listing(words.locale, &node.slug),
    };
    let own = Crumb { name: product.name.clone(), path: address::product(words.locale, &product.slug) };
    [home_crumb(words)].into_iter().chain(product.path.iter().map(category)).chain([own]).collect()
}

fn head_of(visit: &Visit<'_>, product: &Product, choice: &Choice) -> Head {
    let words = visit.words();
    let query = choice.query();
    let path = |locale: Locale, slug: &str| address::with_query(&address::product(locale, slug), query);
    Head {
        title: product.name.clone(),
        description: product.description.clone(),
        canonical: address::product(words.locale, &product.slug),
        // The switcher stays with the chosen variant; search engines read past the query by the canonical address.
        alternates: address::in_every_locale(&product.slugs, path),
        image: gallery::pictures(product, choice).into_iter().next(),
        kind: Kind::Product,
        listed: true,
        data: vec![product_data(visit, product), head::breadcrumb_list(visit.site, &crumbs(words, product))],
    }
}

/// schema.org's ProductGroup with one Product for each variant, as Google's documentation of product variants asks.
fn product_data(visit: &Visit<'_>, product: &Product) -> Value {
    let locale = visit.locale();
    let path = address::product(locale, &product.slug);
    let images: Vec<String> = product
        .pictures
        .iter()
        .map(|picture| address::picture_for_machines(visit.site, &picture.image))
        .collect();
    let options: Vec<&str> = product.options.iter().map(|option| option.code.as_str()).collect();
    json!({
        "@context": "https://schema.org",
        "@type": "ProductGroup",
        "productGroupID": product.code,
        "name": product.name,
        "description": product.description,
        "url": address::absolute(visit.site, &path),
        "image": images,
        "material": product.material,
        "variesBy": options,
        "brand": { "@type": "Brand", "name": visit.words().text("shop-name") },
        "hasVariant": product.variants.iter().map(|variant| variant_data(visit, product, variant)).collect::<Vec<_>>(),
    })
}

fn variant_data(visit: &Visit<'_>, product: &Product, variant: &Variant) -> Value {
    let path = address::product(visit.locale(), &product.slug);
    let address = address::absolute(visit.site, &address::with_query(&path, &choice::query_of(product, variant)));
    let availability = if variant.is_available() { "InStock" } else { "OutOfStock" };
    let labels: Vec<&str> = product
        .options
        .iter()
        .flat_map(|option| &option.values)
        .filter(|value| variant.has(value))
        .map(|value| value.label.as_str())
        .collect();
    json!({
        "@type": "Product",
        "sku": variant.sku,
        "name": format!("{} – {}", product.name, labels.join(", ")),
        "url": address,
        "offers": {
            "@type": "Offer",
            "url": address,
            "price": variant.price.now.to_decimal_string(),
            "priceCurrency": variant.price.now.currency.code(),
            "availability": format!("https://schema.org/{availability}"),
            "itemCondition": "https://schema.org/NewCondition",
        },
    })
}
