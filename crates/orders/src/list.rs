use database::{Error, Executor};

use crate::{OrderFilter, OrderPage, store};

/// Returns the newest orders that the filter lets through, at most so many.
///
/// # Errors
/// If the database fails.
pub async fn list(on: &mut impl Executor, filter: &OrderFilter, most: u32) -> Result<OrderPage, Error> {
    let mut orders = store::list(on, filter, most.saturating_add(1)).await?;
    let has_more = orders.len() > most as usize;
    orders.truncate(most as usize);
    let next = orders.last().filter(|_| has_more).map(|order| order.id);
    Ok(OrderPage { orders, next })
}
