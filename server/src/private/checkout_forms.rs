//! The forms of the checkout. Each stores what was typed, right or wrong, and leads to the first step that is not finished.

use std::collections::BTreeMap;

use app::private::checkout_path;
use cart::{CartContent, CheckoutStep, Form};
use checkout::{COMPANY_FIELDS, CONTACT_FIELDS};
use leptos::{prelude::*, server_fn::codec::PostUrl};

use super::form_visit::{FormError, FormVisit};

/// Begins the checkout.
#[server(prefix = "/actions", endpoint = "checkout/begin", input = PostUrl)]
pub(crate) async fn begin_checkout(locale: String) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let begun = visit.begin_checkout().await;
    visit.redirect(begun)
}

/// Stores contact and address.
#[server(prefix = "/actions", endpoint = "checkout/contact", input = PostUrl)]
pub(crate) async fn set_contact(
    locale: String,
    fields: BTreeMap<String, String>,
    step: Option<String>,
) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let changes_country = step.as_deref() == Some("country");
    let next = if changes_country { CheckoutStep::Contact } else { CheckoutStep::Review };
    let set = |content: &mut CartContent| {
        content.checkout.contact.update(&fields, &CONTACT_FIELDS);
        if !changes_country {
            content.checkout.sent.insert(CheckoutStep::Contact);
        }
    };
    visit.set_choices(next, set).await
}

/// Stores the delivery method.
#[server(prefix = "/actions", endpoint = "checkout/delivery", input = PostUrl)]
pub(crate) async fn set_delivery(locale: String, delivery: Option<String>) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let set = |content: &mut CartContent| {
        content.checkout.delivery = delivery.unwrap_or_default().chars().take(100).collect();
        content.checkout.sent.insert(CheckoutStep::Delivery);
    };
    visit.set_choices(CheckoutStep::Review, set).await
}

/// Stores the payment method, and the company that the invoice is for.
#[server(prefix = "/actions", endpoint = "checkout/payment", input = PostUrl)]
pub(crate) async fn set_payment(
    locale: String,
    payment: Option<String>,
    fields: BTreeMap<String, String>,
) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let set = |content: &mut CartContent| {
        content.checkout.payment = payment.unwrap_or_default().chars().take(100).collect();
        content.checkout.company = Form::of(&fields, &COMPANY_FIELDS);
        content.checkout.sent.insert(CheckoutStep::Payment);
    };
    visit.set_choices(CheckoutStep::Review, set).await
}

impl FormVisit {
    /// Gives the cart a key for its order, unless it has one, and accepts the prices that the cart page has shown.
    pub(super) async fn begin_checkout(&self) -> Result<String, FormError> {
        self.accept_prices().await?;
        let key = uuid::Uuid::new_v4();
        let changed = self.change_cart(|content| {
            if content.checkout.key.is_empty() {
                content.checkout.key = key.simple().to_string();
            }
            Ok(())
        });
        changed.await?;
        Ok(checkout_path(self.locale, CheckoutStep::Review))
    }

    /// Stores choices. The page of `next` leads on to the first step that is not finished; one that was just sent, and is
    /// wrong, is the first.
    async fn set_choices(
        &self,
        next: CheckoutStep,
        set: impl FnOnce(&mut CartContent) + Send,
    ) -> Result<(), ServerFnError> {
        let key = uuid::Uuid::new_v4();
        let changed = self.change_cart(|content| {
            set(content);
            if content.checkout.key.is_empty() {
                content.checkout.key = key.simple().to_string();
            }
            Ok(())
        });
        let changed = changed.await.map_err(FormError::from);
        self.redirect(changed.map(|_| checkout_path(self.locale, next)))
    }
}
