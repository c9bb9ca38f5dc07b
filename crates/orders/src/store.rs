//! The SQL statements of orders.

mod events;
mod lines;
mod numbers;
mod uses;

use std::collections::BTreeSet;

use database::{Error, Executor, Statement, Tx, execute_rows, find_rows, row, sql};
use types::{CartId, CheckoutId, Currency, MarketCode, OrderId, Timestamp};

pub(crate) use events::{events, insert_events};
pub(crate) use lines::{insert_lines, insert_links};
pub(crate) use numbers::raise_number;
pub(crate) use uses::{lock_uses, put_uses, put_uses_of_customers, uses, uses_of_customers};

use crate::{NewOrder, Order, OrderChange, OrderFilter, OrderState};

/// Writes a text that reads orders.
macro_rules! orders {
    ($rest:literal) => {
        concat!(
            "SELECT id, checkout, market, number, state, hold, cart_id, customer, currency, total, refunded, created_at,
                placed_at, changed_at, snapshot
            FROM shop_order ",
            $rest
        )
    };
}

row! {
    struct OrderRow {
        id: OrderId,
        checkout: CheckoutId,
        market: MarketCode,
        number: Option<String>,
        state: String,
        hold: String,
        cart_id: Option<CartId>,
        customer: String,
        currency: Currency,
        total: i64,
        refunded: i64,
        created_at: Timestamp,
        placed_at: Option<Timestamp>,
        changed_at: Timestamp,
        snapshot: String,
    }
}

impl OrderRow {
    fn order(self) -> Result<Order, Error> {
        let hold = u128::from_str_radix(&self.hold, 16).map_err(|error| Error::defect("shop_order.hold", error))?;
        let snapshot = serde_json::from_str(&self.snapshot);
        Ok(Order {
            id: self.id,
            checkout: self.checkout,
            market: self.market,
            number: self.number,
            state: OrderState::from_name(&self.state).ok_or_else(Error::missing_row)?,
            hold,
            cart: self.cart_id,
            customer: self.customer,
            currency: self.currency,
            total: self.total,
            refunded: self.refunded,
            created_at: self.created_at,
            placed_at: self.placed_at,
            changed_at: self.changed_at,
            snapshot: snapshot.map_err(|error| Error::defect("shop_order.snapshot", error))?,
        })
    }
}

async fn order(on: &mut impl Executor, statement: Statement) -> Result<Option<Order>, Error> {
    statement.optional_row::<OrderRow>(on).await?.map(OrderRow::order).transpose()
}

pub(crate) async fn order_by_id(on: &mut impl Executor, id: OrderId) -> Result<Option<Order>, Error> {
    order(on, sql(orders!("WHERE id = $1")).bind(id)).await
}

pub(crate) async fn order_by_number(on: &mut impl Executor, number: &str) -> Result<Option<Order>, Error> {
    order(on, sql(orders!("WHERE number = $1")).bind(number)).await
}

pub(crate) async fn order_by_token(on: &mut impl Executor, hash: &str) -> Result<Option<Order>, Error> {
    order(on, sql(orders!("WHERE id = (SELECT order_id FROM order_link WHERE token_hash = $1)")).bind(hash)).await
}

pub(crate) async fn orders_of_checkouts(
    on: &mut impl Executor,
    checkouts: &BTreeSet<CheckoutId>,
) -> Result<Vec<Order>, Error> {
    let keys = checkouts.iter().map(|checkout| vec![(*checkout).into()]).collect();
    let rows: Vec<OrderRow> = find_rows(on, orders!("WHERE checkout IN ({?})"), &[], keys).await?;
    rows.into_iter().map(OrderRow::order).collect()
}

/// Returns these orders. Other writers of them wait until the transaction ends.
pub(crate) async fn lock_orders(tx: &mut Tx, ids: &BTreeSet<OrderId>) -> Result<Vec<Order>, Error> {
    let locking = orders!("WHERE id IN ({?}) ORDER BY id FOR UPDATE");
    let text = if tx.locks_rows() { locking } else { orders!("WHERE id IN ({?}) ORDER BY id") };
    let keys = ids.iter().map(|id| vec![(*id).into()]).collect();
    let rows: Vec<OrderRow> = find_rows(tx, text, &[], keys).await?;
    rows.into_iter().map(OrderRow::order).collect()
}

/// Returns orders that the filter lets through, the newest first.
pub(crate) async fn list(on: &mut impl Executor, filter: &OrderFilter, most: u32) -> Result<Vec<Order>, Error> {
    let text = orders!(
        "WHERE ($1 IS NULL OR state = $1)
        AND ($2 IS NULL OR id < $2)
        AND ($3 IS NULL OR search LIKE $3 ESCAPE '\\' OR lower(number) LIKE $3 ESCAPE '\\')
        ORDER BY id DESC
        LIMIT $4"
    );
    let rows: Vec<OrderRow> = sql(text)
        .bind(filter.state.map(OrderState::as_str))
        .bind(filter.before.map(|id| id.to_string()))
        .bind(filter.text.as_deref().map(pattern))
        .bind(most)
        .rows(on)
        .await?;
    rows.into_iter().map(OrderRow::order).collect()
}

/// Returns the pattern of texts that contain this one, in lower case.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.trim().to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

/// Inserts orders: placed ones with their numbers, and others.
pub(crate) async fn insert_orders(tx: &mut Tx, orders: &[(&NewOrder, Option<String>)]) -> Result<(), Error> {
    let text =
        "INSERT INTO shop_order (id, checkout, market, number, state, hold, cart_id, customer, currency, total, refunded,
            search, snapshot, created_at, placed_at, changed_at)
        VALUES {(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)}
        ON CONFLICT (checkout) DO NOTHING";
    let row = |(order, number): &(&NewOrder, Option<String>)| {
        let state = if number.is_some() { OrderState::Placed } else { OrderState::Placing };
        vec![
            order.id.into(),
            order.checkout.into(),
            order.snapshot.market.into(),
            number.as_deref().into(),
            state.as_str().into(),
            format!("{:032x}", order.hold()).into(),
            order.cart.map(|cart| cart.0).into(),
            order.customer.as_str().into(),
            order.snapshot.currency.into(),
            order.snapshot.quote.total.into(),
            order.search.as_str().into(),
            order.json.as_str().into(),
            order.now.into(),
            number.as_ref().map(|_| order.now).into(),
            order.now.into(),
        ]
    };
    // Transactions that insert the same checkouts wait for each other in one order.
    let mut sorted: Vec<_> = orders.iter().collect();
    sorted.sort_unstable_by_key(|(order, _)| order.checkout);
    ensure_all(orders.len(), execute_rows(tx, text, &[], sorted.into_iter().map(row).collect()).await?)
}

/// Changes the states of orders.
pub(crate) async fn update_orders(tx: &mut Tx, changes: &[OrderChange]) -> Result<(), Error> {
    let text =
        "UPDATE shop_order SET state = change.column3, hold = change.column4, number = COALESCE(number, change.column5),
            placed_at = COALESCE(placed_at, change.column6), changed_at = change.column7
        FROM (VALUES {(?, ?, ?, ?, ?, ?, ?)}) AS change
        WHERE id = change.column1
        AND state = change.column2";
    let row = |change: &OrderChange| {
        vec![
            change.id.into(),
            change.from.as_str().into(),
            change.to.as_str().into(),
            format!("{:032x}", change.hold).into(),
            change.number.as_deref().into(),
            change.number.as_ref().map(|_| change.now).into(),
            change.now.into(),
        ]
    };
    ensure_all(changes.len(), execute_rows(tx, text, &[], changes.iter().map(row).collect()).await?)
}

/// Adds to the refunds of an order.
pub(crate) async fn add_refunded(tx: &mut Tx, order: OrderId, amount: i64, now: Timestamp) -> Result<(), Error> {
    let changed = sql("UPDATE shop_order SET refunded = refunded + $1, changed_at = $2 WHERE id = $3")
        .bind(amount)
        .bind(now)
        .bind(order)
        .execute(tx)
        .await?;
    ensure_all(1, changed)
}

/// Fails unless every row was changed.
fn ensure_all(rows: usize, changed: u64) -> Result<(), Error> {
    if usize::try_from(changed).is_ok_and(|changed| changed == rows) { Ok(()) } else { Err(Error::Overtaken) }
}
