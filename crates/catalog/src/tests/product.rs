use database::sql;
use types::{Money, SlugLookup, Stock, TargetDocument, Timestamp};

use super::given::{AED, IN_AED, NOW, Shop, amount, language, product, slug, window};
use crate::{
    DeletedEntity, Price, ProductDocument, ScheduledPriceDocument, SluggedKind, delete_entity, deleted_entities,
    documents, product_by_slug, related,
};

fn name<T: std::fmt::Debug>(found: SlugLookup<T>, name: impl FnOnce(T) -> String) -> String {
    match found {
        SlugLookup::Found(thing) => name(thing),
        SlugLookup::Redirect(slug) => format!("moved to {slug}"),
        SlugLookup::Gone(gone) => format!("gone: {}", gone.name.text),
        SlugLookup::NotFound => "nowhere".to_owned(),
    }
}

async fn at_slug(shop: &Shop, at: i64, text: &str) -> String {
    let mut reader = shop.read_at(at).await;
    name(product_by_slug(&mut reader, &slug(text)).await.unwrap(), |product| product.name.text.clone())
}

#[tokio::test]
async fn a_changed_slug_and_another_languages_slug_lead_to_the_present_one() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        shop.save(&vase).await;
        vase.slug.insert(language("en"), slug("amphora"));

        shop.save(&vase).await;

        assert_eq!(at_slug(&shop, NOW, "amphora").await, "vase en", "{}", shop.given.engine);
        assert_eq!(at_slug(&shop, NOW, "vase-en").await, "moved to amphora");
        assert_eq!(at_slug(&shop, NOW, "vase-hi").await, "moved to amphora");
        assert_eq!(at_slug(&shop, NOW, "bowl").await, "nowhere");
    }
}

#[tokio::test]
async fn a_product_is_there_from_its_first_to_before_its_last_moment() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        vase.published = window(NOW, Some(NOW + 10));

        shop.save(&vase).await;

        let cases = [(NOW - 1, "nowhere"), (NOW, "vase en"), (NOW + 9, "vase en"), (NOW + 10, "nowhere")];
        for (at, expected) in cases {
            assert_eq!(at_slug(&shop, at, "vase-en").await, expected, "{} at {at}", shop.given.engine);
        }
    }
}

#[tokio::test]
async fn a_scheduled_price_holds_for_its_time_and_says_when_it_ends() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        let moment = |at| jiff::Timestamp::from_millisecond(at).unwrap();
        let (from, to) = (moment(NOW + 1000), Some(moment(NOW + 2000)));
        let sale = ScheduledPriceDocument { currency: IN_AED, amount: amount(80), compare_at: None, from, to };
        vase.variants[0].scheduled_prices = vec![sale];
        shop.save(&vase).await;

        for (at, now, compare_at, until) in [
            (NOW, 100, None, Some(NOW + 1000)),
            (NOW + 1000, 80, Some(100), Some(NOW + 2000)),
            (NOW + 2000, 100, None, None),
        ] {
            let mut reader = shop.read_at(at).await;
            let SlugLookup::Found(found) = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap() else {
                panic!()
            };

            let money = |minor| Money::new(minor, AED);
            let until = until.map(Timestamp);
            let price = Price { now: money(now), compare_at: compare_at.map(money), until };
            assert_eq!(found.variants[0].price, price, "at {at}");
            assert_eq!(reader.footprint().next_change(), until, "at {at}");
        }
    }
}

#[tokio::test]
async fn a_page_remembers_everything_it_read() {
    for shop in Shop::on_both_engines().await {
        shop.save(&product("vase", "vases", 100)).await;
        let mut reader = shop.read().await;

        let found = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap();

        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        let keys: Vec<_> = reader.footprint().keys().map(|key| key.as_str().to_owned()).collect();
        let stock: Vec<_> = found.variants.iter().map(|variant| format!("stock-{}", variant.id.0)).collect();
        assert!(keys.contains(&format!("product-{}", found.id.0)), "{keys:?}");
        assert!(stock.iter().all(|key| keys.contains(key)), "{keys:?}");
        assert_eq!(found.path.iter().map(|node| node.code.as_str()).collect::<Vec<_>>(), ["ceramics", "vases"]);
        assert_eq!(
            found.options[0].values.iter().map(|value| value.label.text.as_str()).collect::<Vec<_>>(),
            ["clay en", "ink en"]
        );
        assert_eq!(found.variants.iter().map(|variant| variant.stock).collect::<Vec<_>>(), [Stock::Counted(10); 2]);
    }
}

#[tokio::test]
async fn related_are_those_that_share_most_and_then_the_popular() {
    for shop in Shop::on_both_engines().await {
        let saved = async |code: &str, category: &str, popularity: u32, material: &str| {
            let mut document = product(code, category, 100);
            document.popularity = popularity;
            document.attributes.insert(slug("material"), vec![slug(material)]);
            shop.save(&document).await;
        };
        saved("own", "vases", 0, "glass").await;
        saved("plain", "vases", 1, "wood").await;
        saved("popular", "vases", 9, "wood").await;
        saved("alike", "vases", 0, "glass").await;
        saved("elsewhere", "lighting", 9, "glass").await;
        let related = async |limit| {
            let mut reader = shop.read().await;
            let SlugLookup::Found(own) = product_by_slug(&mut reader, &slug("own-en")).await.unwrap() else { panic!() };
            let cards = related(&mut reader, &shop.indexes, &own, limit).await.unwrap();
            cards.iter().map(|card| card.code.clone()).collect::<Vec<_>>()
        };

        assert_eq!(related(0).await, [""; 0], "{}", shop.given.engine);
        assert_eq!(related(2).await, ["alike", "popular"], "{}", shop.given.engine);
        assert_eq!(related(9).await, ["alike", "popular", "plain"], "{}", shop.given.engine);
    }
}

async fn stored(shop: &Shop) -> Vec<ProductDocument> {
    let mut reader = shop.read().await;
    documents::products(&mut reader).await.unwrap()
}

#[tokio::test]
async fn an_archived_product_is_gone_and_comes_back_as_it_was() {
    for shop in Shop::on_both_engines().await {
        let mut vase = product("vase", "vases", 100);
        shop.save(&vase).await;
        vase.slug.insert(language("en"), slug("amphora"));
        shop.save(&vase).await;
        let before = stored(&shop).await;

        vase.archived = true;
        shop.save(&vase).await;

        for slug in ["amphora", "vase-en", "vase-hi"] {
            assert_eq!(at_slug(&shop, NOW, slug).await, "gone: vase en", "{} {slug}", shop.given.engine);
        }
        let archived = stored(&shop).await;
        assert!(archived[0].archived && archived[0].published == before[0].published, "{archived:?}");
        vase.archived = false;
        shop.save(&vase).await;
        assert_eq!(at_slug(&shop, NOW, "amphora").await, "vase en");
        assert_eq!(stored(&shop).await, before);
    }
}

#[tokio::test]
async fn a_deleted_product_leaves_its_variants_and_its_addresses() {
    for shop in Shop::on_both_engines().await {
        let vase = product("vase", "vases", 100);
        shop.save(&vase).await;
        let redirect = Some(TargetDocument::Category(slug("vases")));
        let deleted =
            DeletedEntity { kind: SluggedKind::Product, code: slug("vase"), category: Some(slug("vases")), redirect };

        let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
        delete_entity(&mut tx, &deleted).await.unwrap();
        tx.commit().await.unwrap();

        assert_eq!(at_slug(&shop, NOW, "vase-en").await, "gone: ", "{}", shop.given.engine);
        let mut reader = shop.read().await;
        let SlugLookup::Gone(gone) = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap() else { panic!() };
        assert_eq!((gone.redirect, gone.category.is_some()), (deleted.redirect.clone(), true));
        assert_eq!(documents::products(&mut reader).await.unwrap(), []);
        assert_eq!(documents::skus(&mut reader).await.unwrap(), []);
        assert_eq!(deleted_entities(&mut reader).await.unwrap(), [deleted]);
        drop(reader);
        let variants: i64 = sql("SELECT COUNT(*) FROM variant").scalar(&mut shop.read().await).await.unwrap();
        assert_eq!(variants, 2, "orders may refer to it");
        shop.save(&vase).await;
        assert_eq!(at_slug(&shop, NOW, "vase-en").await, "vase en");
        assert_eq!(stored(&shop).await.len(), 1);
    }
}
