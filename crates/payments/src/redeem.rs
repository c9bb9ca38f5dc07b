use std::collections::BTreeMap;

use database::{Error, Tx};

use crate::{CardUse, GiftCardRefusal, store};

/// Takes money off gift cards for an order: all of it or, if one card can't give its part, nothing. The same use again is
/// one use, whatever became of the card meanwhile.
///
/// # Errors
///
/// If the database fails. [`Error::Overtaken`]: another writer was faster; the transaction can be tried again.
pub async fn redeem(tx: &mut Tx, uses: &[CardUse]) -> Result<Result<(), GiftCardRefusal>, Error> {
    let Some(first) = uses.first() else { return Ok(Ok(())) };
    let had = store::uses_of_order(tx, first.order).await?;
    let new: BTreeMap<i64, CardUse> = uses
        .iter()
        .filter(|of| of.order == first.order && of.amount.minor > 0 && had.iter().all(|had| had.card != of.card))
        .map(|of| (of.card, *of))
        .collect();
    let cards = store::lock_gift_cards(tx, new.keys().copied().collect()).await?;
    for (id, of) in &new {
        let Some(card) = cards.iter().find(|card| card.id == *id) else { return Ok(Err(GiftCardRefusal::Unknown)) };
        if let Some(refusal) = card.refusal(of.amount.currency, tx.now()) {
            return Ok(Err(refusal));
        }
        if card.balance < of.amount.minor {
            return Ok(Err(GiftCardRefusal::TooLittle { left: card.balance }));
        }
    }
    for of in new.values() {
        store::take_from_gift_card(tx, of.card, of.amount.minor).await?;
    }
    store::insert_uses(tx, new.values()).await?;
    Ok(Ok(()))
}
