//! The checkout: contact, delivery, payment, review. A finished step folds to a summary with a link that opens it again.

mod contact_step;
mod delivery_step;
mod payment_step;
mod progress;
mod review_step;

use cart::CheckoutStep;
use database::Error;
use leptos::prelude::*;

use super::{
    PrivateContext, PrivateResponse, VisitorsCart,
    summary::{RuleNames, summary},
};
use crate::{address, localizer::Localizer, page_context::RenderedPage};
pub(super) use payment_step::payment_name;
pub(super) use progress::Progress;

/// `/{locale}/checkout/{step}`
pub(super) async fn page(context: &mut PrivateContext<'_>, step: CheckoutStep) -> Result<PrivateResponse, Error> {
    let localizer = context.page.localizer();
    let rules = pricing_rules::rules(context.page.reader).await?;
    let cart = std::mem::replace(&mut context.cart, VisitorsCart::Empty);
    let cart = match cart {
        VisitorsCart::Quoted(cart) if !cart.quote.lines.is_empty() => cart,
        _ => return Ok(PrivateResponse::SeeOther(address::cart(localizer.locale))),
    };
    let names = RuleNames::new(&rules.document, localizer.locale.language());
    let notice = context.query("notice").map(str::to_owned);
    let at = context.page.reader.at;
    let kinds = context.payment_kinds;
    let progress = Progress::of(localizer, &cart, &rules.document, kinds, at);
    if step > progress.first_open() {
        return Ok(PrivateResponse::SeeOther(address::checkout(localizer.locale, progress.first_open())));
    }
    let layout = context.layout(localizer.text("checkout"), |locale| address::checkout(locale, step)).await?;
    let html = layout.document(|| {
        let view = CheckoutView { localizer, progress: &progress, names: &names, step, notice: notice.as_deref() };
        view.main()
    });
    Ok(PrivateResponse::Page(RenderedPage { status: 200, html, preloads: Vec::new() }))
}

/// A checkout at one of its steps.
pub(super) struct CheckoutView<'a> {
    localizer: Localizer,
    progress: &'a Progress<'a>,
    names: &'a RuleNames<'a>,
    step: CheckoutStep,
    notice: Option<&'a str>,
}

impl CheckoutView<'_> {
    fn main(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let steps: Vec<_> =
            CheckoutStep::ALL.into_iter().zip(1..).map(|(step, number)| self.step(step, number)).collect();
        let quote = &self.progress.cart.quote.quote;
        let facts = self.progress.facts(self.names);
        let total = localizer.money(types::Money { minor: quote.total, currency: quote.currency });
        view! {
            <div class="checkout wrap" id="checkout-main">
                <h1>{localizer.text("checkout")}</h1>
                <ol class="steps">{steps}</ol>
                <aside class="checkout-sums">
                    <details class="checkout-fold" open>
                        <summary>
                            <span>{localizer.text("sum-title")}</span>" "<bdi>{total}</bdi>
                        </summary>
                        {self.lines()}
                        {summary(localizer, quote, &facts)}
                        <p><a href=address::cart(localizer.locale)>{localizer.text("checkout-change-cart")}</a></p>
                    </details>
                </aside>
            </div>
        }
    }

    /// Renders a step: its form if it is the present one, a summary if it is finished, and its name otherwise.
    fn step(&self, step: CheckoutStep, number: usize) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let is_present = step == self.step;
        let is_done = !is_present && step < self.progress.first_open();
        let title = localizer.text(title_key(step));
        let content = match step {
            _ if is_present => self.form(step),
            _ if is_done => self.digest(step),
            _ => ().into_any(),
        };
        let change = is_done.then(|| {
            let path = address::checkout(localizer.locale, step);
            let label = localizer.text_with("checkout-change-step", "step", title.clone());
            view! { <a class="step-change" href=path aria-label=label>{localizer.text("checkout-change")}</a> }
        });
        let class = match (is_present, is_done) {
            (true, _) => "step step-now",
            (_, true) => "step step-done",
            _ => "step",
        };
        view! {
            <li class=class aria-current=is_present.then_some("step")>
                <div class="step-head">
                    <h2><span class="step-number">{localizer.number(number)}</span>" "{title}</h2>
                    {change}
                </div>
                {content}
            </li>
        }
    }

    fn form(&self, step: CheckoutStep) -> AnyView {
        match step {
            CheckoutStep::Contact => self.contact_form().into_any(),
            CheckoutStep::Delivery => self.delivery_form().into_any(),
            CheckoutStep::Payment => self.payment_form().into_any(),
            CheckoutStep::Review => self.review_form().into_any(),
        }
    }

    fn digest(&self, step: CheckoutStep) -> AnyView {
        match step {
            CheckoutStep::Contact => self.contact_digest().into_any(),
            CheckoutStep::Delivery => self.delivery_digest().into_any(),
            CheckoutStep::Payment => self.payment_digest().into_any(),
            CheckoutStep::Review => ().into_any(),
        }
    }

    /// Renders the lines as a short list.
    fn lines(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let quote = &self.progress.cart.quote;
        let line = |line: &checkout::QuotedLine| {
            let row = quote.quote.rows.iter().find(|row| row.key == pricing::RowKey::Line(line.key));
            let amount = row.map_or(0, |row| row.amount);
            let amount = localizer.money(types::Money { minor: amount, currency: quote.quote.currency });
            let options = line.item.options.iter().map(|option| option.label.clone()).collect::<Vec<_>>().join(", ");
            view! {
                <li>
                    <span>
                        <bdi>{line.item.name.clone()}</bdi>
                        {(!options.is_empty()).then(|| view! { " "<span class="soft"><bdi>{options}</bdi></span> })}
                        " "<span class="soft">"× "{localizer.number(line.quantity as usize)}</span>
                    </span>
                    <bdi>{amount}</bdi>
                </li>
            }
        };
        let lines: Vec<_> = quote.lines.iter().map(line).collect();
        view! { <ul class="short-lines">{lines}</ul> }
    }
}

const fn title_key(step: CheckoutStep) -> &'static str {
    match step {
        CheckoutStep::Contact => "checkout-contact",
        CheckoutStep::Delivery => "checkout-delivery",
        CheckoutStep::Payment => "checkout-payment",
        CheckoutStep::Review => "checkout-review",
    }
}
