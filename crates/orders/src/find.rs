use std::collections::{BTreeMap, BTreeSet};

use database::{Error, Executor};
use types::{CheckoutId, OrderId};

use crate::{Order, OrderEvent, OrderToken, customer_key, store};

/// Returns the order with this id.
///
/// # Errors
/// If the database fails.
pub async fn by_id(on: &mut impl Executor, id: OrderId) -> Result<Option<Order>, Error> {
    store::order_by_id(on, id).await
}

/// Returns the order that this token opens.
///
/// # Errors
/// If the database fails.
pub async fn by_token(on: &mut impl Executor, token: OrderToken) -> Result<Option<Order>, Error> {
    store::order_by_token(on, &token.hash()).await
}

/// Returns the order with this number, in whatever case it is written.
///
/// # Errors
/// If the database fails.
pub async fn by_number(on: &mut impl Executor, number: &str) -> Result<Option<Order>, Error> {
    store::order_by_number(on, &folded_number(number)).await
}

/// Returns the order that people name so: by its number, or by its id if it has none.
///
/// # Errors
/// If the database fails.
pub async fn by_name(on: &mut impl Executor, name: &str) -> Result<Option<Order>, Error> {
    match name.trim().parse() {
        Ok(id) => by_id(on, id).await,
        Err(_) => by_number(on, name).await,
    }
}

/// Returns the order with this number, if it was made with this e-mail address. Its answer must not tell a visitor which of
/// the two is wrong.
///
/// # Errors
/// If the database fails.
pub async fn by_number_and_email(on: &mut impl Executor, number: &str, email: &str) -> Result<Option<Order>, Error> {
    let customer = customer_key(email);
    Ok(by_number(on, number).await?.filter(|order| order.customer == customer))
}

/// Returns the orders that these checkouts became.
///
/// # Errors
/// If the database fails.
pub async fn by_checkouts(
    on: &mut impl Executor,
    checkouts: &BTreeSet<CheckoutId>,
) -> Result<BTreeMap<CheckoutId, Order>, Error> {
    let orders = store::orders_of_checkouts(on, checkouts).await?;
    Ok(orders.into_iter().map(|order| (order.checkout, order)).collect())
}

/// Returns the history of an order, the oldest event first.
///
/// # Errors
/// If the database fails.
pub async fn events(on: &mut impl Executor, order: OrderId) -> Result<Vec<OrderEvent>, Error> {
    store::events(on, order).await
}

/// Returns a number as it is stored: people write it in lower case and with spaces.
fn folded_number(number: &str) -> String {
    number.trim().to_ascii_uppercase()
}
