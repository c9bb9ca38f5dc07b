//! Orders as the staff API shows them.

use orders::{Order, OrderEvent};
use payments::Payment;
use serde_json::{Value, json};
use types::{Currency, Money};

use crate::clock::moment;

/// Returns an order as a list has it.
pub(super) fn summary(order: &Order) -> Value {
    json!({
        "id": order.id.to_string(),
        "number": order.number,
        "state": order.state,
        "market": order.market,
        "made_at": moment(order.created_at),
        "placed_at": order.placed_at.map(moment),
        "email": order.snapshot.contact.email,
        "total": money(order.total, order.currency),
        "refunded": money(order.refunded, order.currency),
    })
}

/// Returns an order with everything that the buyer agreed to, its payments and its history.
pub(super) fn detail(order: &Order, payments: &[Payment], events: &[OrderEvent]) -> Value {
    let mut view = summary(order);
    let events: Vec<Value> = events.iter().map(event).collect();
    let payments: Vec<Value> = payments.iter().map(payment).collect();
    view["agreed"] = json!(order.snapshot);
    view["payments"] = json!(payments);
    view["events"] = json!(events);
    view
}

/// Returns a payment.
pub(super) fn payment(payment: &Payment) -> Value {
    let currency = payment.amount.currency;
    json!({
        "id": payment.id.to_string(),
        "method": payment.method,
        "state": payment.status.state.as_str(),
        "due": money(payment.amount.minor, currency),
        "received": money(payment.status.captured, currency),
        "returned": money(payment.status.refunded, currency),
    })
}

/// Returns an amount.
pub(super) fn money(minor: i64, currency: Currency) -> Value {
    let decimal = Money::new(minor, currency).to_decimal_string();
    json!({ "minor": minor, "currency": currency.code(), "decimal": decimal })
}

fn event(event: &OrderEvent) -> Value {
    json!({
        "key": event.key,
        "kind": event.kind,
        "actor": event.actor,
        "at": moment(event.at),
        "data": event.data,
    })
}
