use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::json;

use crate::product::{CATEGORIES, COLLECTIONS, Card, HELP, LOCALES, Picture, Product, Value};

const ORIGIN: &str = "http://127.0.0.1:3000";
const WIDTHS: [(u32, u32); 7] = [(160, 160), (226, 226), (320, 320), (453, 453), (640, 640), (905, 905), (1280, 1200)];

pub(crate) fn page(product: &Product) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-AE" dir="ltr" {
            head { (head(product)) }
            body {
                a href="#main" class="skip button" { "Skip to content" }
                (header())
                (drawer())
                main id="main" tabindex="-1" {
                    article class="product wrap" {
                        nav aria-label="You are here" {
                            ol class="breadcrumbs" {
                                li { a href="/en-ae" { "Home" } }
                                li { a href="/en-ae/c/ceramics" { "Ceramics" } }
                                li { span aria-current="page" { (product.name) } }
                            }
                        }
                        div id="product-main" class="product-main" {
                            (gallery(product))
                            (buy(product))
                        }
                        p role="status" class="hidden" {}
                    }
                    (about(product))
                    section aria-labelledby="related-title" class="shelf wrap" {
                        div class="section-head" { h2 id="related-title" { "You may also like" } }
                        ul class="shelf-row" { @for related in &product.related { (card(related)) } }
                    }
                    section aria-labelledby="recent-title" hidden class="shelf shelf-small wrap" {
                        div class="section-head" { h2 id="recent-title" { "You looked at" } }
                        ul class="shelf-row" {}
                    }
                }
                (footer())
            }
        }
    }
}

fn head(product: &Product) -> Markup {
    let path = format!("/en-ae/p/{}", product.slug);
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
        meta name="color-scheme" content="light dark";
        meta name="theme-color" media="(prefers-color-scheme: light)" content="#f8f4ed";
        meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1b1815";
        title { (product.name) " – Vitrine" }
        meta name="description" content=(product.description);
        link rel="canonical" href=(format!("{ORIGIN}{path}"));
        @for (tag, _, slug, _, _) in LOCALES {
            link rel="alternate" hreflang=(tag) href=(format!("{ORIGIN}/{tag}/p/{slug}"));
        }
        link rel="alternate" hreflang="x-default" href=(format!("{ORIGIN}{path}"));
        meta property="og:type" content="product";
        meta property="og:site_name" content="Vitrine";
        meta property="og:title" content=(product.name);
        meta property="og:locale" content="en_AE";
        meta property="og:description" content=(product.description);
        meta property="og:url" content=(format!("{ORIGIN}{path}"));
        meta property="og:image" content=(format!("{ORIGIN}/img/{}/1280.jpg", product.pictures[0].name));
        meta property="og:image:alt" content=(product.pictures[0].alt);
        meta name="twitter:card" content="summary_large_image";
        script type="application/ld+json" { (PreEscaped(group_data(product, &path))) }
        script type="application/ld+json" { (PreEscaped(crumbs_data(product, &path))) }
        link rel="icon" href="/icon.svg" type="image/svg+xml";
        link rel="stylesheet" href="/assets/app-565a935c09e1eac0.css";
        script defer src="/assets/loader-52f067d8c7417aa2.js" data-script="/assets/frontend-fd419a35cd704bf3.js" data-wasm="/assets/frontend-b17875079c6e8d1f.wasm" {}
    }
}

fn group_data(product: &Product, path: &str) -> String {
    let variants: Vec<_> = product
        .colours
        .iter()
        .flat_map(|colour| product.sizes.iter().map(move |size| (colour, size)))
        .map(|(colour, size)| {
            let url = format!("{ORIGIN}{path}?colour={}&size={}", colour.code, size.code);
            json!({ "@type": "Product", "sku": product.sku, "name": format!("{} – {}, {}", product.name, colour.label, size.label), "url": url,
                "offers": { "@type": "Offer", "url": url, "price": format!("{}.00", product.price), "priceCurrency": "AED",
                    "availability": "https://schema.org/InStock", "itemCondition": "https://schema.org/NewCondition" } })
        })
        .collect();
    let images: Vec<_> = product.pictures.iter().map(|of| format!("{ORIGIN}/img/{}/905.jpg", of.name)).collect();
    json!({ "@context": "https://schema.org", "@type": "ProductGroup", "productGroupID": product.slug, "name": product.name,
        "description": product.description, "url": format!("{ORIGIN}{path}"), "image": images, "material": product.specs[0].1,
        "variesBy": ["colour", "size"], "brand": { "@type": "Brand", "name": "Vitrine" }, "hasVariant": variants })
    .to_string()
}

fn crumbs_data(product: &Product, path: &str) -> String {
    let crumbs = [("Home", "/en-ae"), ("Ceramics", "/en-ae/c/ceramics"), (product.name, path)];
    let items: Vec<_> = crumbs
        .iter()
        .zip(1..)
        .map(|((name, path), position)| json!({ "@type": "ListItem", "item": format!("{ORIGIN}{path}"), "name": name, "position": position }))
        .collect();
    json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items }).to_string()
}

fn header() -> Markup {
    html! {
        header class="header" {
            div class="header-bar wrap" {
                a href="#menu" aria-controls="menu" data-opens="menu" class="header-menu" { (icon("M2 6h16M2 14h16")) " " span { "Menu" } }
                a href="/en-ae" lang="en" class="wordmark" { "Vitrine" }
                nav aria-label="Main" class="header-nav" {
                    ul {
                        @for (slug, name) in CATEGORIES { li { a href=(format!("/en-ae/c/{slug}")) { (name) } } }
                        li { a href="/en-ae/stories" { "Stories" } }
                    }
                }
                details name="picker" class="picker locale" {
                    summary {
                        span class="hidden" { "Country and language: " }
                        span class="locale-long" { "United Arab Emirates · English" } " " bdi { "AED" } " " (icon("m4 7 6 6 6-6"))
                    }
                    (locales("header-locales", "picker-list"))
                }
            }
        }
    }
}

fn drawer() -> Markup {
    html! {
        dialog id="menu" aria-label="Menu" class="drawer" {
            div class="drawer-head" {
                a href="/en-ae" lang="en" class="wordmark" { "Vitrine" }
                a href="#" data-closes="menu" class="drawer-close" { (icon("m4 4 12 12M16 4 4 16")) span class="hidden" { "Close" } }
            }
            nav aria-label="Menu" {
                ul class="drawer-nav" { @for (slug, name) in CATEGORIES { li { a href=(format!("/en-ae/c/{slug}")) { (name) } } } }
                p class="label" { "Collections" }
                ul class="drawer-links" { @for (slug, name) in COLLECTIONS { li { a href=(format!("/en-ae/c/{slug}")) { (name) } } } }
                p class="label" { "Help" }
                ul class="drawer-links" {
                    li { a href="/en-ae/stories" { "Stories" } }
                    @for (slug, name) in HELP { li { a href=(format!("/en-ae/pages/{slug}")) { (name) } } }
                }
            }
        }
    }
}

fn locales(id: &str, class: &str) -> Markup {
    html! {
        ul id=(id) class=(class) {
            @for (tag, language, slug, words, currency) in LOCALES {
                li {
                    a href=(format!("/{tag}/p/{slug}")) hreflang=(tag) lang=(language) aria-current=[(tag == "en-ae").then_some("true")] {
                        span { (words) } " " span lang="en" class="soft" { (currency) }
                    }
                }
            }
        }
    }
}

fn gallery(product: &Product) -> Markup {
    html! {
        section aria-label="Pictures" class="gallery" {
            ol tabindex="0" class="gallery-strip" {
                @for (number, of) in (1..).zip(&product.pictures) {
                    li id=(format!("picture-{number}")) class="gallery-item" {
                        a href=(format!("/img/{}/1280.webp", of.name)) data-zoom="" class="gallery-zoom" {
                            (picture(of, "(min-width: 62rem) 46vw, 100vw", number == 1))
                            span class="gallery-zoom-sign" { (icon("M10 4v12M4 10h12")) span class="hidden" { "Enlarge picture" } }
                        }
                    }
                }
            }
            ol class="gallery-thumbs" {
                @for (number, of) in (1..).zip(&product.pictures) {
                    li {
                        a href=(format!("#picture-{number}")) aria-current=[(number == 1).then_some("true")] {
                            span class="hidden" { "Picture " (number) }
                            (picture(&Picture { alt: "", ..*of }, "4.5rem", false))
                        }
                    }
                }
            }
        }
    }
}

fn picture(of: &Picture, sizes: &str, first: bool) -> Markup {
    let srcset = |extension: &str| {
        let rungs = WIDTHS.iter().map(|(name, width)| format!("/img/{}/{name}.{extension} {width}w", of.name));
        rungs.collect::<Vec<_>>().join(", ")
    };
    html! {
        span class="picture" {
            svg aria-hidden="true" class="picture-tint" { rect width="100%" height="100%" fill=(of.colour) {} }
            picture {
                source type="image/avif" srcset=(srcset("avif")) sizes=(sizes) width="1200" height="1500";
                source type="image/webp" srcset=(srcset("webp")) sizes=(sizes) width="1200" height="1500";
                img src=(format!("/img/{}/640.jpg", of.name)) srcset=(srcset("jpg")) sizes=(sizes) width="1200" height="1500"
                    alt=(of.alt) loading=[(!first).then_some("lazy")] fetchpriority=[first.then_some("high")] decoding="async";
            }
        }
    }
}

fn buy(product: &Product) -> Markup {
    html! {
        section aria-label=(product.name) class="buy" {
            div class="buy-head" {
                h1 { (product.name) }
                div { (price(product.price)) p class="buy-tax" { "Includes 5% VAT" } }
            }
            div class="options" {
                (option(product, "colour", "Colour", &product.colours))
                (option(product, "size", "Size", &product.sizes))
            }
            ul class="facts" {
                li data-announce="" class="fact stock stock-in" { (icon("M10 6a4 4 0 1 0 0 8")) " In stock" }
                li class="fact" { (icon("M1 4h11v10H1zM12 8h4l3 3v3h-7")) " " span { "Arrives by " time datetime="2026-11-27" { "Fri, 27 Nov" } } }
                li class="fact" { (icon("m10 2 7 3.5v9L10 18l-7-3.5v-9zM3 5.5 10 9l7-3.5M10 9v9")) " " span { a href="/en-ae/pages/returns" { "Free returns within 30 days" } } }
            }
            div class="buy-end" {
                a href="/en-ae/pages/contact" class="button button-quiet" { "Ask about this product" }
                p class="sku" { "SKU " bdi { (product.sku) } }
            }
        }
    }
}

fn option(product: &Product, code: &str, name: &str, values: &[Value]) -> Markup {
    let query = |value: &Value| match code {
        "colour" => format!("colour={}&size={}", value.code, product.sizes[0].code),
        _ => format!("colour={}&size={}", product.colours[0].code, value.code),
    };
    html! {
        div role="group" aria-labelledby=(format!("option-{code}")) class="option" {
            p id=(format!("option-{code}")) class="option-name" { (name) }
            ul class="option-values" {
                @for (number, value) in values.iter().enumerate() {
                    li {
                        a href=(format!("/en-ae/p/{}?{}", product.slug, query(value))) rel="nofollow" data-live=(format!("{code}-{}", value.code))
                            aria-current=[(number == 0).then_some("true")] class="option-value" {
                            @if let Some(colour) = value.swatch { (swatch(colour)) " " }
                            span { (value.label) }
                        }
                    }
                }
            }
        }
    }
}

fn price(amount: u32) -> Markup {
    html! { p class="buy-price price" { data value=(format!("{amount}.00")) { bdi { "AED " (amount) } } } }
}

fn about(product: &Product) -> Markup {
    html! {
        section id="product-about" aria-labelledby="details-title" class="product-about wrap" {
            p class="product-words" { (product.description) }
            div {
                h2 id="details-title" class="label" { "Details" }
                dl class="specs" { @for (name, value) in product.specs { div { dt { (name) } dd { (value) } } } }
                p class="product-help" {
                    @for (slug, name) in &HELP[..2] { a href=(format!("/en-ae/pages/{slug}")) class="onward" { (name) " " (icon("M2 10h16m-6-6 6 6-6 6")) } " " }
                }
            }
        }
    }
}

fn card(card: &Card) -> Markup {
    html! {
        li class="card" {
            (picture(&card.picture, "(min-width: 62rem) 22vw, 44vw", false))
            h3 class="card-name" { a href=(format!("/en-ae/p/{}", card.slug)) { (card.name) } }
            (price(card.price))
            p class="card-colours" {
                @for colour in card.swatches { (swatch(colour)) }
                span class="hidden" { (card.swatches.len()) " colours" }
            }
        }
    }
}

fn footer() -> Markup {
    html! {
        footer class="footer wrap" {
            div class="footer-columns" {
                (links("footer-shop", "Shop", "c", &CATEGORIES))
                (links("footer-collections", "Collections", "c", &COLLECTIONS))
                (links("footer-help", "Help", "pages", &HELP))
                nav aria-labelledby="footer-locales" {
                    h2 id="footer-locales" class="label" { "Country and language" }
                    (locales("footer-locales-list", "footer-locales"))
                }
            }
            div class="footer-end" { a href="/en-ae" lang="en" class="wordmark" { "Vitrine" } p { "Prices in AED include 5% VAT" } }
        }
    }
}

fn links(id: &str, title: &str, section: &str, links: &[(&str, &str)]) -> Markup {
    html! {
        nav aria-labelledby=(id) {
            h2 id=(id) class="label" { (title) }
            ul { @for (slug, name) in links { li { a href=(format!("/en-ae/{section}/{slug}")) { (name) } } } }
        }
    }
}

fn swatch(colour: &str) -> Markup {
    html! { svg viewBox="0 0 16 16" aria-hidden="true" class="swatch" { circle cx="8" cy="8" r="7.5" fill=(colour) {} } }
}

fn icon(path: &str) -> Markup {
    html! { svg viewBox="0 0 20 20" aria-hidden="true" class="icon" { path d=(path) {} } }
}
