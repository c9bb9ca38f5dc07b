use database::{Error, Tx, execute_rows};
use types::{OrderId, Timestamp};

use crate::{NewOrder, OrderToken};

pub(crate) async fn insert_lines(tx: &mut Tx, orders: &[(&NewOrder, Option<String>)]) -> Result<(), Error> {
    let text = "INSERT INTO order_line (order_id, line, variant_id, sku, units) VALUES {(?, ?, ?, ?, ?)}";
    let mut rows = Vec::new();
    for (order, _) in orders {
        for line in &order.snapshot.lines {
            let key = i64::try_from(line.key).map_err(|error| Error::defect("order_line.line", error))?;
            let (variant, sku) = (line.variant.into(), line.sku.as_str().into());
            rows.push(vec![order.id.into(), key.into(), variant, sku, line.quantity.into()]);
        }
    }
    execute_rows(tx, text, &[], rows).await.map(|_| ())
}

pub(crate) async fn insert_links(tx: &mut Tx, links: &[(OrderId, OrderToken, Timestamp)]) -> Result<(), Error> {
    let text = "INSERT INTO order_link (token_hash, order_id, made_at) VALUES {(?, ?, ?)}
        ON CONFLICT (token_hash) DO NOTHING";
    let row = |(order, token, now): &(OrderId, OrderToken, Timestamp)| {
        vec![token.hash().into(), (*order).into(), (*now).into()]
    };
    execute_rows(tx, text, &[], links.iter().map(row).collect()).await.map(|_| ())
}
