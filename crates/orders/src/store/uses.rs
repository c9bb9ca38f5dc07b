use std::collections::{BTreeMap, BTreeSet};

use database::{Error, Executor, Parameter, Tx, execute_rows, find_rows, row};

use super::ensure_all;
use crate::rows::Uses;

row! {
    struct UseRow {
        promotion: String,
        used: i64,
    }
}

/// Writes a text that reads the uses of promotions.
macro_rules! uses_of_promotions {
    ($lock:literal) => {
        concat!("SELECT promotion, used FROM promotion_use WHERE promotion IN ({?}) ORDER BY promotion", $lock)
    };
}

/// Returns the uses of promotions. Other writers of them wait until the transaction ends.
pub(crate) async fn lock_uses(tx: &mut Tx, promotions: &BTreeSet<&str>) -> Result<Vec<(String, i64)>, Error> {
    let text = if tx.locks_rows() { uses_of_promotions!(" FOR UPDATE") } else { uses_of_promotions!("") };
    read_uses(tx, text, promotions).await
}

/// Returns the uses of promotions.
pub(crate) async fn uses(on: &mut impl Executor, promotions: &BTreeSet<&str>) -> Result<Vec<(String, i64)>, Error> {
    read_uses(on, uses_of_promotions!(""), promotions).await
}

async fn read_uses(
    on: &mut impl Executor,
    text: &'static str,
    promotions: &BTreeSet<&str>,
) -> Result<Vec<(String, i64)>, Error> {
    let keys = promotions.iter().map(|promotion| vec![(*promotion).into()]).collect();
    let rows: Vec<UseRow> = find_rows(on, text, &[], keys).await?;
    Ok(rows.into_iter().map(|row| (row.promotion, row.used)).collect())
}

row! {
    struct CustomerUseRow {
        promotion: String,
        customer: String,
        used: i64,
    }
}

/// Returns the uses of promotions by customers.
pub(crate) async fn uses_of_customers(
    on: &mut impl Executor,
    promotions: &BTreeSet<&str>,
    customers: &BTreeSet<&str>,
) -> Result<Vec<((String, String), i64)>, Error> {
    if promotions.is_empty() {
        return Ok(Vec::new());
    }
    let text = "SELECT promotion, customer, used FROM promotion_use_of_customer WHERE customer IN ({?})";
    let keys = customers.iter().map(|customer| vec![(*customer).into()]).collect();
    let rows: Vec<CustomerUseRow> = find_rows(on, text, &[], keys).await?;
    let concerned = rows.into_iter().filter(|row| promotions.contains(row.promotion.as_str()));
    Ok(concerned.map(|row| ((row.promotion, row.customer), row.used)).collect())
}

/// Writes the uses that have changed. Their rows are locked, but for those that were not there.
pub(crate) async fn put_uses(tx: &mut Tx, uses: &BTreeMap<String, Uses>) -> Result<(), Error> {
    let insert = "INSERT INTO promotion_use (promotion, used) VALUES {(?, ?)} ON CONFLICT (promotion) DO NOTHING";
    let update = "UPDATE promotion_use SET used = change.column2
        FROM (VALUES {(?, ?)}) AS change
        WHERE promotion = change.column1";
    let row = |(promotion, uses): (&String, &Uses)| (uses.was, vec![promotion.into(), uses.is.into()]);
    put(tx, [insert, update], changed(uses).map(row)).await
}

/// Writes the uses of customers that have changed, under the locks of their promotions.
pub(crate) async fn put_uses_of_customers(tx: &mut Tx, uses: &BTreeMap<(String, String), Uses>) -> Result<(), Error> {
    let insert = "INSERT INTO promotion_use_of_customer (promotion, customer, used) VALUES {(?, ?, ?)}
        ON CONFLICT (promotion, customer) DO NOTHING";
    let update = "UPDATE promotion_use_of_customer SET used = change.column3
        FROM (VALUES {(?, ?, ?)}) AS change
        WHERE promotion = change.column1
        AND customer = change.column2";
    let row = |((promotion, customer), uses): (&(String, String), &Uses)| {
        (uses.was, vec![promotion.into(), customer.into(), uses.is.into()])
    };
    put(tx, [insert, update], changed(uses).map(row)).await
}

fn changed<K>(uses: &BTreeMap<K, Uses>) -> impl Iterator<Item = (&K, &Uses)> {
    uses.iter().filter(|(_, uses)| uses.was.unwrap_or_default() != uses.is)
}

/// Inserts the rows that were not there, and updates the others.
async fn put(
    tx: &mut Tx,
    [insert, update]: [&'static str; 2],
    rows: impl Iterator<Item = (Option<i64>, Vec<Parameter>)>,
) -> Result<(), Error> {
    let (present, absent): (Vec<_>, Vec<_>) = rows.partition(|(was, _)| was.is_some());
    for (text, rows) in [(insert, absent), (update, present)] {
        let rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
        ensure_all(rows.len(), execute_rows(tx, text, &[], rows).await?)?;
    }
    Ok(())
}
