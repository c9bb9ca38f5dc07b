use database::{Tx, testing::both_engines};
use pricing::{RefundError, RefundPiece, RowKey, TaxPart, TaxShare};
use types::Timestamp;

use super::given::{NOW, id, new_order, place, snapshot};
use crate::{NewOrder, OrderActor, RecordRefundError, RefundRequest, by_id, insert, record_refund, refunds};

fn request(key: &str, pieces: Vec<RefundPiece>) -> RefundRequest {
    RefundRequest {
        order: id(1),
        key: key.to_owned(),
        pieces,
        reason: "broken".to_owned(),
        actor: OrderActor::Staff,
        now: Timestamp(5_000),
    }
}

const fn units(units: u32) -> RefundPiece {
    RefundPiece::Units { line: 0, units }
}

async fn refund_units(tx: &mut Tx, key: &str, count: u32) -> Result<i64, RecordRefundError> {
    record_refund(tx, &request(key, vec![units(count)])).await.map(|refund| refund.total)
}

/// Report 9: one unit after the other, each in a transaction of its own, returns exactly what was paid.
#[tokio::test]
async fn refunds_unit_by_unit_return_the_whole_line() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        let order = new_order(1, "ann@example.com");
        let (checkout, token) = (order.checkout, order.token);
        // 100.00 for seven units of 14.29 less 0.03: 14.29 and 14.28 in turn.
        let mut sold = snapshot("ann@example.com", 7, 1_429);
        for row in &mut sold.quote.rows {
            (row.amount, row.discount, row.tax, row.taxable) = (10_000, 3, 476, 9_524);
            let part = TaxPart { name: "VAT".to_owned(), rate: "5".parse().unwrap(), tax: 476 };
            row.shares = vec![TaxShare { amount: 10_000, taxable: 9_524, parts: vec![part] }];
        }
        (sold.quote.total, sold.quote.due) = (10_000, 10_000);
        place(&mut tx, &NewOrder::new(order.id, checkout, token, sold, NOW).unwrap()).await;
        tx.commit_bookkeeping().await.unwrap();

        let (mut total, mut tax) = (0, 0);
        for key in 0..7 {
            let mut tx = given.database.write(NOW).await.unwrap();
            let refund = record_refund(&mut tx, &request(&key.to_string(), vec![units(1)])).await.unwrap();
            tx.commit_bookkeeping().await.unwrap();
            assert!(matches!(refund.total, 1_428 | 1_429), "{refund:?}");
            total += refund.total;
            tax += refund.rows.iter().map(|row| row.tax).sum::<i64>();
        }

        let mut reader = given.database.read(NOW).await.unwrap();
        let order = by_id(&mut reader, id(1)).await.unwrap().unwrap();
        assert_eq!((total, tax, order.refunded), (10_000, 476, 10_000), "{}", given.engine);
        assert_eq!(refunds(&mut reader, id(1)).await.unwrap().len(), 7, "{}", given.engine);
    }
}

#[tokio::test]
async fn refund_that_is_repeated_counts_once_and_more_than_is_left_is_refused() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        place(&mut tx, &new_order(1, "ann@example.com")).await;

        let first = refund_units(&mut tx, "a", 1).await.unwrap();
        let again = refund_units(&mut tx, "a", 1).await.unwrap();
        let other = refund_units(&mut tx, "a", 2).await;
        let too_many = refund_units(&mut tx, "b", 2).await;
        let unknown =
            record_refund(&mut tx, &request("c", vec![RefundPiece::Amount { row: RowKey::Delivery, amount: 1 }])).await;

        assert_eq!((first, again), (10_000, 10_000), "{}", given.engine);
        assert!(matches!(other, Err(RecordRefundError::OtherRefund)), "{other:?}");
        let too_many_units = |error: &RecordRefundError| {
            matches!(error, RecordRefundError::Refund(RefundError::TooManyUnits { left: 1, .. }))
        };
        assert!(too_many.as_ref().is_err_and(too_many_units), "{too_many:?}");
        assert!(matches!(unknown, Err(RecordRefundError::Refund(RefundError::UnknownRow(_)))), "{unknown:?}");
        assert_eq!(by_id(&mut tx, id(1)).await.unwrap().unwrap().refunded, 10_000, "{}", given.engine);
    }
}

#[tokio::test]
async fn order_that_was_not_placed_has_nothing_to_refund() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        let missing = refund_units(&mut tx, "a", 1).await;
        insert(&mut tx, &[(&new_order(1, "ann@example.com"), None)]).await.unwrap();
        let placing = refund_units(&mut tx, "a", 1).await;

        assert!(matches!(missing, Err(RecordRefundError::NoSuchOrder)), "{}: {missing:?}", given.engine);
        assert!(matches!(placing, Err(RecordRefundError::NotPlaced)), "{}: {placing:?}", given.engine);
    }
}
