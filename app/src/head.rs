//! The `<head>` of pages: metadata for search engines and shared links.

mod without_empty;

use leptos::prelude::*;
use serde_json::{Value, json};
use setup::{Look, Setup};
use types::ImageRef;

use crate::{
    address::{self, Alternate},
    localizer::{Localizer, non_blank},
    site_config::SiteConfig,
    ui::Crumb,
};
use without_empty::without_empty;

/// The metadata of a page.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The canonical path, with the query's pairs that make it a page of its own.
    pub(crate) canonical: String,
    /// The page in every locale; empty for a page that exists in one locale only.
    pub(crate) alternates: Vec<Alternate>,
    pub(crate) image: Option<ImageRef>,
    pub(crate) kind: OpenGraphType,
    /// True if search engines may list the page.
    pub(crate) indexable: bool,
    /// Structured data (JSON-LD).
    pub(crate) data: Vec<Value>,
}

/// The value of Open Graph's `og:type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenGraphType {
    Website,
    Article,
    Product,
}

impl OpenGraphType {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Article => "article",
            Self::Product => "product",
        }
    }
}

impl Head {
    /// Returns the head of an error page.
    pub(crate) fn noindex(title: String) -> Self {
        Self {
            title,
            description: String::new(),
            canonical: String::new(),
            alternates: Vec::new(),
            image: None,
            kind: OpenGraphType::Website,
            indexable: false,
            data: Vec::new(),
        }
    }

    /// Renders the elements of `<head>` that differ from page to page.
    pub(crate) fn view(self, site: &SiteConfig, setup: &Setup, localizer: Localizer) -> impl IntoView + use<> {
        let look = setup.look();
        // A locale without a tag is in no other page's list, so its pages have none.
        let lists_alternates = self.indexable
            && setup.locales().len() <= address::MOST_LISTED
            && !localizer.locale.facts().hreflangs.is_empty();
        let shop = localizer.locale.shop_name();
        let title = if self.title == shop { shop.to_owned() } else { format!("{} – {shop}", self.title) };
        let canonical = (!self.canonical.is_empty()).then(|| address::absolute(site, &self.canonical));
        let description = non_blank(self.description);
        let own = self.image.map(|image| (address::picture_for_machines(site, &image), non_blank(image.alt)));
        let shared = || look.share_picture().filter(|_| self.indexable);
        let image = own.or_else(|| shared().map(|picture| (address::absolute(site, picture.address), None)));
        let image = image.map(|(address, alt)| {
            view! {
                {open_graph("og:image", address)}
                {alt.map(|alt| open_graph("og:image:alt", alt))}
                <meta name="twitter:card" content="summary_large_image"/>
            }
        });
        view! {
            <title>{title}</title>
            {description.clone().map(|text| view! { <meta name="description" content=text/> })}
            {canonical.clone().map(|address| view! { <link rel="canonical" href=address/> })}
            {(!self.indexable).then(|| view! { <meta name="robots" content="noindex"/> })}
            {lists_alternates.then(|| alternates(site, &self.alternates))}
            {open_graph("og:type", self.kind.as_str())}
            {open_graph("og:site_name", localizer.locale.shop_name())}
            {open_graph("og:title", self.title)}
            {open_graph("og:locale", localizer.locale.bcp47().replace('-', "_"))}
            {description.map(|text| open_graph("og:description", text))}
            {canonical.map(|address| open_graph("og:url", address))}
            {image}
            {self.data.iter().filter_map(script).collect::<Vec<_>>()}
        }
    }
}

/// Renders one Open Graph property.
fn open_graph(property: &'static str, content: impl Into<String>) -> impl IntoView {
    leptos::html::meta().attr("property", property).content(content.into())
}

/// Renders the links to the page in other languages, as far as search engines are told of them.
fn alternates(site: &SiteConfig, alternates: &[Alternate]) -> Vec<AnyView> {
    let link = |language: &'static str, path: &str| {
        view! { <link rel="alternate" hreflang=language href=address::absolute(site, path)/> }.into_any()
    };
    let indexed = || alternates.iter().filter(|page| page.is_indexed);
    let of_locale =
        |page: &Alternate| page.locale.facts().hreflangs.iter().map(|tag| link(tag, &page.path)).collect::<Vec<_>>();
    let mut links: Vec<_> = indexed().flat_map(of_locale).collect();
    let default = indexed().find(|page| page.locale.is_default());
    links.extend(default.map(|page| link("x-default", &page.path)));
    links
}

/// Renders structured data, or nothing if it is empty. `<` is escaped so that no text in it ends the element.
fn script(data: &Value) -> Option<impl IntoView + use<>> {
    let json = without_empty(data)?.to_string().replace('<', "\\u003c");
    Some(view! { <script type="application/ld+json" inner_html=json></script> })
}

/// Returns schema.org's Organization.
pub(crate) fn organization(site: &SiteConfig, look: &Look, localizer: Localizer) -> Value {
    let logo = look.logo().or_else(|| look.icon()).map_or("/icon.svg", |picture| picture.address);
    json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": localizer.locale.shop_name(),
        "url": address::absolute(site, &address::home(localizer.locale)),
        "logo": address::absolute(site, logo),
    })
}

/// Returns schema.org's BreadcrumbList.
pub(crate) fn breadcrumb_list(site: &SiteConfig, path: &[Crumb]) -> Value {
    let item = |(index, crumb): (usize, &Crumb)| {
        json!({
            "@type": "ListItem",
            "position": index + 1,
            "name": crumb.name.text,
            "item": address::absolute(site, &crumb.path),
        })
    };
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": path.iter().enumerate().map(item).collect::<Vec<_>>(),
    })
}

/// Returns schema.org's ItemList of links.
pub(crate) fn item_list(site: &SiteConfig, first: usize, paths: impl Iterator<Item = String>) -> Value {
    let item = |(index, path): (usize, String)| json!({ "@type": "ListItem", "position": first + index, "url": address::absolute(site, &path) });
    json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": paths.enumerate().map(item).collect::<Vec<_>>(),
    })
}
