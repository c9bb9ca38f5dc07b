//! Stock: the units of each variant on hand at each location, and those of them that are held. Other domain crates read
//! the view `variant_stock`.
//!
//! Units are held before money moves. Whatever changes holds is a [`StockCommand`], plain data; many of them are carried out
//! in one transaction, by [`carry_out`]. No more is held than is on hand: each row of stock is changed by a statement that
//! checks it, and the constraint `stock_is_not_oversold` is the last guard.

mod batch;
mod hold;
mod ledger;
mod rows;
mod store;
#[cfg(test)]
mod tests;

use database::{CacheKey, Error, Executor, Tx};
use types::{LocationId, Stock, Timestamp, VariantId};

pub use batch::{HoldError, StockBatcher};
pub use hold::{HoldKind, HoldLine, HoldState, HoldToken, HoldTokenError, NewHold, StockCommand, StockRefusal};
use ledger::Ledger;
pub use store::{HeldUnits, LocationStock, current_holds, stock, variant_by_sku};

/// The code of the shop's only location.
const MAIN: &str = "main";

/// Returns the shop's location, and inserts it if the shop has none.
pub async fn main_location(tx: &mut Tx) -> Result<LocationId, Error> {
    store::location(tx, MAIN).await
}

/// Sets a variant's stock at a location. Units that are held stay: a count below them leaves none available, and makes no
/// import fail that has written a half. [`Stock::Untracked`] leaves the last count in the database.
pub async fn set_on_hand(tx: &mut Tx, location: LocationId, variant: VariantId, stock: Stock) -> Result<(), Error> {
    set_all_on_hand(tx, location, &[(variant, stock)]).await
}

/// Sets the stock of variants like [`set_on_hand`]. Each variant is named once.
pub async fn set_all_on_hand(tx: &mut Tx, location: LocationId, stock: &[(VariantId, Stock)]) -> Result<(), Error> {
    let (mut counts, mut untracked) = (Vec::new(), Vec::new());
    for (variant, stock) in stock {
        match stock {
            Stock::Counted(units) => counts.push((*variant, *units)),
            Stock::Untracked => untracked.push(*variant),
        }
        tx.touch(CacheKey::stock(*variant));
    }
    // Writers of holds lock stock in this order too.
    counts.sort_unstable();
    store::set_on_hand(tx, location, &counts).await?;
    store::set_untracked(tx, location, &untracked).await
}

/// Carries commands out, each one or none of it, in their order. Returns for each the number of holds that it concerns, or
/// its refusal. A variant's stock is touched only if pages show another state of it than before.
///
/// # Errors
///
/// If the database fails. [`Error::Overtaken`]: another writer was faster; the transaction can be tried again.
pub async fn carry_out(tx: &mut Tx, commands: &[StockCommand]) -> Result<Vec<Result<u32, StockRefusal>>, Error> {
    let mut ledger = Ledger::load(tx, commands).await?;
    let outcomes = commands.iter().map(|command| ledger.decide(command)).collect();
    ledger.write(tx).await?;
    ledger.touch_visible_changes(tx);
    Ok(outcomes)
}

/// Returns `true` if the end of a hold has passed that has not ended.
pub async fn has_lapsed_holds(on: &mut impl Executor, now: Timestamp) -> Result<bool, Error> {
    Ok(!store::lapsed(on, now, 1).await?.is_empty())
}

/// Deletes rows of holds that ended before a moment, at most so many. Returns their number.
pub async fn forget_ended_holds(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, Error> {
    store::delete_ended(tx, before, most).await
}
