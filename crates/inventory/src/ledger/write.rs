//! Writes the differences of a ledger: one statement for the stock, one for new holds, one for changed ones.

use database::{Error, Parameter, Tx};
use types::{LocationId, VariantId};

use super::{Changed, CustomerUnits, HoldRow, Ledger, StockUnits};
use crate::store;

impl Ledger {
    /// Writes what has changed. Fails with [`Error::Overtaken`] if a row is no longer as it was loaded.
    pub(crate) async fn write(&self, tx: &mut Tx) -> Result<(), Error> {
        store::change_stock(tx, self.stock_changes()).await?;
        let (new, changed): (Vec<_>, Vec<_>) = self.changed_holds().partition(|row| row.was.is_none());
        store::insert_holds(tx, new.into_iter().map(|row| &row.is)).await?;
        store::update_holds(tx, changed.into_iter().map(|row| &row.is)).await?;
        store::put_customer_units(tx, self.changed_customers()).await
    }

    /// Returns each changed row of stock, with the units to add on hand and held, in the order of ids.
    fn stock_changes(&self) -> Vec<Vec<Parameter>> {
        let change = |((variant, location), stock): (&(VariantId, LocationId), &Changed<StockUnits>)| {
            let Changed { was, is } = stock;
            let was = was.as_ref().filter(|was| *was != is)?;
            let (on_hand, held) = (is.on_hand - was.on_hand, is.held - was.held);
            Some(vec![(*variant).into(), (*location).into(), on_hand.into(), held.into()])
        };
        self.stock.iter().filter_map(change).collect()
    }

    fn changed_holds(&self) -> impl Iterator<Item = &Changed<HoldRow>> {
        self.holds.values().flatten().filter(|row| row.was.as_ref() != Some(&row.is))
    }

    fn changed_customers(&self) -> Vec<Vec<Parameter>> {
        let changed = self.customers.iter().filter(|(_, of)| of.was != Some(of.is));
        let row = |((customer, variant), of): (&(String, VariantId), &Changed<CustomerUnits>)| {
            vec![customer.into(), (*variant).into(), of.is.units.into(), of.is.most.into()]
        };
        changed.map(row).collect()
    }
}
