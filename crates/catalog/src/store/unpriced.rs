use database::{Error, Executor, Statement, row, sql};
use types::{PriceList, Slug};

use crate::sold_in::SoldIn;

row! {
    /// The number of variants without a price, of all products that the same markets sell.
    pub(crate) struct UnpricedVariants {
        pub(crate) markets: SoldIn,
        pub(crate) variants: i64,
    }
}

/// Counts the variants on sale that have a price in none of these lists.
pub(crate) async fn unpriced_variants(
    on: &mut impl Executor,
    [own, currency, converted]: [PriceList; 3],
) -> Result<Vec<UnpricedVariants>, Error> {
    sql("SELECT product.markets, COUNT(*) AS variants
        FROM variant
        JOIN product ON product.id = variant.product_id
        WHERE EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id)
            AND NOT EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id AND price.list IN ($1, $2, $3))
        GROUP BY product.markets")
    .bind(own)
    .bind(currency)
    .bind(converted)
    .rows(on)
    .await
}

/// Products that one statement reads.
const CHUNK: usize = 500;

/// Counts the same variants of the products with these codes.
pub(crate) async fn unpriced_variants_of(
    on: &mut impl Executor,
    lists: [PriceList; 3],
    codes: &[Slug],
) -> Result<Vec<UnpricedVariants>, Error> {
    let text = "SELECT product.markets, COUNT(*) AS variants
        FROM variant
        JOIN product ON product.id = variant.product_id
        WHERE EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id)
            AND NOT EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id AND price.list IN ($1, $2, $3))
            AND product.code IN (?)
        GROUP BY product.markets";
    let mut found = Vec::new();
    for codes in codes.chunks(CHUNK) {
        let fixed = lists.map(Into::into).to_vec();
        found.extend(Statement::with_list(text, fixed, codes).rows::<UnpricedVariants>(on).await?);
    }
    Ok(found)
}
