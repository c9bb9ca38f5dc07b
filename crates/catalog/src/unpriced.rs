use database::{Error, Executor};
use types::{Market, PriceList, Slug};

use crate::{ProductDocument, SoldIn, VariantDocument, price::lists_of, store};

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

/// Returns what [`unpriced_variants`] will return once these products are saved.
pub async fn unpriced_variants_after(
    on: &mut impl Executor,
    markets: &[Market],
    products: &[ProductDocument],
) -> Result<Vec<(Market, u64)>, Error> {
    let codes: Vec<Slug> = products.iter().map(|product| product.code.clone()).collect();
    let mut unpriced = Vec::new();
    for market in markets {
        let lists = lists_of(*market);
        let of = |groups: Vec<store::UnpricedVariants>| -> u64 {
            let sold_here = groups.iter().filter(|group| group.markets.contains(market.code()));
            sold_here.map(|group| group.variants.unsigned_abs()).sum()
        };
        let others = of(store::unpriced_variants(on, lists).await?)
            .saturating_sub(of(store::unpriced_variants_of(on, lists, &codes).await?));
        let own = products.iter().filter(|product| SoldIn::new(product.markets.as_ref()).contains(market.code()));
        let own = own.flat_map(|product| &product.variants).filter(|variant| is_unpriced(variant, lists)).count();
        unpriced.push((*market, others + own as u64));
    }
    unpriced.retain(|(_, variants)| *variants > 0);
    Ok(unpriced)
}

/// Returns true for a variant that has prices, but none in these lists.
fn is_unpriced(variant: &VariantDocument, lists: [PriceList; 3]) -> bool {
    let scheduled = variant.scheduled_prices.iter().map(|price| price.currency);
    let mut priced = variant.price.keys().copied().chain(scheduled).peekable();
    priced.peek().is_some() && priced.all(|list| !lists.contains(&list))
}
