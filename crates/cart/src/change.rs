use database::{Error, Executor, Tx};
use types::{CartId, MarketCode, VisitorId};

use crate::{Cart, CartContent, CartEntry, CartState, store};

/// The reason why a cart can't be changed.
#[derive(Debug, thiserror::Error)]
pub enum CartError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
    /// The cart has no room for another line.
    #[error("the cart is full")]
    Full,
}

/// Returns the visitor's open cart.
pub async fn open_cart(on: &mut impl Executor, visitor: VisitorId) -> Result<Option<Cart>, Error> {
    store::open_cart(on, visitor).await
}

/// Changes the visitor's open cart, or a new one, in a market. Returns it as it is afterwards. Other changes of the same cart
/// wait until the transaction ends.
///
/// # Errors
///
/// If the change fails, or the database does; then nothing is written.
pub async fn change_cart(
    tx: &mut Tx,
    visitor: VisitorId,
    market: MarketCode,
    change: impl FnOnce(&mut CartContent) -> Result<(), CartError> + Send,
) -> Result<Cart, CartError> {
    let mut cart = match store::lock_open_cart(tx, visitor).await? {
        Some(cart) => cart,
        None => store::insert(tx, visitor, market).await?,
    };
    let before = (cart.market, cart.content.clone());
    change(&mut cart.content)?;
    cart.market = market;
    if before != (cart.market, cart.content.clone()) {
        cart.version += 1;
        cart.changed_at = tx.now();
        store::update(tx, &cart).await?;
    }
    Ok(cart)
}

/// Returns the visitor whose cart it is; `None` if there is none any more.
pub async fn visitor_of(on: &mut impl Executor, cart: CartId) -> Result<Option<VisitorId>, Error> {
    store::visitor_of(on, cart).await
}

/// Opens a cart again whose order was not placed. If its visitor has begun another one meanwhile, its lines are added to
/// that one.
pub async fn reopen(tx: &mut Tx, cart: CartId) -> Result<(), Error> {
    let Some(cart) = store::lock_cart(tx, cart).await?.filter(|cart| cart.state == CartState::Placing) else {
        return Ok(());
    };
    let Some(mut open) = store::lock_open_cart(tx, cart.visitor).await? else {
        let mut cart = cart;
        // The order has used this key; another attempt is another order.
        cart.content.checkout.key.clear();
        store::set_state(tx, cart.id, CartState::Placing, CartState::Open).await?;
        cart.version += 1;
        return store::update(tx, &cart).await;
    };
    open.content.take_over(cart.content);
    open.version += 1;
    store::set_state(tx, cart.id, CartState::Placing, CartState::Ordered).await?;
    store::update(tx, &open).await
}

/// Returns true if a cart is open and has this version. Other writers of it wait until the transaction ends.
pub async fn lock_version(tx: &mut Tx, cart: CartId, version: i64) -> Result<bool, Error> {
    let cart = store::lock_cart(tx, cart).await?;
    Ok(cart.is_some_and(|cart| cart.state == CartState::Open && cart.version == version))
}

/// Closes an open cart whose lines at these places are ordered. The others go to the visitor's next cart. Returns false if it
/// was not open.
pub async fn close_cart(tx: &mut Tx, cart: CartId, to: CartState, ordered: &[u64]) -> Result<bool, Error> {
    let Some(cart) = store::lock_cart(tx, cart).await?.filter(|cart| cart.state == CartState::Open) else {
        return Ok(false);
    };
    store::set_state(tx, cart.id, CartState::Open, to).await?;
    let lines = cart.content.lines.into_iter().zip(0_u64..).filter(|(_, place)| !ordered.contains(place));
    let left: Vec<CartEntry> = lines.map(|(line, _)| line).collect();
    if !left.is_empty() {
        let mut next = store::insert(tx, cart.visitor, cart.market).await?;
        next.content.next_key = cart.content.next_key;
        next.content.lines = left;
        next.version += 1;
        store::update(tx, &next).await?;
    }
    Ok(true)
}

/// Moves a cart from one state to another. Returns false if it was not in the first one.
pub async fn set_cart_state(tx: &mut Tx, cart: CartId, from: CartState, to: CartState) -> Result<bool, Error> {
    store::set_state(tx, cart, from, to).await
}
