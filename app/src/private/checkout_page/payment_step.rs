use cart::CheckoutStep;
use checkout::{INVOICE_COMPANY, TAX_NUMBER};
use leptos::prelude::*;
use pricing::documents::PaymentOption;
use types::{Money, PaymentKind};

use super::CheckoutView;
use crate::{
    localizer::Localizer,
    private::field::{Field, FieldKind, error_summary},
    ui::{isolate, locale_field},
};

impl CheckoutView<'_> {
    pub(super) fn payment_form(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let is_due = self.progress.cart.quote.quote.due > 0;
        let chosen = self.progress.payment().or(self.progress.payments.first()).map(|option| option.method.clone());
        let chosen = chosen.unwrap_or_default();
        let options: Vec<_> =
            self.progress.payments.iter().map(|option| self.payment_option(option, &chosen)).collect();
        let message = match (is_due, options.is_empty()) {
            (false, _) => Some(("told", "payment-nothing-due")),
            (true, true) => Some(("told told-bad", "payment-none")),
            (true, false) if self.notice == Some("payment-failed") => Some(("told told-bad", "payment-failed")),
            _ => None,
        };
        let message = message.map(|(class, key)| view! { <p class=class role="alert">{localizer.text(key)}</p> });
        let fields = self.company_fields();
        let faults: Vec<_> = fields
            .iter()
            .filter_map(|field| Some((field.name.to_owned(), field.label.clone(), field.error.clone()?)))
            .collect();
        let is_open = fields.iter().any(|field| !field.value.is_empty() || field.error.is_some());
        let summary = error_summary(localizer, &faults);
        let fields: Vec<_> = fields.into_iter().map(|field| field.view(localizer)).collect();
        view! {
            <form class="checkout-form" method="post" action="/actions/checkout/payment" novalidate>
                {locale_field(localizer.locale)}
                {message}
                {summary}
                <fieldset class="choices">
                    <legend class="hidden">{localizer.text("checkout-payment")}</legend>
                    {options}
                </fieldset>
                <details class="cart-more" open=is_open>
                    <summary>{localizer.text("company-open")}</summary>
                    <div class="checkout-form">{fields}</div>
                </details>
                <button class="button button-wide" type="submit">{localizer.text("checkout-to-review")}</button>
            </form>
        }
    }

    pub(super) fn payment_digest(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let name = match self.progress.payment() {
            Some(option) => payment_name(localizer, option),
            None => localizer.text("payment-nothing-due"),
        };
        let company = self.progress.company.as_ref().ok().and_then(Option::as_ref);
        let company = company.map(|company| {
            let number = company.tax_number.as_ref().map(|number| number.as_str().to_owned());
            let number = number.map(|number| view! { <bdi dir="ltr" class="soft">{number}</bdi> });
            view! { <span>{isolate(company.name.clone())}" "{number}</span> }
        });
        view! { <p class="step-digest"><span>{name}</span>{company}</p> }
    }

    fn payment_option(&self, option: &PaymentOption, chosen: &str) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let currency = self.progress.cart.quote.quote.currency;
        let fee = (option.fee > 0).then(|| {
            let amount = localizer.money(Money { minor: option.fee, currency });
            localizer.text_with("payment-fee", "amount", amount)
        });
        let explanation = match option.kind {
            PaymentKind::CashOnDelivery => Some("payment-cash-text"),
            PaymentKind::BankTransfer => Some("payment-transfer-text"),
            _ => None,
        };
        let explanation = explanation.map(|key| view! { <span class="soft">{localizer.text(key)}</span> });
        let (method, name) = (option.method.clone(), payment_name(localizer, option));
        let is_chosen = method == chosen;
        view! {
            <label class="choice">
                <input type="radio" name="payment" value=method checked=is_chosen required/>
                <span class="choice-main"><span><bdi>{name}</bdi></span>{explanation}</span>
                {fee.map(|fee| view! { <bdi>{fee}</bdi> })}
            </label>
        }
    }

    fn company_fields(&self) -> Vec<Field> {
        let localizer = self.localizer;
        let faults = match &self.progress.company {
            Err(faults) if self.was_sent(CheckoutStep::Payment) => faults.as_slice(),
            _ => &[],
        };
        let label = localizer.text("field-invoice-company");
        let number = localizer.text("field-tax-number");
        vec![
            Field { is_required: false, ..self.field(INVOICE_COMPANY, label, FieldKind::Text, "organization", faults) },
            Field {
                is_required: false,
                ..self.field(TAX_NUMBER, number, FieldKind::Code { is_numeric: false }, "off", faults)
            },
        ]
    }
}

/// Returns the name of a way to pay: the merchant's, or the interface's own for its kind.
pub(in crate::private) fn payment_name(localizer: Localizer, option: &PaymentOption) -> String {
    if let Some(name) = option.name.get(localizer.locale.language()).filter(|name| !name.is_empty()) {
        return name.clone();
    }
    localizer.text(match option.kind {
        PaymentKind::CashOnDelivery => "payment-cash",
        PaymentKind::BankTransfer => "payment-transfer",
        PaymentKind::Test => "payment-test",
    })
}
