use std::collections::BTreeSet;

use database::{Error, Tx, testing::both_engines};

use super::given::NOW;
use crate::{PromotionUses, UseLimits};

fn limits(promotion: &str, limit: Option<u32>, per_customer: Option<u32>) -> UseLimits {
    UseLimits { promotion: promotion.to_owned(), limit, per_customer }
}

async fn locked(tx: &mut Tx) -> PromotionUses {
    let customers = BTreeSet::from(["ann", "bob"]);
    PromotionUses::lock(tx, &BTreeSet::from(["all", "each", "free"]), &customers).await.unwrap()
}

#[tokio::test]
async fn promotion_is_used_as_often_as_it_may_be_in_all_and_by_each_customer() {
    for given in both_engines().await {
        let (all, each, free) =
            (limits("all", Some(2), None), limits("each", None, Some(1)), limits("free", None, None));
        let used_up = |name: &str| Err(name.to_owned());
        for (customer, uses, expected) in [
            ("ann", vec![all.clone(), each.clone(), free.clone()], Ok(())),
            ("ann", vec![all.clone(), each.clone()], used_up("each")),
            ("bob", vec![each.clone(), all.clone()], Ok(())),
            ("bob", vec![all.clone()], used_up("all")),
            ("bob", vec![free.clone()], Ok(())),
        ] {
            let mut tx = given.database.write(NOW).await.unwrap();
            let mut known = locked(&mut tx).await;

            let outcome = known.take(customer, &uses);

            known.write(&mut tx).await.unwrap();
            tx.commit_bookkeeping().await.unwrap();
            assert_eq!(outcome, expected, "{}: {customer} {uses:?}", given.engine);
        }
        let mut tx = given.database.write(NOW).await.unwrap();
        let mut known = locked(&mut tx).await;
        known.give_back("ann", ["all", "each", "free"]);
        known.write(&mut tx).await.unwrap();
        let known = PromotionUses::read(&mut tx, &BTreeSet::from(["all", "each"]), Some("ann")).await.unwrap();
        assert!(!known.is_used_up(&all, Some("ann")) && !known.is_used_up(&each, Some("ann")), "{}", given.engine);
        let known = PromotionUses::read(&mut tx, &BTreeSet::from(["all", "each"]), Some("bob")).await.unwrap();
        assert!(!known.is_used_up(&all, None) && known.is_used_up(&each, Some("bob")), "{}", given.engine);
    }
}

/// On PostgreSQL no row can be locked that is not there yet: of two first uses, one is tried again.
#[tokio::test]
async fn first_use_that_another_transaction_has_overtaken_fails() {
    let [_, given] = both_engines().await;
    let (mut one, mut two) = (given.database.write(NOW).await.unwrap(), given.database.write(NOW).await.unwrap());
    let (mut first, mut second) = (locked(&mut one).await, locked(&mut two).await);
    first.take("ann", &[limits("all", Some(1), None)]).unwrap();
    second.take("bob", &[limits("all", Some(1), None)]).unwrap();

    first.write(&mut one).await.unwrap();
    one.commit_bookkeeping().await.unwrap();

    assert!(matches!(second.write(&mut two).await, Err(Error::Overtaken)));
}
