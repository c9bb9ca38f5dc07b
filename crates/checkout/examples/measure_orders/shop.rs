use database::{Database, execute_rows, sql};
use types::Timestamp;

/// The variants of the shop; the first one is the hot one.
pub(super) const VARIANTS: i64 = 10_000;

/// Makes a shop of variants with more stock than can be held.
pub(super) async fn fill(database: &Database) {
    database.migrate().await.expect("the database is new");
    let mut tx = database.write(Timestamp(1)).await.expect("the database can be written");
    for text in [
        "INSERT INTO category (id, code, position) VALUES (1, 'c', 0)",
        "INSERT INTO product (id, code, category_id, hsn, tags, popularity, created_at) VALUES (1, 'p', 1, '', '', 0, 0)",
        "INSERT INTO location (id, code) VALUES (1, 'main')",
    ] {
        sql(text).execute(&mut tx).await.expect("the row is new");
    }
    let variants = (1..=VARIANTS).map(|id| vec![id.into(), format!("V{id}").into()]).collect();
    let text = "INSERT INTO variant (product_id, position, weight_g, length_mm, width_mm, height_mm, id, sku)
        VALUES {(1, 1, 1, 1, 1, 1, ?, ?)}";
    execute_rows(&mut tx, text, &[], variants).await.expect("the rows are new");
    let text = "INSERT INTO stock (location_id, on_hand, variant_id) VALUES {(1, 1000000000, ?)}";
    let stock = (1..=VARIANTS).map(|id| vec![id.into()]).collect();
    execute_rows(&mut tx, text, &[], stock).await.expect("the rows are new");
    tx.commit().await.expect("the database can be written");
    database.close().await;
}
