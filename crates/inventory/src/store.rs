//! The SQL statements of inventory.

use std::collections::BTreeSet;

use database::{Error, Executor, Parameter, Statement, Tx, execute_rows, row, sql};
use types::{LocationId, Sku, Timestamp, VariantId};

use crate::{
    HoldKind, HoldState, HoldToken,
    rows::{CustomerUnits, HoldRow, StockUnits},
};

/// The number of values that one statement looks for.
const LIST: usize = 500;

pub(crate) async fn location(tx: &mut Tx, code: &str) -> Result<LocationId, Error> {
    sql("INSERT INTO location (code) VALUES ($1) ON CONFLICT (code) DO UPDATE SET code = $1 RETURNING id")
        .bind(code)
        .scalar(tx)
        .await
}

/// Sets the units on hand of variants at a location, at least those that are held, and counts them from now on.
pub(crate) async fn set_on_hand(tx: &mut Tx, location: LocationId, counts: &[(VariantId, u32)]) -> Result<(), Error> {
    let text = "INSERT INTO stock (location_id, variant_id, on_hand, is_tracked) VALUES {($1, ?, ?, TRUE)}
        ON CONFLICT (variant_id, location_id) DO UPDATE SET
            on_hand = CASE WHEN stock.held > excluded.on_hand THEN stock.held ELSE excluded.on_hand END,
            is_tracked = TRUE";
    let rows = counts.iter().map(|(variant, on_hand)| vec![(*variant).into(), (*on_hand).into()]);
    execute_rows(tx, text, &[location.into()], rows.collect()).await.map(|_| ())
}

/// Counts the units of variants at a location no longer.
pub(crate) async fn set_untracked(tx: &mut Tx, location: LocationId, variants: &[VariantId]) -> Result<(), Error> {
    let text = "INSERT INTO stock (location_id, variant_id, on_hand, is_tracked) VALUES {($1, ?, 0, FALSE)}
        ON CONFLICT (variant_id, location_id) DO UPDATE SET is_tracked = FALSE";
    let rows = variants.iter().map(|variant| vec![(*variant).into()]);
    execute_rows(tx, text, &[location.into()], rows.collect()).await.map(|_| ())
}

row! {
    /// A row of stock, and the number of units from which pages don't say how many are left.
    pub(crate) struct StockRow {
        pub(crate) variant_id: VariantId,
        pub(crate) location_id: LocationId,
        on_hand: i64,
        held: i64,
        is_tracked: bool,
        pub(crate) few: i64,
    }
}

impl StockRow {
    pub(crate) const fn units(&self) -> StockUnits {
        StockUnits { on_hand: self.on_hand, held: self.held, is_tracked: self.is_tracked }
    }
}

/// Writes a text of the rows of stock of some variants, in the order of their ids.
macro_rules! stock_rows {
    ($lock:literal) => {
        concat!(
            "SELECT variant_id, location_id, on_hand, held, is_tracked, (SELECT few FROM stock_display) AS few
            FROM stock
            WHERE variant_id IN (?)
            ORDER BY variant_id, location_id",
            $lock
        )
    };
}

/// Returns the stock of these variants. Other writers wait until the transaction ends.
pub(crate) async fn lock_stock(tx: &mut Tx, variants: &BTreeSet<VariantId>) -> Result<Vec<StockRow>, Error> {
    let text = if tx.locks_rows() { stock_rows!(" FOR UPDATE") } else { stock_rows!("") };
    let mut rows = Vec::with_capacity(variants.len());
    let variants: Vec<VariantId> = variants.iter().copied().collect();
    for some in variants.chunks(LIST) {
        rows.extend(Statement::with_list(text, Vec::new(), some.iter().copied()).rows::<StockRow>(tx).await?);
    }
    Ok(rows)
}

row! {
    struct StoredHold {
        token: String,
        variant_id: VariantId,
        location_id: LocationId,
        units: i64,
        is_counted: bool,
        kind: String,
        holder: String,
        customer: Option<String>,
        state: String,
        taken_at: Timestamp,
        held_until: Option<Timestamp>,
        ended_at: Option<Timestamp>,
    }
}

impl StoredHold {
    fn row(self) -> Result<HoldRow, Error> {
        let token = self.token.parse().map_err(|error| Error::defect("hold.token", error))?;
        Ok(HoldRow {
            token,
            variant: self.variant_id,
            location: self.location_id,
            units: self.units,
            is_counted: self.is_counted,
            kind: HoldKind::stored(&self.kind).ok_or_else(Error::missing_row)?,
            holder: self.holder,
            customer: self.customer,
            state: HoldState::stored(&self.state).ok_or_else(Error::missing_row)?,
            taken_at: self.taken_at,
            until: self.held_until,
            ended_at: self.ended_at,
        })
    }
}

/// Returns the rows of these holds.
pub(crate) async fn holds(on: &mut impl Executor, tokens: &BTreeSet<HoldToken>) -> Result<Vec<HoldRow>, Error> {
    let text =
        "SELECT token, variant_id, location_id, units, is_counted, kind, holder, customer, state, taken_at, held_until,
            ended_at
        FROM hold
        WHERE token IN (?)";
    let tokens: Vec<String> = tokens.iter().map(ToString::to_string).collect();
    let mut rows = Vec::new();
    for some in tokens.chunks(LIST) {
        let stored: Vec<StoredHold> = Statement::with_list(text, Vec::new(), some).rows(on).await?;
        rows.extend(stored);
    }
    rows.into_iter().map(StoredHold::row).collect()
}

/// Returns holds whose end has passed, the oldest first, by at most so many rows.
pub(crate) async fn lapsed(on: &mut impl Executor, now: Timestamp, most: u32) -> Result<Vec<HoldToken>, Error> {
    let tokens: Vec<String> = sql("SELECT token FROM hold
        WHERE state = 'held' AND held_until <= $1
        ORDER BY held_until
        LIMIT $2")
    .bind(now)
    .bind(most)
    .scalars(on)
    .await?;
    tokens.iter().map(|token| token.parse().map_err(|error| Error::defect("hold.token", error))).collect()
}

/// Adds to the units on hand and held of these rows: variant, location, on hand, held.
pub(crate) async fn change_stock(tx: &mut Tx, rows: Vec<Vec<Parameter>>) -> Result<(), Error> {
    let text = "UPDATE stock SET on_hand = stock.on_hand + change.column3, held = stock.held + change.column4
        FROM (VALUES {(?, ?, ?, ?)}) AS change
        WHERE stock.variant_id = change.column1
        AND stock.location_id = change.column2
        AND stock.held + change.column4 >= 0
        AND stock.on_hand + change.column3 >= stock.held + change.column4";
    ensure_all(rows.len(), execute_rows(tx, text, &[], rows).await?)
}

pub(crate) async fn insert_holds(tx: &mut Tx, rows: impl Iterator<Item = &HoldRow>) -> Result<(), Error> {
    let text =
        "INSERT INTO hold (token, variant_id, location_id, units, is_counted, kind, holder, customer, state, taken_at,
            held_until, ended_at)
        VALUES {(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)}";
    let row = |row: &HoldRow| {
        vec![
            row.token.to_string().into(),
            row.variant.into(),
            row.location.into(),
            row.units.into(),
            row.is_counted.into(),
            row.kind.as_str().into(),
            row.holder.as_str().into(),
            row.customer.as_deref().into(),
            row.state.as_str().into(),
            row.taken_at.into(),
            row.until.into(),
            row.ended_at.into(),
        ]
    };
    execute_rows(tx, text, &[], rows.map(row).collect()).await.map(|_| ())
}

pub(crate) async fn update_holds(tx: &mut Tx, rows: impl Iterator<Item = &HoldRow>) -> Result<(), Error> {
    let text = "UPDATE hold SET kind = change.column4, state = change.column5, held_until = change.column6,
            ended_at = change.column7
        FROM (VALUES {(?, ?, ?, ?, ?, ?, ?)}) AS change
        WHERE token = change.column1
        AND variant_id = change.column2
        AND location_id = change.column3
        AND state = 'held'";
    let row = |row: &HoldRow| {
        vec![
            row.token.to_string().into(),
            row.variant.into(),
            row.location.into(),
            row.kind.as_str().into(),
            row.state.as_str().into(),
            row.until.into(),
            row.ended_at.into(),
        ]
    };
    let rows: Vec<_> = rows.map(row).collect();
    ensure_all(rows.len(), execute_rows(tx, text, &[], rows).await?)
}

fn ensure_all(rows: usize, changed: u64) -> Result<(), Error> {
    if usize::try_from(changed).is_ok_and(|changed| changed == rows) { Ok(()) } else { Err(Error::Overtaken) }
}

row! {
    struct CustomerRow {
        customer: String,
        variant_id: VariantId,
        units: i64,
        most: i64,
    }
}

/// Returns the units of variants that these customers hold or have bought.
pub(crate) async fn customer_units(
    on: &mut impl Executor,
    customers: &BTreeSet<&str>,
) -> Result<Vec<((String, VariantId), CustomerUnits)>, Error> {
    let text = "SELECT customer, variant_id, units, most FROM customer_units WHERE customer IN (?)";
    let mut rows: Vec<CustomerRow> = Vec::new();
    let customers: Vec<&str> = customers.iter().copied().collect();
    for some in customers.chunks(LIST) {
        rows.extend(Statement::with_list(text, Vec::new(), some.iter().copied()).rows::<CustomerRow>(on).await?);
    }
    let pair = |row: CustomerRow| ((row.customer, row.variant_id), CustomerUnits { units: row.units, most: row.most });
    Ok(rows.into_iter().map(pair).collect())
}

/// Writes the units of customers: customer, variant, units, the most they may have. The stock of the variants is locked.
pub(crate) async fn put_customer_units(tx: &mut Tx, rows: Vec<Vec<Parameter>>) -> Result<(), Error> {
    let text = "INSERT INTO customer_units (customer, variant_id, units, most)
        VALUES {(?, ?, ?, ?)}
        ON CONFLICT (customer, variant_id) DO UPDATE SET units = excluded.units, most = excluded.most";
    execute_rows(tx, text, &[], rows).await.map(|_| ())
}

/// Deletes rows of holds that ended before a moment, at most so many. Returns their number.
pub(crate) async fn delete_ended(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, Error> {
    sql("DELETE FROM hold WHERE token IN (SELECT token FROM hold WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)")
        .bind(before)
        .bind(most)
        .execute(tx)
        .await
}

row! {
    /// The stock of a variant at a location.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LocationStock {
        /// The SKU.
        pub sku: String,
        /// The code of the location.
        pub location: String,
        /// The units there, held ones included.
        pub on_hand: i64,
        /// The units that are held.
        pub held: i64,
        /// False if the stock is not counted.
        pub is_tracked: bool,
    }
}

/// Returns the stock of all variants at all locations, by SKU.
pub async fn stock(on: &mut impl Executor) -> Result<Vec<LocationStock>, Error> {
    sql("SELECT variant_sku.sku, location.code AS location, stock.on_hand, stock.held, stock.is_tracked
        FROM stock
        JOIN variant_sku ON variant_sku.variant_id = stock.variant_id
        JOIN location ON location.id = stock.location_id
        ORDER BY variant_sku.sku, location.code")
    .rows(on)
    .await
}

row! {
    /// Units of a variant that are held at a location.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HeldUnits {
        /// The token of the hold.
        pub token: String,
        /// The SKU.
        pub sku: String,
        /// The code of the location.
        pub location: String,
        /// The number of units.
        pub units: i64,
        /// The purpose.
        pub kind: String,
        /// The cart, checkout, order or person that they are held for.
        pub holder: String,
        /// The moment from which they may be released.
        pub held_until: Option<Timestamp>,
    }
}

/// Returns the holds that have not ended, by SKU and age.
pub async fn current_holds(on: &mut impl Executor) -> Result<Vec<HeldUnits>, Error> {
    sql("SELECT hold.token, variant_sku.sku, location.code AS location, hold.units, hold.kind, hold.holder, hold.held_until
        FROM hold
        JOIN variant_sku ON variant_sku.variant_id = hold.variant_id
        JOIN location ON location.id = hold.location_id
        WHERE hold.state = 'held'
        ORDER BY variant_sku.sku, hold.taken_at, hold.token")
    .rows(on)
    .await
}

/// Returns the variant with this SKU, in whatever case it is written.
pub async fn variant_by_sku(on: &mut impl Executor, sku: &Sku) -> Result<Option<VariantId>, Error> {
    sql("SELECT variant_id FROM variant_sku WHERE sku_key = $1").bind(sku.key()).optional_scalar(on).await
}
