use database::{Error, Tx};
use types::Timestamp;

use crate::{NewOrder, OrderToken, store};

/// Inserts orders, each with its number if it is placed at once, and their lines and links. Few statements write all of them.
///
/// # Errors
/// [`Error::Overtaken`] if another transaction has made an order of one of the checkouts: tried again, the caller finds it.
pub async fn insert(tx: &mut Tx, orders: &[(&NewOrder, Option<String>)]) -> Result<(), Error> {
    store::insert_orders(tx, orders).await?;
    store::insert_lines(tx, orders).await?;
    let links: Vec<_> = orders.iter().map(|(order, _)| (order.id, order.token, order.now)).collect();
    add_links(tx, &links).await
}

/// Gives orders further links, such as the one that a look-up sends. A link that an order has already stays.
///
/// # Errors
/// If the database fails.
pub async fn add_links(tx: &mut Tx, links: &[(types::OrderId, OrderToken, Timestamp)]) -> Result<(), Error> {
    store::insert_links(tx, links).await
}
