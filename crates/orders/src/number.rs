use std::collections::BTreeMap;

use database::{Error, Tx};
use types::MarketCode;

use crate::store;

/// Takes as many numbers of each market's series as named, and returns the texts of each: `AE-1001`, `AE-1002`.
///
/// The row of the series stays locked until the transaction ends: a transaction that is rolled back leaves no gap. Callers take
/// numbers last, because other writers of this market wait for them.
///
/// # Errors
/// If the database fails.
pub async fn take_numbers(
    tx: &mut Tx,
    counts: &BTreeMap<MarketCode, u32>,
) -> Result<BTreeMap<MarketCode, Vec<String>>, Error> {
    let mut numbers = BTreeMap::new();
    for (market, count) in counts.iter().filter(|(_, count)| **count > 0) {
        let next = store::raise_number(tx, *market, *count).await?;
        let texts = (next - i64::from(*count)..next).map(|number| number_text(*market, number)).collect();
        numbers.insert(*market, texts);
    }
    Ok(numbers)
}

fn number_text(market: MarketCode, number: i64) -> String {
    format!("{}-{number}", market.as_str().to_ascii_uppercase())
}
