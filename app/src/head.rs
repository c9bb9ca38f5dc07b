//! What machines read of a page: its head.

mod without_empty;

use leptos::prelude::*;
use serde_json::{Value, json};
use types::{ImageRef, Locale};

use crate::{
    address,
    localizer::{Localizer, non_blank},
    site_config::SiteConfig,
    ui::Crumb,
};
use without_empty::without_empty;

/// What search engines and shared links say of a page.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) description: String,
    /// This page's own path, with what of the query makes it another page.
    pub(crate) canonical: String,
    /// The same page in every locale; none for a page that exists only here.
    pub(crate) alternates: Vec<(Locale, String)>,
    pub(crate) image: Option<ImageRef>,
    pub(crate) kind: Kind,
    /// Whether search engines may list it.
    pub(crate) listed: bool,
    /// JSON-LD.
    pub(crate) data: Vec<Value>,
}

/// Open Graph's `og:type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Website,
    Article,
    Product,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Article => "article",
            Self::Product => "product",
        }
    }
}

impl Head {
    /// A page that is no part of the shop's content: not found, or broken.
    pub(crate) fn unlisted(title: String) -> Self {
        Self {
            title,
            description: String::new(),
            canonical: String::new(),
            alternates: Vec::new(),
            image: None,
            kind: Kind::Website,
            listed: false,
            data: Vec::new(),
        }
    }

    /// The elements of `<head>` that differ from page to page.
    pub(crate) fn view(self, site: &SiteConfig, localizer: Localizer) -> impl IntoView + use<> {
        let shop = localizer.text("shop-name");
        let title = if self.title == shop { shop } else { format!("{} – {shop}", self.title) };
        let canonical = (!self.canonical.is_empty()).then(|| address::absolute(site, &self.canonical));
        let description = non_blank(self.description);
        let image = self.image.map(|image| {
            view! {
                {graph("og:image", address::picture_for_machines(site, &image))}
                {non_blank(image.alt).map(|alt| graph("og:image:alt", alt))}
                <meta name="twitter:card" content="summary_large_image"/>
            }
        });
        view! {
            <title>{title}</title>
            {description.clone().map(|text| view! { <meta name="description" content=text/> })}
            {canonical.clone().map(|address| view! { <link rel="canonical" href=address/> })}
            {(!self.listed).then(|| view! { <meta name="robots" content="noindex"/> })}
            {alternates(site, &self.alternates)}
            {graph("og:type", self.kind.as_str())}
            {graph("og:site_name", localizer.text("shop-name"))}
            {graph("og:title", self.title)}
            {graph("og:locale", localizer.locale.bcp47().replace('-', "_"))}
            {description.map(|text| graph("og:description", text))}
            {canonical.map(|address| graph("og:url", address))}
            {image}
            {self.data.iter().filter_map(script).collect::<Vec<_>>()}
        }
    }
}

/// One property of the Open Graph.
fn graph(property: &'static str, content: impl Into<String>) -> impl IntoView {
    leptos::html::meta().attr("property", property).content(content.into())
}

fn alternates(site: &SiteConfig, alternates: &[(Locale, String)]) -> Vec<AnyView> {
    let link = |language: &'static str, path: &str| {
        view! { <link rel="alternate" hreflang=language href=address::absolute(site, path)/> }.into_any()
    };
    let mut links: Vec<_> = alternates.iter().map(|(locale, path)| link(locale.bcp47(), path)).collect();
    let default = alternates.iter().find(|(locale, _)| *locale == Locale::DEFAULT);
    links.extend(default.map(|(_, path)| link("x-default", path)));
    links
}

/// Structured data, which runs nothing; no element where it says nothing. `<` is written so that no text in it can end
/// the element.
fn script(data: &Value) -> Option<impl IntoView + use<>> {
    let json = without_empty(data)?.to_string().replace('<', "\\u003c");
    Some(view! { <script type="application/ld+json" inner_html=json></script> })
}

/// schema.org's Organization.
pub(crate) fn organization(site: &SiteConfig, localizer: Localizer) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": localizer.text("shop-name"),
        "url": address::absolute(site, &address::home(localizer.locale)),
        "logo": address::absolute(site, "/icon.svg"),
    })
}

/// schema.org's BreadcrumbList.
pub(crate) fn breadcrumb_list(site: &SiteConfig, path: &[Crumb]) -> Value {
    let item = |(index, crumb): (usize, &Crumb)| {
        json!({
            "@type": "ListItem",
            "position": index + 1,
            "name": crumb.name,
            "item": address::absolute(site, &crumb.path),
        })
    };
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": path.iter().enumerate().map(item).collect::<Vec<_>>(),
    })
}

/// schema.org's ItemList of links.
pub(crate) fn item_list(site: &SiteConfig, first: usize, paths: impl Iterator<Item = String>) -> Value {
    let item = |(index, path): (usize, String)| json!({ "@type": "ListItem", "position": first + index, "url": address::absolute(site, &path) });
    json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": paths.enumerate().map(item).collect::<Vec<_>>(),
    })
}
