//! The forms that place, cancel and find orders.

use std::collections::BTreeSet;

use app::private::{checkout_path, find_order_path, order_path, prepare_order};
use cart::CheckoutStep;
use checkout::{Confirmation, OrderCommand, OrderRefusal, OrderStep, OrderStepKind, PlaceOrder};
use data_encoding::HEXLOWER;
use database::SubmitError;
use leptos::{prelude::*, server_fn::codec::PostUrl};
use orders::{NewOrder, OrderActor, OrderMailTask, OrderMailTopic, OrderToken};
use payments::{BegunPayment, CardUse, NewPayment, NextStep, PaymentId, RefundId};
use types::{CheckoutId, Money, OrderId, PaymentKind, Timestamp};
use uuid::Uuid;

use super::{
    form_visit::{FormError, FormVisit},
    pages::quoted_cart,
};
use crate::{http::problem::Problem, payment_visits::begin_payment, random_bits::random_bits};

/// Milliseconds for which units are held while a payment is under way.
const HOLD: i64 = TIME_TO_PAY + 2 * 60 * 1000;
/// Milliseconds after which a payment is withdrawn that has no outcome: some time before its units are released.
const TIME_TO_PAY: i64 = 15 * 60 * 1000;
/// Milliseconds in which one mail with a link to an order is sent, however often it is asked for.
const LINK_INTERVAL: i64 = 12 * 60 * 1000;
/// The most bytes of an order number and of an e-mail address.
const LONGEST_FIELD: usize = 254;
/// Milliseconds of a day.
const DAY: i64 = 24 * 3600 * 1000;

/// Places the order of the checkout, if its price is the one that the buyer saw. The same checkout again leads to the same
/// order.
#[server(prefix = "/actions", endpoint = "checkout/place", input = PostUrl)]
pub(crate) async fn submit_order(
    locale: String,
    digest: String,
    checkout: String,
    version: i64,
) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let placed = visit.place_order(SeenOrder { digest, checkout, version }).await;
    visit.redirect(placed)
}

/// Cancels the order that the token opens, if its goods have not left.
#[server(prefix = "/actions", endpoint = "orders/cancel", input = PostUrl)]
pub(crate) async fn cancel_order(locale: String, token: String) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let cancelled = visit.cancel_order(&token).await;
    visit.redirect(cancelled)
}

/// Sends the link of an order to its buyer's address. The answer is the same whether there is such an order.
#[server(prefix = "/actions", endpoint = "orders/find", input = PostUrl)]
pub(crate) async fn find_order(locale: String, number: String, email: String) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let sent = visit.send_link(&number, &email).await;
    visit.redirect(sent.map(|()| find_order_path(visit.locale, true)))
}

/// The order that a buyer saw when pressing the button that places it.
struct SeenOrder {
    /// The digest of the price, in hexadecimal digits.
    digest: String,
    /// The key of the checkout.
    checkout: String,
    /// The version of the cart.
    version: i64,
}

impl FormVisit {
    /// Returns where the browser goes on: the order, the payment provider, or the step that has to be done again.
    async fn place_order(&self, seen: SeenOrder) -> Result<String, FormError> {
        let Ok(checkout) = seen.checkout.parse::<Uuid>().map(CheckoutId) else {
            return self.begin_checkout().await;
        };
        let token = OrderToken(random_bits());
        if let Some(path) = self.order_of(checkout, token).await? {
            return Ok(path);
        }
        let command = match self.command(checkout, token, &seen).await? {
            Ok(command) => command,
            // Another press of the same button may have placed the order meanwhile.
            Err(path) => return Ok(self.order_of(checkout, token).await?.unwrap_or(path)),
        };
        let payment = command.payment.as_ref().filter(|payment| payment.kind == PaymentKind::Test);
        let payment = payment.map(|payment| payment.id);
        match self.context.shop.orders.submit(OrderCommand::Place(Box::new(command))).await {
            Ok(_) => {
                self.forget_cart_units();
                Ok(self.path_after_placing(token, payment).await)
            }
            Err(SubmitError::Refused(OrderRefusal::CartChanged)) => {
                let path = self.path_after(&OrderRefusal::CartChanged);
                Ok(self.order_of(checkout, token).await?.unwrap_or(path))
            }
            Err(SubmitError::Refused(refusal)) => Ok(self.path_after(&refusal)),
            Err(error) => Err(Problem::from(error).into()),
        }
    }

    /// Returns where a buyer goes on whose order is there: the provider's page, or the order. If the provider does not answer,
    /// the order's page says that its payment is not known yet.
    async fn path_after_placing(&self, token: OrderToken, payment: Option<PaymentId>) -> String {
        let path = order_path(self.locale, &token.to_string());
        let Some(payment) = payment else { return path };
        let shop = &self.context.shop;
        match begin_payment(shop, payment, format!("{}{path}", shop.site.origin)).await {
            Ok(Some(BegunPayment { next: NextStep::Go { url }, .. })) => url,
            Ok(_) => path,
            Err(error) => {
                tracing::warn!(%payment, %error, "a payment could not begin at its provider");
                path
            }
        }
    }

    /// Returns the path of the order that the checkout has become before, if this visitor placed it.
    async fn order_of(&self, checkout: CheckoutId, token: OrderToken) -> Result<Option<String>, FormError> {
        let Some(visitor_token) = self.context.token else { return Ok(None) };
        let mut reader = self.context.shop.database.read(self.now).await?;
        let Some(visitor) = customers::visitor(&mut reader, visitor_token, self.now).await? else { return Ok(None) };
        let known = orders::by_checkouts(&mut reader, &BTreeSet::from([checkout])).await?.remove(&checkout);
        let Some(order) = known else { return Ok(None) };
        let owner = match order.cart {
            Some(cart) => cart::visitor_of(&mut reader, cart).await?,
            None => None,
        };
        if owner != Some(visitor.id) {
            return Ok(None);
        }
        drop(reader);
        self.forget_cart_units();
        let mut tx = self.context.shop.database.write(self.now).await?;
        orders::add_links(&mut tx, &[(order.id, token, self.now)]).await?;
        tx.commit_bookkeeping().await?;
        Ok(Some(order_path(self.locale, &token.to_string())))
    }

    /// Returns the command that places the order, or the path to go on at if it can't be placed as the buyer saw it.
    async fn command(
        &self,
        checkout: CheckoutId,
        token: OrderToken,
        seen: &SeenOrder,
    ) -> Result<Result<PlaceOrder, String>, FormError> {
        let shop = &self.context.shop;
        let mut reader = shop.database.read_in(self.locale, self.now).await?;
        let Some(Ok(cart)) = quoted_cart(&mut reader, self.context.token).await? else {
            return Ok(Err(app::private::cart_path(self.locale, &app::private::CartNotice::Changed)));
        };
        let is_its_checkout = cart.cart.content.checkout.key.parse::<Uuid>().is_ok_and(|key| key == checkout.0);
        let has_same_price = HEXLOWER.encode(&cart.quote.quote.digest) == seen.digest;
        if !has_same_price && !cart.quote.set_aside.is_empty() {
            return Ok(Err(app::private::cart_path(self.locale, &app::private::CartNotice::SoldOutMeanwhile)));
        }
        let setup = self.setup.clone();
        let rules = pricing_rules::rules(&mut reader).await?;
        let kinds = shop.payment_kinds();
        let prepared = match prepare_order(&setup, self.locale, &cart, &rules.document, kinds, self.now) {
            Ok(prepared) => prepared,
            Err(step) => return Ok(Err(checkout_path(self.locale, step))),
        };
        if !has_same_price || !is_its_checkout || cart.cart.version != seen.version {
            return Ok(Err(format!("{}?notice=changed", checkout_path(self.locale, CheckoutStep::Review))));
        }
        let id = OrderId(Uuid::now_v7());
        let due = Money { minor: cart.quote.quote.due, currency: cart.quote.quote.currency };
        let payment = prepared.payment.as_ref().map(|option| NewPayment {
            id: PaymentId(Uuid::now_v7()),
            order: id,
            attempt: 1,
            method: option.method.clone(),
            kind: option.kind,
            amount: due,
            lapses_at: self.end_of(option.kind, option.days),
        });
        let cards = cart.quote.quote.tenders.iter().filter(|tender| tender.used > 0).filter_map(|tender| {
            let amount = Money { minor: tender.used, currency: due.currency };
            Some(CardUse { card: payments::card_of_tender(tender)?, order: id, amount })
        });
        let gift_cards = cards.collect();
        let confirmation = match &payment {
            Some(payment) if payment.kind == PaymentKind::Test => {
                Confirmation::AfterPayment { held_until: Timestamp(self.now.0 + HOLD) }
            }
            _ => Confirmation::Now,
        };
        let order = NewOrder::new(id, checkout, token, prepared.snapshot, self.now)
            .map_err(|_| Problem::Defect("an order can't be written as JSON"))?
            .of_cart(cart.cart.id);
        Ok(Ok(PlaceOrder {
            order,
            confirmation,
            promotions: prepared.promotions,
            payment,
            gift_cards,
            cart_version: Some(seen.version),
        }))
    }

    /// Returns the moment from which a payment of this kind can no longer succeed.
    fn end_of(&self, kind: PaymentKind, days: Option<u32>) -> Option<Timestamp> {
        match kind {
            PaymentKind::Test => Some(Timestamp(self.now.0 + TIME_TO_PAY)),
            PaymentKind::BankTransfer => days.map(|days| Timestamp(self.now.0 + i64::from(days) * DAY)),
            PaymentKind::CashOnDelivery => None,
        }
    }

    /// Returns where a buyer goes on whose order was refused.
    fn path_after(&self, refusal: &OrderRefusal) -> String {
        let review = |notice: &str| format!("{}?notice={notice}", checkout_path(self.locale, CheckoutStep::Review));
        match refusal {
            OrderRefusal::PromotionUsedUp { .. } => review("code-used-up"),
            OrderRefusal::GiftCard(_) => review("gift-card"),
            OrderRefusal::SoldOut { .. } | OrderRefusal::Stock(_) => {
                app::private::cart_path(self.locale, &app::private::CartNotice::SoldOutMeanwhile)
            }
            OrderRefusal::CartChanged | OrderRefusal::NoSuchOrder | OrderRefusal::InState(_) => review("changed"),
        }
    }

    async fn cancel_order(&self, token: &str) -> Result<String, FormError> {
        let path = order_path(self.locale, token);
        let Ok(token) = token.parse::<OrderToken>() else { return Ok(find_order_path(self.locale, false)) };
        let mut reader = self.context.shop.database.read(self.now).await?;
        let Some(order) = orders::by_token(&mut reader, token).await? else { return Ok(path) };
        drop(reader);
        let step = OrderStep {
            order: order.id,
            kind: OrderStepKind::Cancel { refund: RefundId(Uuid::now_v7()) },
            actor: OrderActor::Buyer,
            note: String::new(),
            now: self.now,
        };
        match self.context.shop.orders.submit(OrderCommand::Step(step)).await {
            // The page shows the state that the order is in, also if that is another one meanwhile.
            Ok(_) | Err(SubmitError::Refused(_)) => Ok(path),
            Err(error) => Err(Problem::from(error).into()),
        }
    }

    async fn send_link(&self, number: &str, email: &str) -> Result<(), FormError> {
        let is_plain = |text: &str| text.len() <= LONGEST_FIELD && !text.chars().any(char::is_control);
        if !is_plain(number) || !is_plain(email) {
            return Ok(());
        }
        let mut reader = self.context.shop.database.read(self.now).await?;
        let Some(order) = orders::by_number_and_email(&mut reader, number.trim(), email.trim()).await? else {
            return Ok(());
        };
        let key = format!("link-{}", self.now.0 / LINK_INTERVAL);
        let was_sent =
            orders::events(&mut reader, order.id).await?.iter().any(|event| event.key == format!("mail-{key}"));
        drop(reader);
        if was_sent {
            return Ok(());
        }
        let mut tx = self.context.shop.database.write(self.now).await?;
        let mail = OrderMailTask { order: order.id, topic: OrderMailTopic::Link, key, at: self.now };
        orders::enqueue_mail(&mut tx, &mail).await?;
        tx.commit_bookkeeping().await?;
        Ok(())
    }
}
