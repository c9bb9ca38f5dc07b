//! The price of a cart or an order with its working, as a list of amounts.

use checkout::QuotedCart;
use leptos::prelude::*;
use pricing::{Quote, documents::DeliveryOption};
use pricing_rules::PricingRulesDocument;
use types::{Language, LocalText, Money, TaxRule, Translated};

use crate::{
    localizer::Localizer,
    ui::{isolate, isolate_local},
};

/// The names that a quote's rows have, in a language.
pub(crate) struct RuleNames<'a> {
    rules: &'a PricingRulesDocument,
    language: Language,
}

impl<'a> RuleNames<'a> {
    pub(crate) const fn new(rules: &'a PricingRulesDocument, language: Language) -> Self {
        Self { rules, language }
    }

    /// Returns a promotion's name.
    pub(crate) fn promotion(&self, id: &str) -> LocalText {
        self.name(self.rules.promotions.iter().find(|of| of.id == id).map(|of| &of.name), id)
    }

    /// Returns a delivery method's name.
    pub(crate) fn delivery(&self, id: &str) -> LocalText {
        self.name(self.rules.delivery_methods.iter().find(|of| of.id == id).map(|of| &of.name), id)
    }

    fn name(&self, name: Option<&Translated>, id: &str) -> LocalText {
        name.and_then(|name| name.get(self.language)).map_or_else(|| id.to_owned().into(), |name| name.clone().into())
    }
}

/// A row of a summary.
struct Row {
    /// The name by which a script finds the amount; empty if none does.
    key: String,
    label: AnyView,
    amount: String,
    class: &'static str,
}

/// Everything that a summary tells beside the quote.
pub(crate) struct SummaryFacts {
    /// The name of the delivery method.
    pub(crate) delivery: Option<LocalText>,
    /// True if the delivery is an estimate.
    pub(crate) is_estimate: bool,
    /// The promotions that applied, by id, with their names.
    pub(crate) promotions: Vec<(String, LocalText)>,
    /// The gift cards by their keys, with the ends of their codes.
    pub(crate) gift_cards: Vec<(String, String)>,
}

/// Renders the amounts of a quote.
pub(crate) fn summary(localizer: Localizer, quote: &Quote, facts: &SummaryFacts) -> impl IntoView + use<> {
    let rows: Vec<_> = rows(localizer, quote, facts).into_iter().map(row).collect();
    view! { <dl class="sums">{rows}</dl> }
}

fn rows(localizer: Localizer, quote: &Quote, facts: &SummaryFacts) -> Vec<Row> {
    let money = |minor: i64| localizer.money(Money { minor, currency: quote.currency });
    let plain = |key: &str, label: String, amount: String, class| Row {
        key: key.to_owned(),
        label: label.into_any(),
        amount,
        class,
    };
    let mut rows = vec![plain("goods", localizer.text("sum-goods"), money(quote.goods), "sum")];
    rows.extend(quote.applied.iter().map(|applied| {
        let name = facts.promotions.iter().find(|(id, _)| *id == applied.promotion);
        let name = name.map_or_else(|| applied.promotion.clone().into(), |(_, name)| name.clone());
        let code = applied.code.clone().map(|code| view! { " "<span class="code">{isolate(code)}</span> });
        Row {
            key: format!("promotion-{}", applied.promotion),
            label: view! { {isolate_local(name)}{code} }.into_any(),
            amount: money(-applied.discount),
            class: "sum sum-off",
        }
    }));
    if let Some(delivery) = &facts.delivery {
        rows.push(delivery_row(localizer, quote, delivery.clone(), facts.is_estimate));
    }
    if quote.fees > 0 {
        rows.push(plain("fees", localizer.text("sum-cash-fee"), money(quote.fees), "sum"));
    }
    if quote.rounding != 0 {
        rows.push(plain("rounding", localizer.text("sum-rounding"), money(quote.rounding), "sum"));
    }
    let is_added = is_tax_added(localizer);
    if is_added {
        rows.push(plain("tax", localizer.text("sum-tax"), money(quote.tax), "sum"));
    }
    rows.push(plain("total", localizer.text("sum-total"), money(quote.total), "sum sum-total"));
    if !is_added && quote.tax > 0 {
        rows.push(plain("tax", localizer.text("sum-tax-included"), money(quote.tax), "sum sum-note"));
    }
    rows.extend(tender_rows(localizer, quote, facts));
    rows
}

fn delivery_row(localizer: Localizer, quote: &Quote, name: LocalText, is_estimate: bool) -> Row {
    let amount = match quote.delivery {
        0 => localizer.text("free"),
        minor => localizer.money(Money { minor, currency: quote.currency }),
    };
    let estimate = is_estimate.then(|| view! { " "<span class="soft">{localizer.text("sum-estimate")}</span> });
    Row {
        key: "delivery".to_owned(),
        label: view! { {localizer.text("sum-delivery")}": "{isolate_local(name)}{estimate} }.into_any(),
        amount,
        class: "sum",
    }
}

fn tender_rows(localizer: Localizer, quote: &Quote, facts: &SummaryFacts) -> Vec<Row> {
    let money = |minor: i64| localizer.money(Money { minor, currency: quote.currency });
    let used = quote.tenders.iter().filter(|tender| tender.used > 0);
    let mut rows: Vec<Row> = used
        .map(|tender| {
            let end = facts.gift_cards.iter().find(|(key, _)| *key == tender.key).map(|(_, end)| end.clone());
            Row {
                key: format!("tender-{}", tender.key),
                label: view! { {localizer.text("sum-gift-card")}{end.map(|end| view! { " "{isolate(format!("…{end}"))} })} }
                    .into_any(),
                amount: money(-tender.used),
                class: "sum",
            }
        })
        .collect();
    if !rows.is_empty() {
        let label = localizer.text("sum-due").into_any();
        rows.push(Row { key: "due".to_owned(), label, amount: money(quote.due), class: "sum sum-total" });
    }
    rows
}

fn row(row: Row) -> impl IntoView {
    view! {
        <div class=row.class>
            <dt>{row.label}</dt>
            <dd data-sum=row.key><bdi>{row.amount}</bdi></dd>
        </div>
    }
}

/// Returns true if tax is added to the market's prices.
pub(crate) fn is_tax_added(localizer: Localizer) -> bool {
    matches!(localizer.locale.market().tax(), TaxRule::Vat { included: false, .. } | TaxRule::SalesTaxUs)
}

/// Returns the value that is missing for free delivery, and the value that there is, if the chosen method has one.
pub(crate) fn missing_for_free_delivery(quote: &Quote, option: Option<&DeliveryOption>) -> Option<(i64, i64)> {
    let from = option?.free_from?;
    (quote.delivery > 0 && quote.goods < from).then_some((from - quote.goods, from))
}

/// Returns the keys of the cart's gift cards in its quote, with the ends of their codes.
pub(crate) fn gift_cards(cart: &QuotedCart) -> Vec<(String, String)> {
    cart.gift_cards.iter().map(|card| (card.tender.clone(), card.last_four.clone())).collect()
}
