use database::testing::both_engines;
use types::{Currency, Money, PaymentKind, Timestamp};
use uuid::Uuid;

use super::given::{NOW, aed, given_payment, order, write};
use crate::{
    NewRefund, PaymentState, PaymentStatus, ProviderNotice, ProviderTruth, ReceiveError, RefundId, RefundOutcome,
    RefundRefusal, TruthState, apply_truth, due_looks, finish_refund, lapse_transfer, lapsed_transfers, payment,
    payment_by_handle, payments_of_order, postpone_look, record_begun, record_notice, record_received, request_refund,
};

fn captured() -> ProviderTruth {
    ProviderTruth { state: TruthState::Captured, amount: aed(50_000), captured: 50_000, refunded: 0 }
}

fn status(state: PaymentState, captured: i64, refunded: i64) -> PaymentStatus {
    PaymentStatus { state, captured, refunded }
}

#[tokio::test]
async fn payment_is_stored_and_raised() {
    for given in both_engines().await {
        let id = given_payment(&given.database, 1, PaymentKind::Test).await;
        let mut tx = write(&given.database).await;

        let begun = payment_by_handle(&mut tx, PaymentKind::Test, &id.to_string()).await.unwrap().unwrap();
        let sent = record_begun(&mut tx, id, "tp-1", Some("https://pay.example/1")).await.unwrap().unwrap();
        let applied = apply_truth(&mut tx, id, &captured()).await.unwrap().unwrap();
        let again = apply_truth(&mut tx, id, &ProviderTruth::without_money(TruthState::Failed, aed(50_000))).await;
        tx.commit_bookkeeping().await.unwrap();

        assert_eq!(begun.status.state, PaymentState::Begun, "{}", given.engine);
        assert_eq!(sent.status.state, PaymentState::NeedsAction, "{}", given.engine);
        assert!(applied.is_newly_paid() && !applied.differs, "{}", given.engine);
        let again = again.unwrap().unwrap();
        assert!(!again.is_newly_paid() && !again.is_newly_ended(), "{}", given.engine);
        let mut reader = given.database.read(NOW).await.unwrap();
        let stored = payments_of_order(&mut reader, order(1)).await.unwrap();
        assert_eq!(stored, [again.payment], "{}", given.engine);
        let found = payment_by_handle(&mut reader, PaymentKind::Test, "tp-1").await.unwrap();
        assert_eq!(found.as_ref(), stored.first(), "{}", given.engine);
        assert_eq!(stored[0].status, status(PaymentState::Captured, 50_000, 0), "{}", given.engine);
    }
}

#[tokio::test]
async fn another_currency_is_told_and_stored() {
    for given in both_engines().await {
        let id = given_payment(&given.database, 1, PaymentKind::Test).await;
        let rupees = Money::new(50_000, Currency::from_code("INR").unwrap());
        let mut tx = write(&given.database).await;

        let applied = apply_truth(&mut tx, id, &ProviderTruth { amount: rupees, ..captured() }).await.unwrap().unwrap();
        tx.commit_bookkeeping().await.unwrap();

        assert!(applied.differs && applied.is_newly_mismatched() && !applied.is_newly_paid(), "{}", given.engine);
        let stored = payment(&mut given.database.read(NOW).await.unwrap(), id).await.unwrap().unwrap();
        assert_eq!(stored.reported, Some(rupees), "{}", given.engine);
        assert_eq!(stored.status, status(PaymentState::Mismatch, 0, 0), "{}", given.engine);
    }
}

#[tokio::test]
async fn timer_looks_at_payments_with_a_provider_until_they_have_an_end() {
    for given in both_engines().await {
        let id = given_payment(&given.database, 1, PaymentKind::Test).await;
        given_payment(&given.database, 2, PaymentKind::CashOnDelivery).await;
        given_payment(&given.database, 3, PaymentKind::BankTransfer).await;
        let mut tx = write(&given.database).await;
        let mut looked = Vec::new();
        for minute in 0..200 {
            let now = NOW.plus_millis(minute * 60_000);
            for due in due_looks(&mut tx, now, 9).await.unwrap() {
                assert_eq!(due.id, id, "{}", given.engine);
                looked.push(minute);
                postpone_look(&mut tx, &due, now).await.unwrap();
            }
        }
        apply_truth(&mut tx, id, &captured()).await.unwrap();
        let after = due_looks(&mut tx, Timestamp(i64::MAX), 9).await.unwrap();

        assert_eq!((looked, after), (vec![1, 5, 15, 75, 135, 195], vec![]), "{}", given.engine);
    }
}

#[tokio::test]
async fn notice_is_taken_in_once() {
    for given in both_engines().await {
        let notice = |event: &str| ProviderNotice { event: event.to_owned(), handle: "tp-1".to_owned() };
        let mut tx = write(&given.database).await;
        let mut new = Vec::new();
        for event in ["a", "a", "b", "a"] {
            new.push(record_notice(&mut tx, PaymentKind::Test, &notice(event), NOW).await.unwrap());
        }
        let tasks = jobs::queue_length(&mut tx, crate::NOTICE_JOB).await.unwrap();

        assert_eq!((new, tasks.waiting), (vec![true, false, true, false], 2), "{}", given.engine);
    }
}

#[tokio::test]
async fn transfers_are_received_in_parts_and_lapse_without_money() {
    for given in both_engines().await {
        let [full, part, none] =
            [1, 2, 3].map(|number| given_payment(&given.database, number, PaymentKind::BankTransfer));
        let (full, part, none) = (full.await, part.await, none.await);
        let with_provider = given_payment(&given.database, 4, PaymentKind::Test).await;
        let late = NOW.plus_millis(900_000);
        let mut tx = write(&given.database).await;

        let first = record_received(&mut tx, full, aed(20_000)).await.unwrap().unwrap();
        let over = record_received(&mut tx, full, aed(30_500)).await.unwrap().unwrap();
        record_received(&mut tx, part, aed(1)).await.unwrap().unwrap();
        let refused = [
            record_received(&mut tx, none, aed(0)).await.unwrap(),
            record_received(&mut tx, none, Money::new(5, Currency::from_code("INR").unwrap())).await.unwrap(),
            record_received(&mut tx, with_provider, aed(5)).await.unwrap(),
        ];
        let early = lapse_transfer(&mut tx, none, NOW).await.unwrap();
        let lapsed = lapsed_transfers(&mut tx, late, 9).await.unwrap();
        let ended = lapse_transfer(&mut tx, none, late).await.unwrap();
        let kept = lapse_transfer(&mut tx, part, late).await.unwrap();

        assert_eq!((first.short, first.over), (30_000, 0), "{}", given.engine);
        assert_eq!((over.short, over.over, over.payment.status.state), (0, 500, PaymentState::Captured));
        let refusals = [ReceiveError::WrongAmount, ReceiveError::WrongAmount, ReceiveError::WithProvider].map(Err);
        assert_eq!(refused, refusals, "{}", given.engine);
        assert_eq!((early, kept), (None, None), "{}", given.engine);
        assert_eq!(lapsed.iter().map(|payment| payment.id).collect::<Vec<_>>(), [none], "{}", given.engine);
        assert_eq!(ended.map(|payment| payment.status.state), Some(PaymentState::Lapsed), "{}", given.engine);
    }
}

#[tokio::test]
async fn never_more_goes_back_than_came_in() {
    for given in both_engines().await {
        let id = given_payment(&given.database, 1, PaymentKind::Test).await;
        let refund = |number: u128, amount: i64| NewRefund {
            id: RefundId(Uuid::from_u128(number)),
            payment: id,
            amount,
            reason: "broken".to_owned(),
        };
        let mut tx = write(&given.database).await;
        let early = request_refund(&mut tx, &refund(1, 1), NOW).await.unwrap();
        apply_truth(&mut tx, id, &captured()).await.unwrap();

        let first = request_refund(&mut tx, &refund(2, 30_000), NOW).await.unwrap();
        let again = request_refund(&mut tx, &refund(2, 30_000), NOW).await.unwrap();
        let too_much = request_refund(&mut tx, &refund(3, 20_001), NOW).await.unwrap();
        let failed = finish_refund(&mut tx, refund(2, 0).id, RefundOutcome::Failed, NOW).await.unwrap();
        let second = request_refund(&mut tx, &refund(4, 50_000), NOW).await.unwrap();
        let done = finish_refund(&mut tx, refund(4, 0).id, RefundOutcome::Done, NOW).await.unwrap();
        let done_again = finish_refund(&mut tx, refund(4, 0).id, RefundOutcome::Failed, NOW).await.unwrap();

        assert_eq!(early, Err(RefundRefusal::TooMuch { left: 0 }), "{}", given.engine);
        assert!(first.is_ok() && first == again, "{}", given.engine);
        assert_eq!(too_much, Err(RefundRefusal::TooMuch { left: 20_000 }), "{}", given.engine);
        assert!(failed.is_some() && second.is_ok() && done.is_some() && done_again.is_none(), "{}", given.engine);
        let stored = payment(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(stored.status, status(PaymentState::Captured, 50_000, 50_000), "{}", given.engine);
        let tasks = jobs::queue_length(&mut tx, crate::REFUND_JOB).await.unwrap();
        assert_eq!(tasks.waiting, 2, "{}: one per refund", given.engine);
    }
}
