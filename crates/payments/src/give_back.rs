use database::{Error, Tx};
use types::{Money, OrderId};

use crate::{CardUse, store};

/// Puts money back on a card that an order has used, at most as much as it has used. Returns the amount that went back.
pub async fn give_back(tx: &mut Tx, of: &CardUse) -> Result<i64, Error> {
    let uses = store::uses_of_order(tx, of.order).await?;
    let left = uses.iter().find(|had| had.card == of.card).map_or(0, |had| had.amount - had.given_back);
    let amount = of.amount.minor.min(left);
    if amount > 0 {
        store::change_use(tx, of.card, of.order, amount).await?;
        store::take_from_gift_card(tx, of.card, -amount).await?;
    }
    Ok(amount.max(0))
}

/// Puts back all that an order has used of gift cards. Done twice, it does it once. Returns the amount.
pub async fn give_back_all(tx: &mut Tx, order: OrderId) -> Result<i64, Error> {
    let mut sum = 0;
    for had in store::uses_of_order(tx, order).await? {
        let amount = Money::new(had.amount - had.given_back, had.currency);
        sum += give_back(tx, &CardUse { card: had.card, order, amount }).await?;
    }
    Ok(sum)
}
