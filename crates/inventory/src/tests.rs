mod buyers;
mod counts;
mod given;
mod holds;
mod killed;
mod load;

use database::{Tx, sql};
use types::VariantId;

pub(crate) async fn given_variant(tx: &mut Tx) -> VariantId {
    given_variants(tx, 1).await[0]
}

/// Inserts variants from 7 on.
pub(crate) async fn given_variants(tx: &mut Tx, count: i64) -> Vec<VariantId> {
    for text in [
        "INSERT INTO category (id, code, position) VALUES (1, 'c', 0)",
        "INSERT INTO product (id, code, category_id, hsn, tags, popularity, created_at) VALUES (1, 'p', 1, '', '', 0, 0)",
    ] {
        sql(text).execute(tx).await.unwrap();
    }
    for id in 7..7 + count {
        let text = "INSERT INTO variant (id, product_id, sku, position, weight_g, length_mm, width_mm, height_mm)
            VALUES ($1, 1, $2, $1, 1, 1, 1, 1)";
        sql(text).bind(id).bind(format!("P{id}")).execute(tx).await.unwrap();
    }
    (7..7 + count).map(VariantId).collect()
}
