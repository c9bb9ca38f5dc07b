//! Markets that sell a product, or do not, and the list that their prices come from.

use std::sync::Arc;

use types::{CategoryId, MarketCode, SlugLookup};

use super::given::{IN_AED, NOW, Shop, amount, prices, product, slug};
use crate::{
    Filter, MarketsDocument, Product, Scope, cards_by_code, documents, listing, newest, product_by_slug,
    unpriced_variants, unpriced_variants_after,
};

const VASES: CategoryId = CategoryId(2);

fn codes(codes: &[&str]) -> Vec<MarketCode> {
    codes.iter().map(|code| MarketCode::new(code).unwrap()).collect()
}

async fn found(shop: &Shop, prefix: &str) -> Arc<Product> {
    let mut reader = shop.read_in(prefix, NOW).await;
    let found = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap();
    let SlugLookup::Found(product) = found else { panic!("{found:?}") };
    product
}

/// Returns the prices of a product's variants on its page, its card, and the listing of its category.
async fn seen(shop: &Shop, prefix: &str) -> (Vec<i64>, Option<i64>, Option<i64>) {
    let page = found(shop, prefix).await.variants.iter().map(|variant| variant.price.now.minor).collect();
    let mut reader = shop.read_in(prefix, NOW).await;
    let cards = cards_by_code(&mut reader, &["vase".to_owned()]).await.unwrap();
    let listing = listing(&mut reader, &shop.indexes, &Scope::Category(VASES), Filter::default()).await.unwrap();
    let newest = newest(&mut reader, &shop.indexes, 9).await.unwrap();
    assert_eq!(newest, listing.cards, "{prefix}");
    (page, cards.first().map(|card| card.price.minor), listing.prices.map(|prices| prices.least))
}

#[tokio::test]
async fn a_product_without_a_price_in_a_market_has_a_page_and_no_card_there() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        for variant in &mut vase.variants {
            variant.price.remove(&IN_AED);
        }
        shop.save(&vase).await;

        assert_eq!(seen(&shop, "en-ae").await, (vec![], None, None), "{}", shop.given.engine);
        assert_eq!(seen(&shop, "en-us").await, (vec![100, 100], Some(100), Some(100)));
        let here = found(&shop, "en-ae").await;
        assert_eq!((here.name.text.as_str(), here.options.len()), ("vase en", 1));
    }
}

#[tokio::test]
async fn a_product_is_sold_in_the_markets_that_its_document_names() {
    for shop in Shop::on_both_engines().await {
        for (markets, sold) in [
            (None, [true, true]),
            (Some(MarketsDocument::Only(codes(&["ae"]))), [true, false]),
            (Some(MarketsDocument::Not(codes(&["ae", "in"]))), [false, true]),
            (Some(MarketsDocument::Only(vec![])), [false, false]),
        ] {
            let mut vase = product("vase", "vases", 100);
            vase.markets = markets;

            shop.save(&vase).await;

            for (prefix, is_sold) in ["en-ae", "en-us"].into_iter().zip(sold) {
                let expected = if is_sold { (vec![100, 100], Some(100), Some(100)) } else { (vec![], None, None) };
                assert_eq!(seen(&shop, prefix).await, expected, "{prefix} {:?} {}", vase.markets, shop.given.engine);
            }
            let mut reader = shop.read().await;
            assert_eq!(documents::products(&mut reader).await.unwrap(), [vase]);
        }
    }
}

#[tokio::test]
async fn variants_without_a_price_are_counted_in_each_market_that_sells_them() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        vase.variants[0].price.remove(&IN_AED);
        let mut bowl = product("bowl", "vases", 100);
        bowl.markets = Some(MarketsDocument::Not(codes(&["ae"])));
        for variant in &mut bowl.variants {
            variant.price.retain(|list, _| *list == IN_AED);
        }
        shop.save(&vase).await;
        shop.save(&bowl).await;

        let mut reader = shop.read().await;
        let counted = unpriced_variants(&mut reader, shop.setup.markets()).await.unwrap();
        let before: [crate::ProductDocument; 0] = [];
        let after = unpriced_variants_after(&mut reader, shop.setup.markets(), &before).await.unwrap();
        drop(reader);
        assert_eq!(after, counted, "{}", shop.given.engine);

        let counted: Vec<_> = counted.iter().map(|(market, variants)| (market.code(), *variants)).collect();
        let [ae, in_, us] = ["ae", "in", "us"].map(|code| MarketCode::new(code).unwrap());
        assert_eq!(counted, [(ae, 1), (in_, 2), (us, 2)], "{}", shop.given.engine);

        vase.variants.truncate(1);
        vase.variants[0].price.insert(IN_AED, amount(100));
        let mut jug = product("jug", "vases", 100);
        jug.variants[0].price.remove(&IN_AED);
        let with_jug = [vase.clone(), jug];
        let after = unpriced_variants_after(&mut shop.read().await, shop.setup.markets(), &with_jug).await.unwrap();
        let after: Vec<_> = after.iter().map(|(market, variants)| (market.code(), *variants)).collect();
        assert_eq!(after, [(ae, 1), (in_, 2), (us, 2)], "{}", shop.given.engine);
        bowl.markets = Some(MarketsDocument::Only(codes(&["ae"])));
        shop.save(&vase).await;
        shop.save(&bowl).await;

        let counted = unpriced_variants(&mut shop.read().await, shop.setup.markets()).await.unwrap();
        assert_eq!(counted, [], "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn a_markets_own_prices_come_before_those_of_its_currency() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        vase.variants[0].price.insert(prices("ae"), amount(70));
        shop.save(&vase).await;

        assert_eq!(seen(&shop, "en-ae").await, (vec![70, 100], Some(70), Some(70)), "{}", shop.given.engine);
        assert_eq!(seen(&shop, "en-us").await, (vec![100, 100], Some(100), Some(100)));
        let mut reader = shop.read().await;
        assert_eq!(documents::products(&mut reader).await.unwrap(), [vase]);
    }
}

#[tokio::test]
async fn a_changed_rate_changes_prices_at_once() {
    for shop in Shop::on_both_engines().await {
        let with_rate = |rate: &str| {
            let mut document = setup::testing::document();
            let rule = serde_json::json!({"from": "AED", "rate": rate});
            document.markets[2].prices = Some(serde_json::from_value(rule).unwrap());
            std::sync::Arc::new(setup::Setup::check(&document).unwrap())
        };
        let mut vase = product("vase", "vases", 1000);
        for variant in &mut vase.variants {
            variant.price.retain(|list, _| *list == IN_AED);
        }
        shop.save(&vase).await;
        assert_eq!(seen(&shop, "en-us").await, (vec![], None, None), "{}", shop.given.engine);

        let mut shop = shop;
        for (rate, price) in [("0.27", 270), ("0.3", 300)] {
            shop.setup = with_rate(rate);
            setup::testing::give(&shop.given.database, &shop.setup).await;

            let expected = (vec![price; 2], Some(price), Some(price));
            assert_eq!(seen(&shop, "en-us").await, expected, "{rate} {}", shop.given.engine);
        }
    }
}
