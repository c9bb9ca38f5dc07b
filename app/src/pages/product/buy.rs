use catalog::{Product, ProductOption, ProductValue, Variant};
use content::PageKind;
use database::{Error, Reader};
use leptos::prelude::*;
use types::{Stock, TaxRule};

use super::{
    Choice,
    choice::{query_of, sibling},
};
use crate::{
    address,
    delivery::Promise,
    localizer::Localizer,
    ui::{Icon, IconName, PriceTag, Swatch, isolate, isolate_local, locale_field},
};

/// The paths of the help pages that the merchant has published.
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

/// Lays out the price, the options, the stock and the delivery promise.
pub(super) fn buy_box(
    localizer: Localizer,
    product: &Product,
    choice: &Choice,
    path: &str,
    promise: Option<Promise>,
    few: u32,
    help: &Help,
) -> impl IntoView + use<> {
    let variant = &choice.variant;
    let options: Vec<_> = product.options.iter().map(|of| option(localizer, product, variant, of, path)).collect();
    let contact = help.contact.clone().map(|path| {
        view! { <a class="button button-quiet" href=path>{localizer.text("ask")}</a> }
    });
    view! {
        <section class="buy" aria-label=product.name.text.clone()>
            <div class="buy-head">
                <h1>{isolate_local(product.name.clone())}</h1>
                <div>
                    <PriceTag localizer=localizer now=variant.price.now compare_at=variant.price.compare_at class="buy-price price"/>
                    {tax(localizer, product).map(|text| view! { <p class="buy-tax">{text}</p> })}
                </div>
            </div>
            {(!options.is_empty()).then(|| view! { <div class="options">{options}</div> })}
            {add_to_cart(localizer, variant)}
            <ul class="facts">
                {stock(localizer, variant, few)}
                {promise.filter(|_| variant.is_available()).map(|promise| delivery(localizer, promise))}
                {returns(localizer, help.returns.clone())}
            </ul>
            <div class="buy-end">
                {contact}
                <p class="sku">{localizer.text("sku")}" "{isolate(variant.sku.clone())}</p>
            </div>
        </section>
    }
}

/// Lays out the form that adds the variant to the visitor's cart.
fn add_to_cart(localizer: Localizer, variant: &Variant) -> Option<impl IntoView + use<>> {
    variant.is_available().then(|| {
        view! {
            <form class="buy-form" method="post" action="/actions/cart/add" data-cart-add="">
                {locale_field(localizer.locale)}
                <input type="hidden" name="sku" value=variant.sku.clone()/>
                <button class="button button-wide" type="submit">{localizer.text("cart-add")}</button>
            </form>
        }
    })
}

/// Returns the sentence about the tax of the price, where there is a tax.
fn tax(localizer: Localizer, product: &Product) -> Option<String> {
    let key = match localizer.locale.market().tax() {
        TaxRule::None => return None,
        TaxRule::Vat { included: true, .. } => "tax-vat-included",
        TaxRule::Vat { included: false, .. } => "tax-vat-excluded",
        TaxRule::GstIndia => "tax-gst-included",
        TaxRule::SalesTaxUs => "tax-added",
    };
    Some(localizer.text_with(key, "rate", localizer.tax_rate_of(&product.tax_class).unwrap_or_default()))
}

fn option(
    localizer: Localizer,
    product: &Product,
    variant: &Variant,
    option: &ProductOption,
    path: &str,
) -> impl IntoView + use<> {
    let id = format!("option-{}", option.code);
    let values: Vec<_> = option.values.iter().map(|of| value(localizer, product, variant, option, of, path)).collect();
    view! {
        <div class="option" role="group" aria-labelledby=id>
            <p class="option-name" id=id.clone()>{isolate_local(option.name.clone())}</p>
            <ul class="option-values">{values}</ul>
        </div>
    }
}

/// Lays out a link to the same product with this value. A value that is not made or sold out is marked, but still a
/// link.
fn value(
    localizer: Localizer,
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
                {isolate_local(value.label.clone())}
                {reason.map(|key| view! { <span class="hidden">{localizer.text(key)}</span> })}
            </a>
        </li>
    }
}

/// Lays out the stock. Fewer units than `few` are told by their number.
fn stock(localizer: Localizer, variant: &Variant, few: u32) -> impl IntoView + use<> {
    let (class, text) = match variant.stock {
        Stock::Counted(0) => ("fact stock stock-out", localizer.text("stock-out")),
        Stock::Counted(left) if left < few => ("fact stock stock-low", localizer.plural("stock-low", left as usize)),
        Stock::Counted(_) | Stock::Untracked => ("fact stock stock-in", localizer.text("stock-in")),
    };
    view! { <li class=class data-announce=""><Icon name=IconName::Dot/>" "{text}</li> }
}

fn delivery(localizer: Localizer, promise: Promise) -> impl IntoView {
    let day = promise.day.to_string();
    let text = localizer.coming_day(promise.day);
    view! {
        <li class="fact">
            <Icon name=IconName::Delivery/>" "
            <span>{localizer.text("arrives-by")}" "<time datetime=day>{text}</time></span>
        </li>
    }
}

/// Lays out the days of free returns, where the market has them and a page explains them.
fn returns(localizer: Localizer, page: Option<String>) -> Option<impl IntoView> {
    let days = localizer.locale.market().facts().returns_days?;
    Some(view! {
        <li class="fact">
            <Icon name=IconName::Parcel/>" "<span><a href=page?>{localizer.plural("returns-free", days as usize)}</a></span>
        </li>
    })
}
