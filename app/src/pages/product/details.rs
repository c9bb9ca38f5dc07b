use catalog::{Product, Variant};
use leptos::prelude::*;
use types::Units;

use super::buy::Help;
use crate::{
    localizer::{Localizer, non_blank},
    ui::{Icon, IconName, isolate},
};

/// A pound, rounded up to whole grams.
const GRAMS_PER_POUND: u32 = 454;

/// Lays out the description and the known facts. The section stays when it is empty, because a
/// choice of another variant may fill it.
pub(super) fn view(localizer: Localizer, product: &Product, variant: &Variant, help: &Help) -> impl IntoView + use<> {
    let language = product.description_language.map(|language| language.to_string());
    let description = non_blank(&product.description)
        .map(|text| view! { <p class="product-words" dir="auto" lang=language>{text}</p> });
    let facts = facts(localizer, product, variant, help);
    let label = (description.is_some() || facts.is_some()).then(|| localizer.text("details"));
    view! { <section class="product-about wrap" id="product-about" aria-label=label>{description}{facts}</section> }
}

fn facts(localizer: Localizer, product: &Product, variant: &Variant, help: &Help) -> Option<impl IntoView + use<>> {
    let rows = rows(localizer, product, variant);
    let ways = [(help.shipping.clone(), "shipping"), (help.returns.clone(), "returns")];
    let ways: Vec<_> = ways.into_iter().filter_map(|(path, key)| Some(onward(localizer, path?, key))).collect();
    let anything = !(rows.is_empty() && ways.is_empty());
    anything.then(|| {
        view! {
            <div>
                {(!rows.is_empty()).then(|| view! {
                    <h2 class="label">{localizer.text("details")}</h2>
                    <dl class="specs">{rows}</dl>
                })}
                {(!ways.is_empty()).then(|| view! { <p class="product-help">{ways}</p> })}
            </div>
        }
    })
}

/// Lays out the known ones of brand, material, size, weight and care as rows.
fn rows(localizer: Localizer, product: &Product, variant: &Variant) -> Vec<AnyView> {
    let text = |text: &String| non_blank(text).map(|text| isolate(text).into_any());
    let known = [
        ("brand", text(&product.brand)),
        ("material", text(&product.material)),
        ("dimensions", dimensions(localizer, variant)),
        ("weight", weight(localizer, variant)),
        ("care", text(&product.care)),
    ];
    let row = |(key, value): (&str, Option<AnyView>)| {
        let value = value?;
        Some(view! { <div><dt>{localizer.text(key)}</dt><dd>{value}</dd></div> }.into_any())
    };
    known.into_iter().filter_map(row).collect()
}

fn onward(localizer: Localizer, path: String, key: &str) -> impl IntoView + use<> {
    view! { <a class="onward" href=path>{localizer.text(key)}" "<Icon name=IconName::Forward/></a>" " }
}

/// Lays out the sides in centimetres or inches. A side of 0 was not measured. `None` if no side was.
fn dimensions(localizer: Localizer, variant: &Variant) -> Option<AnyView> {
    let size = variant.dimensions;
    let sides = [("length", size.length), ("width", size.width), ("height", size.height)];
    let measured: Vec<_> = sides.into_iter().filter(|(_, millimetres)| *millimetres > 0).collect();
    let joined = |texts: Vec<String>| texts.join(" × ");
    let (length, unit): (fn(Localizer, u32) -> String, _) = match localizer.locale.market().facts().units {
        Units::Metric => (Localizer::tenths, "centimetres"),
        Units::Us => (Localizer::inches, "inches"),
    };
    let across = joined(measured.iter().map(|(_, millimetres)| length(localizer, *millimetres)).collect());
    let sides = joined(measured.iter().map(|(key, _)| localizer.text(key)).collect());
    let shown = || view! { {isolate(across)}" "{localizer.text_with(unit, "sides", sides)} }.into_any();
    (!measured.is_empty()).then(shown)
}

/// Lays out the weight in kilograms or pounds, or in ounces below a pound. A weight of 0 was not measured.
fn weight(localizer: Localizer, variant: &Variant) -> Option<AnyView> {
    let grams = variant.weight_g;
    let (number, unit) = match localizer.locale.market().facts().units {
        Units::Metric => (localizer.thousandths(grams), "kilograms"),
        Units::Us if grams < GRAMS_PER_POUND => (localizer.ounces(grams), "ounces"),
        Units::Us => (localizer.pounds(grams), "pounds"),
    };
    (grams > 0).then(|| view! { {isolate(number)}" "{localizer.text(unit)} }.into_any())
}
