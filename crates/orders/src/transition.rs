use std::collections::{BTreeMap, BTreeSet};

use database::{Error, Tx};
use types::OrderId;

use crate::{Order, OrderChange, store};

/// Returns these orders. Other writers of them wait until the transaction ends. Unknown ids are left out.
///
/// # Errors
/// If the database fails.
pub async fn lock(tx: &mut Tx, ids: &BTreeSet<OrderId>) -> Result<BTreeMap<OrderId, Order>, Error> {
    let orders = store::lock_orders(tx, ids).await?;
    Ok(orders.into_iter().map(|order| (order.id, order)).collect())
}

/// Changes orders.
///
/// # Errors
/// [`Error::Overtaken`] if one of them is no longer in the state that it had.
pub async fn change(tx: &mut Tx, changes: &[OrderChange]) -> Result<(), Error> {
    store::update_orders(tx, changes).await
}
