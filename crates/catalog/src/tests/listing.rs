use types::{CategoryId, Money, Stock, Timestamp};

use super::given::{AED, IN_AED, NOW, Shop, amount, product, slug, variant, window};
use crate::{
    CollectionDocument, Filter, Listing, MembersDocument, Rule, ScheduledPriceDocument, Scope, Sort,
    collection_by_slug, listing,
};
use types::SlugLookup;

/// The ids in the order in which the test shop's categories are saved.
const CERAMICS: CategoryId = CategoryId(1);
const VASES: CategoryId = CategoryId(2);
const LIGHTING: CategoryId = CategoryId(3);

async fn listed(shop: &Shop, at: i64, scope: Scope, filter: Filter) -> (Listing, Option<Timestamp>) {
    let mut reader = shop.read_at(at).await;
    let listing = listing(&mut reader, &shop.indexes, &scope, filter).await.unwrap();
    (listing, reader.footprint().next_change())
}

async fn codes(shop: &Shop, at: i64, category: CategoryId, filter: Filter) -> Vec<String> {
    let (listing, _) = listed(shop, at, Scope::Category(category), filter).await;
    listing.cards.into_iter().map(|card| card.code.clone()).collect()
}

fn sorted(sort: Sort) -> Filter {
    Filter { sort, page: 1, ..Filter::default() }
}

#[tokio::test]
async fn a_category_holds_what_is_below_it() {
    for shop in Shop::on_both_engines().await {
        shop.save(&product("vase", "vases", 100)).await;
        shop.save(&product("bowl", "ceramics", 100)).await;
        shop.save(&product("lamp", "lighting", 100)).await;

        assert_eq!(codes(&shop, NOW, CERAMICS, Filter::default()).await, ["vase", "bowl"]);
        assert_eq!(codes(&shop, NOW, VASES, Filter::default()).await, ["vase"]);
        assert_eq!(codes(&shop, NOW, LIGHTING, Filter::default()).await, ["lamp"]);
    }
}

#[tokio::test]
async fn the_listing_index_follows_writes_and_the_passing_of_time() {
    for shop in Shop::on_both_engines().await {
        let mut dear = product("dear", "vases", 300);
        let moment = |at| jiff::Timestamp::from_millisecond(at).unwrap();
        let (from, to) = (moment(NOW + 1000), Some(moment(NOW + 2000)));
        dear.variants[0].scheduled_prices =
            vec![ScheduledPriceDocument { currency: IN_AED, amount: amount(50), compare_at: None, from, to }];
        shop.save(&dear).await;
        let cheap = || sorted(Sort::PriceUp);
        assert_eq!(codes(&shop, NOW, VASES, cheap()).await, ["dear"]);

        let mut later = product("later", "vases", 100);
        later.published = window(NOW + 500, None);
        shop.save(&later).await;

        assert_eq!(codes(&shop, NOW, VASES, cheap()).await, ["dear"], "not yet public");
        assert_eq!(codes(&shop, NOW + 500, VASES, cheap()).await, ["later", "dear"]);
        assert_eq!(codes(&shop, NOW + 1000, VASES, cheap()).await, ["dear", "later"], "the sale has begun");
        assert_eq!(codes(&shop, NOW + 2000, VASES, cheap()).await, ["later", "dear"], "and is over");
        assert_eq!(codes(&shop, NOW + 1000, VASES, cheap()).await, ["dear", "later"], "a preview of the past");
        assert_eq!(codes(&shop, NOW + 2001, VASES, cheap()).await, ["later", "dear"], "does not change the present");
    }
}

#[tokio::test]
async fn a_listing_says_when_it_changes_by_itself() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        vase.published = window(NOW - 40 * 24 * 3_600_000, Some(NOW + 700));
        shop.save(&vase).await;

        let (listing, next) = listed(&shop, NOW, Scope::Category(VASES), Filter::default()).await;

        assert_eq!((listing.total, next), (1, Some(Timestamp(NOW + 700))), "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn one_variant_must_fit_everything_that_is_asked() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        vase.variants[0].stock = Stock::Counted(0);
        vase.variants[1].price.insert(IN_AED, amount(500));
        shop.save(&vase).await;
        let asked = |colour: &str, available: bool, price_to: Option<i64>| Filter {
            values: [("colour".to_owned(), [colour.to_owned()].into())].into(),
            available,
            price_to: price_to.map(|minor| Money::new(minor, AED)),
            page: 1,
            ..Filter::default()
        };

        for (colour, available, price_to, fits) in [
            ("clay", false, None, true),
            ("clay", true, None, false),
            ("ink", true, None, true),
            ("ink", true, Some(499), false),
            ("clay", false, Some(100), true),
        ] {
            let found = codes(&shop, NOW, VASES, asked(colour, available, price_to)).await;
            assert_eq!(!found.is_empty(), fits, "{colour} {available} {price_to:?}");
        }
    }
}

#[tokio::test]
async fn what_the_shop_does_not_know_asks_for_nothing() {
    for shop in Shop::on_both_engines().await {
        shop.save(&product("vase", "vases", 100)).await;
        let filter = Filter {
            values: [
                ("colour".to_owned(), ["plaid".to_owned()].into()),
                ("mood".to_owned(), ["blue".to_owned()].into()),
            ]
            .into(),
            page: 999_999,
            ..Filter::default()
        };

        let (listing, _) = listed(&shop, NOW, Scope::Category(VASES), filter).await;

        assert_eq!(listing.total, 1);
        assert_eq!(listing.filter, Filter { page: 1, ..Filter::default() });
    }
}

#[tokio::test]
async fn a_price_range_that_is_the_wrong_way_round_narrows_nothing_and_is_kept() {
    for shop in Shop::on_both_engines().await {
        shop.save(&product("vase", "vases", 100)).await;
        let filter =
            Filter { price_from: Some(Money::new(110, AED)), price_to: Some(Money::new(90, AED)), ..Filter::default() };

        let (listing, _) = listed(&shop, NOW, Scope::Category(VASES), filter.clone()).await;

        assert_eq!((listing.total, listing.filter), (1, filter), "{}", shop.given.engine);
    }
}

fn collection(code: &str, members: MembersDocument) -> CollectionDocument {
    CollectionDocument {
        archived: false,
        redirect: None,
        code: slug(code),
        slug: super::given::slugs(code),
        name: super::given::words(code),
        description: super::given::words("description"),
        picture: None,
        published: window(0, None),
        members,
    }
}

async fn in_collection(shop: &Shop, code: &str) -> Vec<String> {
    let mut reader = shop.read().await;
    let found = collection_by_slug(&mut reader, &slug(&format!("{code}-en"))).await.unwrap();
    let SlugLookup::Found(found) = found else { panic!("{found:?}") };
    let scope = Scope::Collection(found.members);
    listed(shop, NOW, scope, Filter::default()).await.0.cards.into_iter().map(|card| card.code.clone()).collect()
}

#[tokio::test]
async fn a_collection_is_listed_by_hand_or_by_rule() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 300);
        vase.tags = vec![slug("gift")];
        vase.popularity = 5;
        shop.save(&vase).await;
        shop.save(&product("bowl", "ceramics", 100)).await;
        shop.save(&product("lamp", "lighting", 200)).await;
        let by_hand = MembersDocument::Products(vec![slug("lamp"), slug("vase")]);
        let tagged = MembersDocument::Rule(Rule { tags: vec![slug("gift")], ..Rule::default() });
        let cheap = Rule { price_at_most: [(IN_AED, amount(200))].into(), ..Rule::default() };
        let ceramics = Rule { categories: vec![slug("ceramics")], ..Rule::default() };
        let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
        for (document, position) in [
            collection("picked", by_hand),
            collection("gifts", tagged),
            collection("cheap", MembersDocument::Rule(cheap)),
            collection("kiln", MembersDocument::Rule(ceramics)),
        ]
        .iter()
        .zip(0..)
        {
            crate::save_collection(&mut tx, &shop.setup, document, position, None).await.unwrap();
        }
        tx.commit().await.unwrap();

        assert_eq!(in_collection(&shop, "picked").await, ["lamp", "vase"]);
        assert_eq!(in_collection(&shop, "gifts").await, ["vase"]);
        assert_eq!(in_collection(&shop, "cheap").await, ["bowl", "lamp"]);
        assert_eq!(in_collection(&shop, "kiln").await, ["vase", "bowl"]);
        assert!(matches!(
            collection_by_slug(&mut shop.read().await, &slug("picked-ar")).await.unwrap(),
            SlugLookup::Redirect(slug) if slug == "picked-en"
        ));
    }
}

#[tokio::test]
async fn stock_that_changes_hands_changes_the_listing() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        vase.variants = vec![variant("vase", "clay", 100)];
        shop.save(&vase).await;
        let available = || Filter { available: true, page: 1, ..Filter::default() };
        assert_eq!(codes(&shop, NOW, VASES, available()).await, ["vase"]);

        let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
        database::sql("UPDATE stock SET on_hand = 0").execute(&mut tx).await.unwrap();
        tx.touch(database::CacheKey::row("stock", 1));
        tx.commit().await.unwrap();

        assert!(codes(&shop, NOW, VASES, available()).await.is_empty(), "{}", shop.given.engine);
    }
}
