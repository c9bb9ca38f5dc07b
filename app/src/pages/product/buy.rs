use catalog::{Product, ProductOption, ProductValue, Variant};
use content::PageKind;
use database::{Error, Reader};
use leptos::prelude::*;
use types::{Stock, TaxDisplay};

use super::{
    Choice,
    choice::{query_of, sibling},
};
use crate::{
    address,
    delivery::{Promise, RETURN_DAYS},
    ui::{Icon, IconName, PriceTag, Swatch, isolate},
    words::Words,
};

/// Fewer than this many left are told to the shopper.
const FEW: u32 = 4;

/// The pages that answer a buyer's questions, where the merchant has written them.
pub(super) struct Help {
    pub(super) shipping: Option<String>,
    pub(super) returns: Option<String>,
    contact: Option<String>,
}

impl Help {
    pub(super) async fn load(reader: &mut Reader) -> Result<Self, Error> {
        Ok(Self {
            shipping: path(reader, "shipping").await?,
            returns: path(reader, "returns").await?,
            contact: path(reader, "contact").await?,
        })
    }
}

async fn path(reader: &mut Reader, code: &str) -> Result<Option<String>, Error> {
    let locale = reader.locale;
    let slug = content::slug_by_code(reader, PageKind::Page, code).await?;
    Ok(slug.map(|slug| address::page(locale, &slug)))
}

/// What it costs, in which variants it comes, whether it is there and when it arrives.
pub(super) fn buy_box(
    words: Words,
    product: &Product,
    choice: &Choice,
    path: &str,
    promise: Promise,
    help: &Help,
) -> impl IntoView + use<> {
    let variant = &choice.variant;
    let options: Vec<_> = product.options.iter().map(|of| option(words, product, variant, of, path)).collect();
    let contact = help.contact.clone().map(|path| {
        view! { <a class="button button-quiet" href=path>{words.text("ask")}</a> }
    });
    view! {
        <section class="buy" aria-label=product.name.clone()>
            <div class="buy-head">
                <h1>{isolate(product.name.clone())}</h1>
                <div>
                    <PriceTag words=words now=variant.price.now compare_at=variant.price.compare_at class="buy-price price"/>
                    <p class="buy-tax">{words.text(tax_key(words))}</p>
                </div>
            </div>
            {(!options.is_empty()).then(|| view! { <div class="options">{options}</div> })}
            <ul class="facts">
                {stock(words, variant)}
                {variant.is_available().then(|| delivery(words, promise))}
                {help.returns.clone().map(|path| returns(words, path))}
            </ul>
            <div class="buy-end">
                {contact}
                <p class="sku">{words.text("sku")}" "{isolate(variant.sku.clone())}</p>
            </div>
        </section>
    }
}

const fn tax_key(words: Words) -> &'static str {
    match words.locale.market().tax_display() {
        TaxDisplay::VatIncluded { .. } => "tax-vat-included",
        TaxDisplay::GstIncluded => "tax-gst-included",
        TaxDisplay::Added => "tax-added",
    }
}

fn option(
    words: Words,
    product: &Product,
    variant: &Variant,
    option: &ProductOption,
    path: &str,
) -> impl IntoView + use<> {
    let id = format!("option-{}", option.code);
    let values: Vec<_> = option.values.iter().map(|of| value(words, product, variant, option, of, path)).collect();
    view! {
        <div class="option" role="group" aria-labelledby=id>
            <p class="option-name" id=id.clone()>{isolate(option.name.clone())}</p>
            <ul class="option-values">{values}</ul>
        </div>
    }
}

/// A link to the same product with this value: what is not made or sold out is marked, and still a link.
fn value(
    words: Words,
    product: &Product,
    variant: &Variant,
    option: &ProductOption,
    value: &ProductValue,
    path: &str,
) -> impl IntoView + use<> {
    let other = sibling(product, variant, option, value);
    let available = other.is_some_and(Variant::is_available);
    let mut query = query_of(product, variant);
    for (name, code) in &mut query {
        if *name == option.code {
            code.clone_from(&value.code);
        }
    }
    let reason = match other {
        None => Some("option-not-made"),
        Some(_) if !available => Some("option-sold-out"),
        Some(_) => None,
    };
    let class = if available { "option-value" } else { "option-value option-value-out" };
    view! {
        <li>
            <a
                class=class
                href=address::with_query(path, &query)
                rel="nofollow"
                data-live=format!("{}-{}", option.code, value.code)
                aria-current=variant.has(value).then_some("true")
            >
                {value.swatch.clone().map(|colour| view! { <Swatch colour=colour/>" " })}
                {isolate(value.label.clone())}
                {reason.map(|key| view! { <span class="hidden">{words.text(key)}</span> })}
            </a>
        </li>
    }
}

fn stock(words: Words, variant: &Variant) -> impl IntoView + use<> {
    let (class, text) = match variant.stock {
        Stock::Counted(0) => ("fact stock stock-out", words.text("stock-out")),
        Stock::Counted(left @ 1..FEW) => ("fact stock stock-low", words.counted("stock-low", left as usize)),
        Stock::Counted(_) | Stock::Untracked => ("fact stock stock-in", words.text("stock-in")),
    };
    view! { <li class=class data-announce=""><Icon name=IconName::Dot/>" "{text}</li> }
}

fn delivery(words: Words, promise: Promise) -> impl IntoView {
    let day = promise.day.to_string();
    let text = words.coming_day(promise.day);
    view! {
        <li class="fact">
            <Icon name=IconName::Delivery/>" "
            <span>{words.text("arrives-by")}" "<time datetime=day>{text}</time></span>
        </li>
    }
}

fn returns(words: Words, path: String) -> impl IntoView {
    view! {
        <li class="fact">
            <Icon name=IconName::Parcel/>" "<span><a href=path>{words.counted("returns-free", RETURN_DAYS)}</a></span>
        </li>
    }
}
