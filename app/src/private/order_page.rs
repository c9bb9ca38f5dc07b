//! The page of an order, for whoever has its link: confirmation, state, receipt.

use database::Error;
use leptos::prelude::*;
use orders::{Order, OrderEvent, OrderEventKind, OrderState, OrderedLine};
use payments::{Payment, PaymentState};
use pricing::QuoteRow;
use types::{LocalText, Locale, Money};

use super::{
    PrivateContext, PrivateResponse,
    summary::{SummaryFacts, summary},
};
use crate::{
    address,
    localizer::Localizer,
    page_context::RenderedPage,
    ui::{isolate, locale_field},
};

/// An order with everything that its page shows.
#[derive(Debug)]
pub struct OrderView {
    /// The order.
    pub order: Order,
    /// Its history.
    pub events: Vec<OrderEvent>,
    /// Its payments, the newest last.
    pub payments: Vec<Payment>,
    /// The text of the token that opened it.
    pub token: String,
    /// True for the browser that placed it: others see no full address.
    pub is_buyer: bool,
}

/// `/{locale}/orders/{token}`
pub(super) async fn page(context: &mut PrivateContext<'_>) -> Result<PrivateResponse, Error> {
    let localizer = context.page.localizer();
    let Some(view) = context.order.take() else {
        return super::find_order_page::page(context, true).await;
    };
    let rules = pricing_rules::rules(context.page.reader).await?;
    let method = view.order.snapshot.payment.as_ref().map(|payment| payment.method.clone());
    let instructions = method.and_then(|method| {
        let method = rules.document.payment_methods.iter().find(|of| of.id == method)?;
        method.instructions.get(localizer.locale.language()).cloned()
    });
    let title = localizer.text_with("order-title", "number", view.order.name());
    let path = |locale: Locale| address::order(locale, &view.token);
    let layout = context.layout(title.clone(), path).await?;
    let html = layout.document(|| {
        let page = OrderPage { localizer, view: &view, instructions };
        page.main(title)
    });
    Ok(PrivateResponse::Page(RenderedPage { status: 200, html, preloads: Vec::new() }))
}

struct OrderPage<'a> {
    localizer: Localizer,
    view: &'a OrderView,
    instructions: Option<String>,
}

impl OrderPage<'_> {
    fn main(&self, title: String) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let order = &self.view.order;
        let lines: Vec<_> = order.snapshot.priced_lines().map(|(line, row)| self.line(line, row)).collect();
        let facts = self.facts();
        let seller = &order.snapshot.seller;
        let address: Vec<_> = seller.address.iter().map(|line| view! { <span>{line.clone()}</span> }).collect();
        let number = (!seller.tax_number.is_empty())
            .then(|| view! { <span>{localizer.text("field-tax-number")}": "<bdi dir="ltr">{seller.tax_number.clone()}</bdi></span> });
        view! {
            <div class="order wrap">
                <div class="order-head">
                    <p class="label">{self.state()}</p>
                    <h1>{title}</h1>
                    {self.lead()}
                    {self.transfer()}
                    {self.payment_again()}
                </div>
                {self.timeline()}
                <section class="order-receipt" aria-labelledby="receipt">
                    <h2 id="receipt">{localizer.text("order-receipt")}</h2>
                    <ul class="short-lines">{lines}</ul>
                    {summary(localizer, &order.snapshot.quote, &facts)}
                    <address class="step-digest order-seller"><span>{seller.name.clone()}</span>{address}{number}</address>
                </section>
                <section class="order-facts">
                    {self.address()}
                    {self.delivery()}
                    {self.payment()}
                    {self.note()}
                    {self.cancel()}
                </section>
            </div>
        }
    }

    fn line(&self, line: &OrderedLine, row: &QuoteRow) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let amount = self.money(row.amount);
        let options = line.options.iter().map(|option| option.label.clone()).collect::<Vec<_>>().join(", ");
        view! {
            <li>
                <span>
                    <bdi>{line.name.clone()}</bdi>
                    {(!options.is_empty()).then(|| view! { " "<span class="soft"><bdi>{options}</bdi></span> })}
                    " "<span class="soft">"× "{localizer.number(line.quantity as usize)}" · "<bdi>{line.sku.clone()}</bdi></span>
                </span>
                <bdi>{amount}</bdi>
            </li>
        }
    }

    fn money(&self, minor: i64) -> String {
        self.localizer.money(Money { minor, currency: self.view.order.currency })
    }

    fn facts(&self) -> SummaryFacts {
        let snapshot = &self.view.order.snapshot;
        SummaryFacts {
            delivery: snapshot.delivery.as_ref().map(|delivery| LocalText::from(delivery.name.clone())),
            is_estimate: false,
            promotions: snapshot.promotions.iter().map(|of| (of.id.clone(), of.name.clone().into())).collect(),
            gift_cards: snapshot.gift_cards.iter().map(|card| (card.tender.clone(), card.last4.clone())).collect(),
        }
    }

    fn state(&self) -> String {
        self.localizer.text(match self.view.order.state {
            OrderState::Placing => "order-placing",
            OrderState::Placed => "order-placed",
            OrderState::Dispatched => "order-dispatched",
            OrderState::Delivered => "order-delivered",
            OrderState::Cancelled => "order-cancelled",
        })
    }

    fn lead(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let email = self.view.order.snapshot.contact.email.clone();
        match self.view.order.state {
            OrderState::Placed if self.view.is_buyer => {
                let [before, after] = localizer.text_around("order-thanks", "email");
                view! { <p class="lead">{before}<bdi dir="ltr">{email}</bdi>{after}</p> }.into_any()
            }
            OrderState::Placing => view! { <p class="lead">{localizer.text("order-placing-text")}</p> }.into_any(),
            _ => ().into_any(),
        }
    }

    /// Returns the payment that counts: the newest.
    fn last_payment(&self) -> Option<&Payment> {
        self.view.payments.last()
    }

    /// Renders what a shopper needs for a transfer that the shop waits for.
    fn transfer(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let payment = self.last_payment().filter(|of| of.status.state == PaymentState::Awaited)?;
        let amount = localizer.money(payment.amount);
        let reference = self.view.order.name();
        let until = payment.lapses_at.map(|at| localizer.text_with("transfer-until", "date", localizer.date(at)));
        let lines: Vec<_> = self
            .instructions
            .iter()
            .flat_map(|text| text.lines())
            .map(|line| view! { <span><bdi>{line.to_owned()}</bdi></span> })
            .collect();
        Some(view! {
            <div class="told order-transfer">
                <p>{localizer.text("transfer-text")}</p>
                <dl class="sums">
                    <div class="sum"><dt>{localizer.text("transfer-amount")}</dt><dd><bdi>{amount}</bdi></dd></div>
                    <div class="sum"><dt>{localizer.text("transfer-reference")}</dt><dd><bdi dir="ltr">{reference}</bdi></dd></div>
                </dl>
                <address class="step-digest">{lines}</address>
                {until.map(|until| view! { <p>{until}</p> })}
            </div>
        })
    }

    /// Renders the way back to a payment that is under way at its provider.
    fn payment_again(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let payment = self.last_payment()?;
        let url = payment.url.clone().filter(|_| payment.status.state == PaymentState::NeedsAction)?;
        (self.view.order.state == OrderState::Placing && self.view.is_buyer).then(|| {
            view! { <p><a class="button" href=url rel="noreferrer">{localizer.text("payment-continue")}</a></p> }
        })
    }

    fn timeline(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let shown = self.view.events.iter().filter_map(|event| Some((event, event_key(event.kind)?)));
        let items: Vec<_> = shown
            .map(|(event, key)| {
                view! { <li><span>{localizer.text(key)}</span>" "<span class="soft">{localizer.date_and_time(event.at)}</span></li> }
            })
            .collect();
        view! {
            <section aria-labelledby="timeline">
                <h2 id="timeline" class="label">{localizer.text("order-timeline")}</h2>
                <ol class="timeline">{items}</ol>
            </section>
        }
    }

    /// Renders the address: all of it for the buyer's browser, and the place alone for others.
    fn address(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let address = &self.view.order.snapshot.address;
        let language = localizer.locale.language();
        let country = localizer.country(address.country());
        let lines = if self.view.is_buyer {
            address.lines(language)
        } else {
            let region = address.region().map(|region| region.name(language).to_owned());
            [Some(address.get(addresses::AddressField::City).to_owned()), region].into_iter().flatten().collect()
        };
        let lines: Vec<_> = lines
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(|line| view! { <span><bdi>{line}</bdi></span> })
            .collect();
        let hint =
            (!self.view.is_buyer).then(|| view! { <p class="form-hint">{localizer.text("order-address-hidden")}</p> });
        view! {
            <div>
                <h2 class="label">{localizer.text("order-address")}</h2>
                <address class="step-digest">{lines}<span>{country}</span></address>
                {hint}
            </div>
        }
    }

    fn delivery(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let delivery = self.view.order.snapshot.delivery.as_ref()?;
        let days = delivery.from.zip(delivery.to).map(|(from, to)| {
            let [from, to] = [from, to].map(|day| localizer.coming_day(day));
            if from == to {
                localizer.text_with("delivery-arrives-on", "day", from)
            } else {
                localizer.text_with_all("delivery-arrives-between", [("from", from), ("to", to)])
            }
        });
        let name = delivery.name.clone();
        Some(view! {
            <div>
                <h2 class="label">{localizer.text("checkout-delivery")}</h2>
                <p class="step-digest"><span>{isolate(name)}</span>{days.map(|days| view! { <span class="soft">{days}</span> })}</p>
            </div>
        })
    }

    fn payment(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let payment = self.view.order.snapshot.payment.as_ref()?;
        let name = payment.name.clone();
        let state = self.last_payment().map(|payment| localizer.text(payment_key(payment)));
        Some(view! {
            <div>
                <h2 class="label">{localizer.text("checkout-payment")}</h2>
                <p class="step-digest"><span>{isolate(name)}</span>{state.map(|state| view! { <span class="soft">{state}</span> })}</p>
            </div>
        })
    }

    fn note(&self) -> Option<impl IntoView + use<>> {
        let note = self.view.order.snapshot.note.clone();
        let localizer = self.localizer;
        (self.view.is_buyer && !note.is_empty()).then(|| {
            view! {
                <div>
                    <h2 class="label">{localizer.text("order-note")}</h2>
                    <p class="step-digest" dir="auto">{note}</p>
                </div>
            }
        })
    }

    /// Renders the form that cancels the order, as long as it can be.
    fn cancel(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let can_cancel = self.view.order.state.can_become(OrderState::Cancelled);
        let token = self.view.token.clone();
        can_cancel.then(|| {
            view! {
                <details class="cart-more order-cancel">
                    <summary>{localizer.text("order-cancel")}</summary>
                    <form class="stack" method="post" action="/actions/orders/cancel">
                        {locale_field(localizer.locale)}
                        <input type="hidden" name="token" value=token/>
                        <p>{localizer.text("order-cancel-text")}</p>
                        <button class="button button-quiet" type="submit">{localizer.text("order-cancel-now")}</button>
                    </form>
                </details>
            }
        })
    }
}

/// Returns the key of the text of an event that shoppers see.
const fn event_key(kind: OrderEventKind) -> Option<&'static str> {
    match kind {
        OrderEventKind::Begun => Some("event-begun"),
        OrderEventKind::Placed => Some("event-placed"),
        OrderEventKind::PaymentAwaited => Some("event-payment-awaited"),
        OrderEventKind::PaymentFailed => Some("event-payment-failed"),
        OrderEventKind::Paid => Some("event-paid"),
        OrderEventKind::Dispatched => Some("event-dispatched"),
        OrderEventKind::Delivered => Some("event-delivered"),
        OrderEventKind::Cancelled => Some("event-cancelled"),
        OrderEventKind::Refunded => Some("event-refunded"),
        OrderEventKind::MailSent | OrderEventKind::MailRefused | OrderEventKind::Mismatch | OrderEventKind::Note => {
            None
        }
    }
}

/// Returns the key of the text of a payment's state.
const fn payment_key(payment: &Payment) -> &'static str {
    match payment.status.state {
        PaymentState::Due => "payment-due",
        PaymentState::Awaited => "payment-awaited",
        PaymentState::Captured if payment.status.refunded > 0 => "payment-refunded",
        PaymentState::Captured => "payment-paid",
        PaymentState::Begun | PaymentState::NeedsAction | PaymentState::Authorised => "payment-open",
        PaymentState::Failed | PaymentState::Lapsed | PaymentState::Cancelled => "payment-not-made",
        PaymentState::Mismatch => "payment-in-review",
    }
}
