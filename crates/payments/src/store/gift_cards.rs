use database::{Error, Executor, Statement, Tx, execute_rows, row, sql};
use types::{Currency, Money, OrderId, Timestamp};

use crate::{CardUse, GiftCard, GiftCardCode, GiftCardState, NewGiftCard, UsedCard};

pub(crate) async fn insert_gift_card(tx: &mut Tx, new: &NewGiftCard, now: Timestamp) -> Result<i64, Error> {
    sql("INSERT INTO gift_card (code_hash, last_four, currency, issued, balance, state, expires_at, issued_at)
        VALUES ($1, $2, $3, $4, $4, 'active', $5, $6)
        RETURNING id")
    .bind(new.code.hash())
    .bind(new.code.last_four())
    .bind(new.amount.currency)
    .bind(new.amount.minor)
    .bind(new.expires_at)
    .bind(now)
    .scalar(tx)
    .await
}

row! {
    struct StoredCard {
        id: i64,
        last_four: String,
        currency: Currency,
        issued: i64,
        balance: i64,
        state: String,
        expires_at: Option<Timestamp>,
        issued_at: Timestamp,
    }
}

impl StoredCard {
    fn card(self) -> Result<GiftCard, Error> {
        Ok(GiftCard {
            id: self.id,
            last_four: self.last_four,
            issued: Money::new(self.issued, self.currency),
            balance: self.balance,
            state: GiftCardState::stored(&self.state).ok_or_else(Error::missing_row)?,
            expires_at: self.expires_at,
            issued_at: self.issued_at,
        })
    }
}

/// Writes a query of gift cards with these conditions.
macro_rules! gift_cards {
    ($rest:literal) => {
        concat!(
            "SELECT id, last_four, currency, issued, balance, state, expires_at, issued_at
            FROM gift_card ",
            $rest
        )
    };
}

/// Returns the gift card with this code.
pub async fn gift_card_by_code(on: &mut impl Executor, code: &GiftCardCode) -> Result<Option<GiftCard>, Error> {
    let row = sql(gift_cards!("WHERE code_hash = $1")).bind(code.hash()).optional_row::<StoredCard>(on).await?;
    row.map(StoredCard::card).transpose()
}

/// Returns a gift card.
pub async fn gift_card_by_id(on: &mut impl Executor, id: i64) -> Result<Option<GiftCard>, Error> {
    let row = sql(gift_cards!("WHERE id = $1")).bind(id).optional_row::<StoredCard>(on).await?;
    row.map(StoredCard::card).transpose()
}

/// Returns gift cards, by id. Other writers wait until the transaction ends.
pub(crate) async fn lock_gift_cards(tx: &mut Tx, ids: Vec<i64>) -> Result<Vec<GiftCard>, Error> {
    let locking = gift_cards!("WHERE id IN (?) ORDER BY id FOR UPDATE");
    let text = if tx.locks_rows() { locking } else { gift_cards!("WHERE id IN (?) ORDER BY id") };
    let rows = Statement::with_list(text, Vec::new(), ids).rows::<StoredCard>(tx).await?;
    rows.into_iter().map(StoredCard::card).collect()
}

/// Takes money off a card that has it; a negative amount puts it back.
pub(crate) async fn take_from_gift_card(tx: &mut Tx, card: i64, amount: i64) -> Result<(), Error> {
    let changed = sql("UPDATE gift_card SET balance = balance - $2
        WHERE id = $1
        AND balance >= $2
        AND balance - $2 <= issued")
    .bind(card)
    .bind(amount)
    .execute(tx)
    .await?;
    if changed == 1 { Ok(()) } else { Err(Error::Overtaken) }
}

/// Blocks a gift card, or lets it be used again. Returns false if there is none.
pub async fn block_gift_card(tx: &mut Tx, id: i64, state: GiftCardState) -> Result<bool, Error> {
    let changed =
        sql("UPDATE gift_card SET state = $2 WHERE id = $1").bind(id).bind(state.as_str()).execute(tx).await?;
    Ok(changed == 1)
}

row! {
    struct StoredUse {
        gift_card_id: i64,
        order_id: OrderId,
        amount: i64,
        given_back: i64,
        used_at: Timestamp,
        currency: Currency,
        last_four: String,
    }
}

impl StoredUse {
    fn used(self) -> UsedCard {
        UsedCard {
            card: self.gift_card_id,
            last_four: self.last_four,
            order: self.order_id,
            currency: self.currency,
            amount: self.amount,
            given_back: self.given_back,
            used_at: self.used_at,
        }
    }
}

/// Writes a query of uses with these conditions.
macro_rules! uses {
    ($rest:literal) => {
        concat!(
            "SELECT gift_card_use.gift_card_id, gift_card_use.order_id, gift_card_use.amount, gift_card_use.given_back,
                gift_card_use.used_at, gift_card.currency, gift_card.last_four
            FROM gift_card_use
            JOIN gift_card ON gift_card.id = gift_card_use.gift_card_id ",
            $rest
        )
    };
}

/// Returns the uses of a gift card, by age.
pub async fn gift_card_uses(on: &mut impl Executor, card: i64) -> Result<Vec<UsedCard>, Error> {
    let text = uses!("WHERE gift_card_use.gift_card_id = $1 ORDER BY gift_card_use.used_at, gift_card_use.order_id");
    let rows = sql(text).bind(card).rows::<StoredUse>(on).await?;
    Ok(rows.into_iter().map(StoredUse::used).collect())
}

/// Returns the uses of gift cards by an order, by card.
pub async fn uses_of_order(on: &mut impl Executor, order: OrderId) -> Result<Vec<UsedCard>, Error> {
    let text = uses!("WHERE gift_card_use.order_id = $1 ORDER BY gift_card_use.gift_card_id");
    let rows = sql(text).bind(order).rows::<StoredUse>(on).await?;
    Ok(rows.into_iter().map(StoredUse::used).collect())
}

pub(crate) async fn insert_uses(tx: &mut Tx, uses: impl Iterator<Item = &CardUse>) -> Result<(), Error> {
    let text = "INSERT INTO gift_card_use (gift_card_id, order_id, amount, used_at) VALUES {(?, ?, ?, $1)}";
    let row = |of: &CardUse| vec![of.card.into(), of.order.into(), of.amount.minor.into()];
    let now = tx.now();
    execute_rows(tx, text, &[now.into()], uses.map(row).collect()).await.map(|_| ())
}

/// Records that a part of a use went back to its card.
pub(crate) async fn change_use(tx: &mut Tx, card: i64, order: OrderId, given_back: i64) -> Result<(), Error> {
    let changed = sql("UPDATE gift_card_use SET given_back = given_back + $3
        WHERE gift_card_id = $1
        AND order_id = $2
        AND given_back + $3 <= amount")
    .bind(card)
    .bind(order)
    .bind(given_back)
    .execute(tx)
    .await?;
    if changed == 1 { Ok(()) } else { Err(Error::Overtaken) }
}
