use database::testing::{TestDatabase, both_engines};
use pricing::TenderUse;
use types::{Currency, Timestamp};

use super::given::{NOW, aed, order, write};
use crate::{
    CardUse, GiftCard, GiftCardCode, GiftCardRefusal, GiftCardState, NewGiftCard, block_gift_card, card_of_tender,
    gift_card_by_code, gift_card_by_id, gift_card_uses, give_back, give_back_all, issue_gift_card, redeem,
};

async fn given_card(given: &TestDatabase, random: u128, minor: i64) -> GiftCard {
    let new = NewGiftCard {
        code: GiftCardCode::from_random(random),
        amount: aed(minor),
        expires_at: Some(NOW.plus_millis(1000)),
    };
    let mut tx = write(&given.database).await;
    let id = issue_gift_card(&mut tx, &new, NOW).await.unwrap();
    let card = gift_card_by_code(&mut tx, &new.code).await.unwrap().unwrap();
    tx.commit_bookkeeping().await.unwrap();
    assert_eq!((card.id, card.balance), (id, minor));
    card
}

fn used(card: &GiftCard, number: u128, minor: i64) -> CardUse {
    CardUse { card: card.id, order: order(number), amount: aed(minor) }
}

async fn balances(given: &TestDatabase, cards: &[&GiftCard]) -> Vec<i64> {
    let mut reader = given.database.read(NOW).await.unwrap();
    let mut balances = Vec::new();
    for card in cards {
        balances.push(gift_card_by_id(&mut reader, card.id).await.unwrap().unwrap().balance);
    }
    balances
}

#[tokio::test]
async fn two_cards_pay_one_order_each_by_its_part() {
    for given in both_engines().await {
        let (one, other) = (given_card(&given, 1, 10_000).await, given_card(&given, 2, 10_000).await);
        let parts = [used(&one, 1, 10_000), used(&other, 1, 5_000)];

        for _ in 0..2 {
            let mut tx = write(&given.database).await;
            assert_eq!(redeem(&mut tx, &parts).await.unwrap(), Ok(()), "{}", given.engine);
            tx.commit_bookkeeping().await.unwrap();
            assert_eq!(balances(&given, &[&one, &other]).await, [0, 5_000], "{}", given.engine);
        }

        let mut tx = write(&given.database).await;
        let back = give_back(&mut tx, &used(&other, 1, 2_000)).await.unwrap();
        let rest = give_back_all(&mut tx, order(1)).await.unwrap();
        let nothing = give_back_all(&mut tx, order(1)).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();
        assert_eq!((back, rest, nothing), (2_000, 13_000, 0), "{}", given.engine);
        assert_eq!(balances(&given, &[&one, &other]).await, [10_000, 10_000], "{}", given.engine);
        let uses = gift_card_uses(&mut given.database.read(NOW).await.unwrap(), other.id).await.unwrap();
        assert_eq!((uses.len(), uses[0].amount, uses[0].given_back), (1, 5_000, 5_000), "{}", given.engine);
    }
}

#[tokio::test]
async fn card_that_cannot_give_its_part_takes_nothing_from_the_others() {
    for given in both_engines().await {
        let (one, other) = (given_card(&given, 1, 10_000).await, given_card(&given, 2, 100).await);
        let mut tx = write(&given.database).await;

        let refused = redeem(&mut tx, &[used(&one, 1, 1), used(&other, 1, 101)]).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();

        assert_eq!(refused, Err(GiftCardRefusal::TooLittle { left: 100 }), "{}", given.engine);
        assert_eq!(balances(&given, &[&one, &other]).await, [10_000, 100], "{}", given.engine);
    }
}

#[tokio::test]
async fn money_of_a_card_is_spent_once_by_orders_at_the_same_time() {
    for given in both_engines().await {
        let card = given_card(&given, 1, 1_000).await;
        let buy = |number: u128| {
            let (database, of) = (given.database.clone(), used(&card, number, 300));
            async move {
                let mut tx = database.write(NOW).await.unwrap();
                let outcome = redeem(&mut tx, &[of]).await.unwrap();
                tx.commit_bookkeeping().await.unwrap();
                outcome.is_ok()
            }
        };

        let (a, b, c, d, e) = tokio::join!(buy(1), buy(2), buy(3), buy(4), buy(5));

        let paid = [a, b, c, d, e].into_iter().filter(|paid| *paid).count();
        assert_eq!((paid, balances(&given, &[&card]).await), (3, vec![100]), "{}", given.engine);
    }
}

#[tokio::test]
async fn blocked_expired_and_foreign_cards_pay_nothing() {
    for given in both_engines().await {
        let card = given_card(&given, 1, 1_000).await;
        let [aed, inr] = ["AED", "INR"].map(|code| Currency::from_code(code).unwrap());
        let mut tx = write(&given.database).await;
        assert!(block_gift_card(&mut tx, card.id, GiftCardState::Blocked).await.unwrap());
        let refused = redeem(&mut tx, &[used(&card, 1, 1)]).await.unwrap();
        let unknown = redeem(&mut tx, &[CardUse { card: card.id + 1, ..used(&card, 1, 1) }]).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();

        assert_eq!(refused, Err(GiftCardRefusal::Blocked), "{}", given.engine);
        assert_eq!(unknown, Err(GiftCardRefusal::Unknown), "{}", given.engine);
        let end = NOW.plus_millis(1000);
        assert_eq!(card.refusal(aed, Timestamp(end.0 - 1)), None, "{}", given.engine);
        assert_eq!(card.refusal(aed, end), Some(GiftCardRefusal::Expired { at: end }), "{}", given.engine);
        assert_eq!(card.refusal(inr, NOW), Some(GiftCardRefusal::OtherCurrency(aed)), "{}", given.engine);
        let tender = card.tender();
        let told = TenderUse { key: tender.key, used: 1, left: 0 };
        assert_eq!((card_of_tender(&told), tender.balance), (Some(card.id), 1_000), "{}", given.engine);
    }
}
