//! Loads what commands concern. On PostgreSQL the rows of stock are locked, in the order of their ids: every change of a hold
//! or of a customer's units is made under the lock of its stock.

use std::collections::BTreeSet;

use database::{Error, Tx};
use types::{Timestamp, VariantId};

use super::{Changed, HoldRow, Ledger};
use crate::{HoldToken, StockCommand, store};

impl Ledger {
    /// Loads the rows that these commands concern.
    pub(crate) async fn load(tx: &mut Tx, commands: &[StockCommand]) -> Result<Self, Error> {
        let mut tokens: BTreeSet<HoldToken> = commands.iter().filter_map(token).collect();
        if let Some((now, most)) = lapse(commands) {
            tokens.extend(store::lapsed(tx, now, most).await?);
        }
        let mut rows = store::holds(tx, &tokens).await?;
        let mut variants: BTreeSet<VariantId> = commands.iter().flat_map(taken_variants).collect();
        variants.extend(rows.iter().map(|row| row.variant));
        let mut ledger = Self::default();
        ledger.load_stock(tx, &variants).await?;
        if tx.locks_rows() {
            // They may have changed before the stock was locked, or have been written: another process repeats a command.
            rows = store::holds(tx, &tokens).await?;
            if !rows.iter().all(|row| variants.contains(&row.variant)) {
                return Err(Error::Overtaken);
            }
        }
        ledger.load_customers(tx, commands, &rows).await?;
        for row in rows {
            ledger.holds.entry(row.token).or_default().push(Changed::loaded(row));
        }
        Ok(ledger)
    }

    async fn load_stock(&mut self, tx: &mut Tx, variants: &BTreeSet<VariantId>) -> Result<(), Error> {
        for row in store::lock_stock(tx, variants).await? {
            self.few = row.few;
            self.stock.insert((row.variant_id, row.location_id), Changed::loaded(row.units()));
        }
        Ok(())
    }

    async fn load_customers(&mut self, tx: &mut Tx, commands: &[StockCommand], rows: &[HoldRow]) -> Result<(), Error> {
        let limited = commands.iter().filter_map(|command| match command {
            StockCommand::Hold(hold) if hold.lines.iter().any(|line| line.per_customer.is_some()) => {
                hold.customer.as_deref()
            }
            _ => None,
        });
        let customers: BTreeSet<&str> = limited.chain(rows.iter().filter_map(|row| row.customer.as_deref())).collect();
        for (key, units) in store::customer_units(tx, &customers).await? {
            self.customers.insert(key, Changed::loaded(units));
        }
        Ok(())
    }
}

const fn token(command: &StockCommand) -> Option<HoldToken> {
    match command {
        StockCommand::Hold(hold) => Some(hold.token),
        StockCommand::Extend { token, .. }
        | StockCommand::Confirm { token }
        | StockCommand::Release { token, .. }
        | StockCommand::Sell { token, .. } => Some(*token),
        StockCommand::ReleaseLapsed { .. } => None,
    }
}

/// Returns the moment and the number of rows for which lapsed holds are looked for.
fn lapse(commands: &[StockCommand]) -> Option<(Timestamp, u32)> {
    let lapses = commands.iter().filter_map(|command| match command {
        StockCommand::ReleaseLapsed { now, most } => Some((*now, *most)),
        _ => None,
    });
    lapses.reduce(|(now, most), (other_now, other_most)| (now.max(other_now), most.max(other_most)))
}

fn taken_variants(command: &StockCommand) -> Vec<VariantId> {
    match command {
        StockCommand::Hold(hold) => hold.lines.iter().map(|line| line.variant).collect(),
        _ => Vec::new(),
    }
}
