//! The listing index follows the clock in either direction, and is built once for all concurrent readers.

use database::{Drafts, Reader};
use types::{CategoryId, Timestamp};

use super::given::{IN_AED, NOW, Shop, amount, product, window};
use crate::{Filter, ListingIndexCache, ListingIndexStatistics, ScheduledPriceDocument, Scope, Sort, listing};

const VASES: CategoryId = CategoryId(2);

/// A vase for 300 that costs 50 from a second after now to two seconds after, and one for 100.
async fn given_sale(shop: &Shop) {
    let mut dear = product("dear", "vases", 300);
    let moment = |at| jiff::Timestamp::from_millisecond(at).unwrap();
    for variant in &mut dear.variants {
        variant.scheduled_prices = vec![ScheduledPriceDocument {
            currency: IN_AED,
            amount: amount(50),
            compare_at: None,
            from: moment(NOW + 1000),
            to: Some(moment(NOW + 2000)),
        }];
    }
    shop.save(&dear).await;
    shop.save(&product("fair", "vases", 100)).await;
}

async fn rising(mut reader: Reader, indexes: &ListingIndexCache) -> Vec<(String, i64)> {
    let filter = Filter { sort: Sort::PriceUp, ..Filter::default() };
    let found = listing(&mut reader, indexes, &Scope::Category(VASES), filter).await.unwrap();
    found.cards.iter().map(|card| (card.code.clone(), card.price.minor)).collect()
}

async fn rising_at(shop: &Shop, at: i64) -> Vec<(String, i64)> {
    rising(shop.read_at(at).await, &shop.indexes).await
}

fn before_and_after() -> Vec<(String, i64)> {
    vec![("fair".to_owned(), 100), ("dear".to_owned(), 300)]
}

fn during() -> Vec<(String, i64)> {
    vec![("dear".to_owned(), 50), ("fair".to_owned(), 100)]
}

#[tokio::test]
async fn a_clock_that_goes_back_and_forth_over_a_change_builds_two_indexes() {
    for shop in Shop::on_both_engines().await {
        given_sale(&shop).await;

        for _ in 0..10 {
            assert_eq!(rising_at(&shop, NOW + 1500).await, during(), "{}", shop.given.engine);
            assert_eq!(rising_at(&shop, NOW).await, before_and_after());
        }

        assert_eq!(shop.indexes.statistics(), ListingIndexStatistics { loads: 1, updates: 1 }, "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn a_clock_that_went_back_for_good_loads_nothing_for_each_page() {
    for shop in Shop::on_both_engines().await {
        given_sale(&shop).await;
        rising_at(&shop, NOW + 2500).await;

        for page in 0..10 {
            assert_eq!(rising_at(&shop, NOW + 1500 + page).await, during(), "{}", shop.given.engine);
        }
        shop.save(&product("new", "vases", 70)).await;
        let with_new = rising_at(&shop, NOW + 1501).await;

        assert_eq!(with_new.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), ["dear", "new", "fair"]);
        assert_eq!(shop.indexes.statistics(), ListingIndexStatistics { loads: 1, updates: 2 }, "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn concurrent_readers_wait_for_one_index() {
    for shop in Shop::on_both_engines().await {
        given_sale(&shop).await;
        rising_at(&shop, NOW + 2500).await;

        let back = tokio::join!(
            rising_at(&shop, NOW + 1500),
            rising_at(&shop, NOW + 1501),
            rising_at(&shop, NOW + 1502),
            rising_at(&shop, NOW + 1503),
        );

        assert_eq!(back, (during(), during(), during(), during()), "{}", shop.given.engine);
        assert_eq!(shop.indexes.statistics(), ListingIndexStatistics { loads: 1, updates: 1 }, "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn previews_of_other_moments_push_out_nothing_that_the_public_sees() {
    for shop in Shop::on_both_engines().await {
        given_sale(&shop).await;
        let preview = async |at| {
            let reader = shop
                .given
                .database
                .preview(setup::testing::locale("en-ae"), Timestamp(at), Drafts::Hidden)
                .await
                .unwrap();
            rising(reader, &shop.indexes).await
        };
        assert_eq!(rising_at(&shop, NOW).await, before_and_after());

        for _ in 0..5 {
            assert_eq!(preview(NOW + 1500).await, during(), "{}", shop.given.engine);
            assert_eq!(rising_at(&shop, NOW).await, before_and_after());
        }

        assert_eq!(shop.indexes.statistics(), ListingIndexStatistics { loads: 1, updates: 1 }, "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn an_updated_index_equals_a_loaded_one() {
    for shop in Shop::on_both_engines().await {
        for number in 0..12 {
            let mut vase = product(&format!("vase{number}"), "vases", 100 + number);
            vase.published = window(NOW + 100 * number, Some(NOW + 500 + 70 * number));
            shop.save(&vase).await;
        }
        let mut moments: Vec<i64> = (0..40).map(|step| NOW + (step * 617) % 1500).collect();
        moments.extend([NOW - 1, NOW, NOW + 100_000, NOW]);

        for (place, at) in moments.into_iter().enumerate() {
            if place % 7 == 3 {
                shop.save(&product("bowl", "vases", 40 + i64::try_from(place).unwrap())).await;
            }
            let updated = rising_at(&shop, at).await;

            let loaded = rising(shop.read_at(at).await, &ListingIndexCache::new()).await;
            assert_eq!(updated, loaded, "{} at {at}", shop.given.engine);
        }
        assert_eq!(shop.indexes.statistics().loads, 1, "{}", shop.given.engine);
    }
}
