use database::{Error, Tx, sql};
use types::MarketCode;

/// The first number of a market's series.
const FIRST: i64 = 1001;

/// Takes numbers of a market's series, and returns the next one that is left.
pub(crate) async fn raise_number(tx: &mut Tx, market: MarketCode, count: u32) -> Result<i64, Error> {
    sql("INSERT INTO order_number (market, next) VALUES ($1, $2)
        ON CONFLICT (market) DO UPDATE SET next = order_number.next + $3
        RETURNING next")
    .bind(market)
    .bind(FIRST + i64::from(count))
    .bind(count)
    .scalar(tx)
    .await
}
