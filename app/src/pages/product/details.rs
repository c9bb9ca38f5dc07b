use catalog::{Product, Variant};
use leptos::prelude::*;

use super::buy::Help;
use crate::{
    ui::{Icon, IconName},
    words::Words,
};

/// What it is, what it is made of, how large, and how to look after it.
pub(super) fn view(words: Words, product: &Product, variant: &Variant, help: &Help) -> impl IntoView + use<> {
    let row = |key: &str, value: AnyView| {
        view! { <div><dt>{words.text(key)}</dt><dd>{value}</dd></div> }
    };
    let ways = [(help.shipping.clone(), "shipping"), (help.returns.clone(), "returns")];
    let ways: Vec<_> = ways.into_iter().filter_map(|(path, key)| Some(onward(words, path?, key))).collect();
    view! {
        <section class="product-about wrap" id="product-about" aria-labelledby="details-title">
            <p class="product-words">{product.description.clone()}</p>
            <div>
                <h2 class="label" id="details-title">{words.text("details")}</h2>
                <dl class="specs">
                    {row("material", product.material.clone().into_any())}
                    {row("dimensions", dimensions(words, variant).into_any())}
                    {row("weight", weight(words, variant).into_any())}
                    {row("care", product.care.clone().into_any())}
                </dl>
                <p class="product-help">{ways}</p>
            </div>
        </section>
    }
}

fn onward(words: Words, path: String, key: &str) -> impl IntoView + use<> {
    view! { <a class="onward" href=path>{words.text(key)}" "<Icon name=IconName::Forward/></a>" " }
}

/// Centimetres.
fn dimensions(words: Words, variant: &Variant) -> impl IntoView + use<> {
    let size = variant.dimensions;
    let across =
        format!("{} × {} × {}", words.tenths(size.length), words.tenths(size.width), words.tenths(size.height));
    view! { <bdi>{across}</bdi>" "{words.text("centimetres")} }
}

/// Kilograms.
fn weight(words: Words, variant: &Variant) -> impl IntoView + use<> {
    view! { <bdi>{words.thousandths(variant.weight_g)}</bdi>" "{words.text("kilograms")} }
}
