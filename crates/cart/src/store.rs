//! The SQL statements of carts.

use database::{Error, Executor, Tx, row, sql};
use types::{CartId, MarketCode, Timestamp, VisitorId};

use crate::{Cart, CartContent, CartState};

row! {
    struct CartRow {
        id: CartId,
        visitor_id: VisitorId,
        market: MarketCode,
        state: String,
        version: i64,
        content: String,
        changed_at: Timestamp,
    }
}

impl CartRow {
    fn cart(self) -> Result<Cart, Error> {
        Ok(Cart {
            id: self.id,
            visitor: self.visitor_id,
            market: self.market,
            state: CartState::stored(&self.state).ok_or_else(Error::missing_row)?,
            version: self.version,
            content: serde_json::from_str(&self.content).map_err(|error| Error::defect("cart.content", error))?,
            changed_at: self.changed_at,
        })
    }
}

/// Writes the text of the query of a visitor's open cart.
macro_rules! open_cart {
    ($lock:literal) => {
        concat!(
            "SELECT id, visitor_id, market, state, version, content, changed_at
            FROM cart
            WHERE visitor_id = $1 AND state = 'open'",
            $lock
        )
    };
}

/// Writes the text of the query of a cart by its id.
macro_rules! cart_by_id {
    ($lock:literal) => {
        concat!(
            "SELECT id, visitor_id, market, state, version, content, changed_at
            FROM cart
            WHERE id = $1",
            $lock
        )
    };
}

pub(crate) async fn open_cart(on: &mut impl Executor, visitor: VisitorId) -> Result<Option<Cart>, Error> {
    let row: Option<CartRow> = sql(open_cart!("")).bind(visitor).optional_row(on).await?;
    row.map(CartRow::cart).transpose()
}

/// Returns the visitor's open cart. Other writers of it wait until the transaction ends.
pub(crate) async fn lock_open_cart(tx: &mut Tx, visitor: VisitorId) -> Result<Option<Cart>, Error> {
    let text = if tx.locks_rows() { open_cart!(" FOR UPDATE") } else { open_cart!("") };
    let row: Option<CartRow> = sql(text).bind(visitor).optional_row(tx).await?;
    row.map(CartRow::cart).transpose()
}

/// Returns a cart. Other writers of it wait until the transaction ends.
pub(crate) async fn lock_cart(tx: &mut Tx, cart: CartId) -> Result<Option<Cart>, Error> {
    let text = if tx.locks_rows() { cart_by_id!(" FOR UPDATE") } else { cart_by_id!("") };
    let row: Option<CartRow> = sql(text).bind(cart).optional_row(tx).await?;
    row.map(CartRow::cart).transpose()
}

pub(crate) async fn visitor_of(on: &mut impl Executor, cart: CartId) -> Result<Option<VisitorId>, Error> {
    sql("SELECT visitor_id FROM cart WHERE id = $1").bind(cart).optional_scalar(on).await
}

/// Inserts an empty cart, or returns the one that another writer has just inserted.
pub(crate) async fn insert(tx: &mut Tx, visitor: VisitorId, market: MarketCode) -> Result<Cart, Error> {
    let now = tx.now();
    sql("INSERT INTO cart (visitor_id, market, state, version, content, created_at, changed_at)
        VALUES ($1, $2, 'open', 0, $3, $4, $4)
        ON CONFLICT (visitor_id) WHERE state = 'open' DO NOTHING")
    .bind(visitor)
    .bind(market)
    .bind(text_of(&CartContent::default())?)
    .bind(now)
    .execute(tx)
    .await?;
    lock_open_cart(tx, visitor).await?.ok_or_else(Error::missing_row)
}

pub(crate) async fn update(tx: &mut Tx, cart: &Cart) -> Result<(), Error> {
    sql("UPDATE cart SET market = $2, version = $3, content = $4, changed_at = $5 WHERE id = $1")
        .bind(cart.id)
        .bind(cart.market)
        .bind(cart.version)
        .bind(text_of(&cart.content)?)
        .bind(cart.changed_at)
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn set_state(tx: &mut Tx, cart: CartId, from: CartState, to: CartState) -> Result<bool, Error> {
    let changed =
        sql("UPDATE cart SET state = $3, version = version + 1, changed_at = $4 WHERE id = $1 AND state = $2")
            .bind(cart)
            .bind(from.as_str())
            .bind(to.as_str())
            .bind(tx.now())
            .execute(tx)
            .await?;
    Ok(changed > 0)
}

fn text_of(content: &CartContent) -> Result<String, Error> {
    serde_json::to_string(content).map_err(|error| Error::defect("cart.content", error))
}
