use database::{Error, Executor};
use types::Market;

use crate::{price::lists_of, store};

/// Returns the number of variants that a market should sell and for which it has no price, with the market, in the order of
/// `markets`. Markets that have a price for all their variants are left out. A variant without a price in any list is off
/// sale, and does not count.
pub async fn unpriced_variants(on: &mut impl Executor, markets: &[Market]) -> Result<Vec<(Market, u64)>, Error> {
    let mut unpriced = Vec::new();
    for market in markets {
        let groups = store::unpriced_variants(on, lists_of(*market)).await?;
        let sold_here = groups.iter().filter(|group| group.markets.contains(market.code()));
        unpriced.push((*market, sold_here.map(|group| group.variants.unsigned_abs()).sum()));
    }
    unpriced.retain(|(_, variants)| *variants > 0);
    Ok(unpriced)
}
