use catalog::{FactValue, Product, ProductFact, Variant};
use leptos::prelude::*;
use types::{LocalText, Units};

use super::buy::Help;
use crate::{
    localizer::{Localizer, non_blank},
    ui::{Icon, IconName, isolate, isolate_local},
};

/// A pound, rounded up to whole grams.
const GRAMS_PER_POUND: u32 = 454;

/// Lays out the description and the known facts. The section stays when it is empty, because a
/// choice of another variant may fill it.
pub(super) fn view(localizer: Localizer, product: &Product, variant: &Variant, help: &Help) -> impl IntoView + use<> {
    let language = product.description.language.map(|language| language.to_string());
    let description = non_blank(&product.description.text).map(|text| description(&text, language));
    let facts = facts(localizer, product, variant, help);
    let label = (description.is_some() || facts.is_some()).then(|| localizer.text("details"));
    view! { <section class="product-about wrap" id="product-about" aria-label=label>{description}{facts}</section> }
}

/// Lays out a description, in the language that it is borrowed from, if it is. A single paragraph without markup is set larger than a longer text.
fn description(markdown: &str, language: Option<String>) -> AnyView {
    let html = content::safe_html(markdown);
    let paragraph = html.trim().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    if paragraph.is_some_and(|html| !html.contains('<')) {
        let text = content::plain_text(markdown);
        return view! { <p class="product-words" dir="auto" lang=language>{text}</p> }.into_any();
    }
    view! { <div class="prose prose-start" dir="auto" lang=language inner_html=html></div> }.into_any()
}

fn facts(localizer: Localizer, product: &Product, variant: &Variant, help: &Help) -> Option<impl IntoView + use<>> {
    let rows = rows(localizer, product, variant);
    let ways = [(help.shipping.clone(), "shipping"), (help.returns.clone(), "returns")];
    let ways: Vec<_> = ways.into_iter().filter_map(|(path, key)| Some(onward(localizer, path?, key))).collect();
    let groups = groups(localizer, &product.facts);
    let anything = !(rows.is_empty() && ways.is_empty() && groups.is_empty());
    anything.then(|| {
        let ungrouped = (!rows.is_empty()).then(|| {
            view! {
                <h2 class="label">{localizer.text("details")}</h2>
                <dl class="specs">{rows}</dl>
            }
        });
        let rows = if groups.is_empty() { ungrouped.into_any() } else { (ungrouped, groups).into_any() };
        view! {
            <div>
                {rows}
                {(!ways.is_empty()).then(|| view! { <p class="product-help">{ways}</p> })}
            </div>
        }
    })
}

/// Lays out the known facts that stand under no heading of their own as rows.
fn rows(localizer: Localizer, product: &Product, variant: &Variant) -> Vec<AnyView> {
    let text = |text: &String| non_blank(text).map(|text| isolate(text).into_any());
    let local = |text: &LocalText| text.has_words().then(|| isolate_local(text.clone()).into_any());
    let known = [
        ("brand", text(&product.brand)),
        ("material", local(&product.material)),
        ("dimensions", dimensions(localizer, variant)),
        ("weight", weight(localizer, variant)),
        ("care", local(&product.care)),
        ("country-of-origin", product.country_of_origin.map(|country| localizer.country(country).into_any())),
        ("mpn", text(&variant.mpn)),
        ("gtin", text(&variant.gtin)),
    ];
    let row = |(key, value): (&str, Option<AnyView>)| {
        let value = value?;
        Some(view! { <div><dt>{localizer.text(key)}</dt><dd>{value}</dd></div> }.into_any())
    };
    let ungrouped = product.facts.iter().filter(|fact| fact.group.text.is_empty());
    let facts = ungrouped.map(|fact| fact_row(localizer, fact));
    known.into_iter().filter_map(row).chain(facts).collect()
}

fn fact_row(localizer: Localizer, fact: &ProductFact) -> AnyView {
    let name = isolate_local(fact.name.clone());
    view! { <div><dt>{name}</dt><dd>{fact_value(localizer, &fact.value)}</dd></div> }.into_any()
}

fn fact_value(localizer: Localizer, value: &FactValue) -> AnyView {
    match value {
        FactValue::Labels(labels) => isolate_local(joined(labels)).into_any(),
        FactValue::Number(number, unit) => {
            let text = localizer.measure(*number, &unit.text);
            isolate_local(LocalText { text, language: unit.language }).into_any()
        }
        FactValue::Flag(flag) => localizer.text(if *flag { "yes" } else { "no" }).into_any(),
    }
}

/// Joins labels. They are in one language if all are borrowed from the same.
fn joined(labels: &[LocalText]) -> LocalText {
    let texts: Vec<&str> = labels.iter().map(|label| label.text.as_str()).collect();
    let language = labels.first().and_then(|first| first.language);
    let is_one = labels.iter().all(|label| label.language == language);
    LocalText { text: texts.join(", "), language: language.filter(|_| is_one) }
}

/// Lays out the facts that stand under headings of their own, each heading once, in the order of its first fact.
fn groups(localizer: Localizer, facts: &[ProductFact]) -> Vec<AnyView> {
    let mut groups: Vec<(&LocalText, Vec<AnyView>)> = Vec::new();
    for fact in facts.iter().filter(|fact| !fact.group.text.is_empty()) {
        match groups.iter_mut().find(|(name, _)| **name == fact.group) {
            Some((_, rows)) => rows.push(fact_row(localizer, fact)),
            None => groups.push((&fact.group, vec![fact_row(localizer, fact)])),
        }
    }
    let group = |(name, rows): (&LocalText, Vec<AnyView>)| {
        let name = isolate_local(name.clone());
        view! { <h3 class="label">{name}</h3><dl class="specs">{rows}</dl> }.into_any()
    };
    groups.into_iter().map(group).collect()
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
