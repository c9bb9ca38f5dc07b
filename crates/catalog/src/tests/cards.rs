//! Cards show the representative variant.

use database::sql;
use types::{CategoryId, Money, PictureId, SlugLookup, Stock, Timestamp};

use super::given::{AED, IN_AED, NOW, Shop, amount, product, slug, variant};
use crate::{
    Filter, Listing, Members, ProductCard, ProductDocument, ProductPictureDocument, Rule, ScheduledPriceDocument,
    Scope, Sort, cards_by_code, listing, product_by_slug, representative,
};

const VASES: CategoryId = CategoryId(2);

/// A small one in clay for 100, sold out, and a large one in ink for 300, in stock.
fn vase() -> ProductDocument {
    let mut vase = product("vase", "vases", 100);
    vase.variants = vec![variant("vase", "clay", 100), variant("vase", "ink", 300)];
    vase.variants[0].stock = Stock::Counted(0);
    vase
}

async fn listed(shop: &Shop, scope: &Scope, filter: Filter) -> Listing {
    listing(&mut shop.read().await, &shop.indexes, scope, filter).await.unwrap()
}

/// The price, whether prices vary, and whether the card can be bought.
fn told(card: &ProductCard) -> (i64, bool, bool) {
    (card.price.minor, card.price_varies, card.available)
}

async fn one_card(shop: &Shop, filter: Filter) -> ProductCard {
    let listing = listed(shop, &Scope::Category(VASES), filter).await;
    let [card] = listing.cards.as_slice() else { panic!("{} cards", listing.cards.len()) };
    card.as_ref().clone()
}

fn of_colour(colour: &str) -> Filter {
    Filter { values: [("colour".to_owned(), [colour.to_owned()].into())].into(), ..Filter::default() }
}

#[tokio::test]
async fn a_card_shows_the_cheapest_that_can_be_bought() {
    for shop in Shop::on_both_engines().await {
        shop.save(&vase()).await;
        let mut bowl = product("bowl", "vases", 200);
        bowl.variants[1].price.insert(IN_AED, amount(250));
        shop.save(&bowl).await;

        let rising = Filter { sort: Sort::PriceUp, ..Filter::default() };
        let all = listed(&shop, &Scope::Category(VASES), rising.clone()).await;
        let in_stock = listed(&shop, &Scope::Category(VASES), Filter { available: true, ..rising }).await;

        for listing in [all, in_stock] {
            let told: Vec<_> = listing.cards.iter().map(|card| told(card)).collect();
            assert_eq!(told, [(200, true, true), (300, false, true)], "{}", shop.given.engine);
        }
    }
}

#[tokio::test]
async fn where_none_can_be_bought_a_card_shows_the_cheapest_as_sold_out() {
    for shop in Shop::on_both_engines().await {
        let mut vase = vase();
        vase.variants[1].stock = Stock::Counted(0);
        shop.save(&vase).await;

        let card = one_card(&shop, Filter::default()).await;

        assert_eq!(told(&card), (100, true, false), "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn a_products_page_opens_with_the_variant_that_its_card_shows() {
    for shop in Shop::on_both_engines().await {
        shop.save(&vase()).await;
        let mut reader = shop.read().await;

        let cards = cards_by_code(&mut reader, &["vase".to_owned()]).await.unwrap();
        let found = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap();

        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        let opened = representative(&found.variants, |variant| variant.rank()).unwrap();
        assert_eq!((opened.price.now, cards[0].query.len()), (cards[0].price, 0), "{}", shop.given.engine);
        assert_eq!(opened.price.now, Money::new(300, AED));
    }
}

#[tokio::test]
async fn a_rule_holds_variants_and_its_cards_are_made_of_these() {
    for shop in Shop::on_both_engines().await {
        shop.save(&vase()).await;
        let cheap = Rule { price_at_most: [(IN_AED, amount(200))].into(), ..Rule::default() };
        let ink = Rule { attributes: [(slug("colour"), vec![slug("ink")])].into(), ..Rule::default() };

        for (rule, shown) in [(cheap, (100, false, false)), (ink, (300, false, true))] {
            let listing = listed(&shop, &Scope::Collection(Members::Rule(rule)), Filter::default()).await;

            assert_eq!(told(&listing.cards[0]), shown, "{}", shop.given.engine);
        }
    }
}

#[tokio::test]
async fn stock_that_is_not_tracked_can_be_bought() {
    for shop in Shop::on_both_engines().await {
        let mut vase = vase();
        vase.variants[0].stock = Stock::Untracked;
        shop.save(&vase).await;

        let in_stock =
            one_card(&shop, Filter { available: true, price_to: Some(Money::new(200, AED)), ..Filter::default() })
                .await;
        let found = product_by_slug(&mut shop.read().await, &slug("vase-en")).await.unwrap();

        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        assert_eq!(told(&in_stock), (100, false, true), "{}", shop.given.engine);
        assert_eq!(found.variants[0].stock, Stock::Untracked);
    }
}

#[tokio::test]
async fn a_filtered_card_leaves_the_whole_card_as_it_is() {
    for shop in Shop::on_both_engines().await {
        shop.save(&vase()).await;
        let before = one_card(&shop, Filter::default()).await;

        let clay = one_card(&shop, of_colour("clay")).await;
        let ink = one_card(&shop, of_colour("ink")).await;
        let after = one_card(&shop, Filter::default()).await;

        assert_eq!(before, after, "{}", shop.given.engine);
        assert_eq!((told(&clay), told(&ink)), ((100, false, false), (300, false, true)));
        assert_eq!(clay.query, [("colour".to_owned(), "clay".to_owned())]);
        assert!(ink.query.is_empty(), "its product's page opens with ink by itself");
        let names = [&before, &clay, &ink].map(|card| card.derivative("card under h2").unwrap());
        assert!(names[0] != names[1] && names[1] != names[2] && names[0] != names[2], "{names:?}");
    }
}

#[tokio::test]
async fn a_filtered_card_depends_on_every_variant_of_its_product() {
    for shop in Shop::on_both_engines().await {
        let mut vase = vase();
        let moment = |at| jiff::Timestamp::from_millisecond(at).unwrap();
        vase.variants[1].scheduled_prices = vec![ScheduledPriceDocument {
            currency: IN_AED,
            amount: amount(90),
            compare_at: None,
            from: moment(NOW + 700),
            to: None,
        }];
        shop.save(&vase).await;
        one_card(&shop, Filter::default()).await;
        let mut reader = shop.read().await;

        listing(&mut reader, &shop.indexes, &Scope::Category(VASES), of_colour("clay")).await.unwrap();

        let keys: Vec<_> = reader.footprint().keys().map(|key| key.as_str().to_owned()).collect();
        for key in ["product-1", "stock-1", "stock-2", "attributes"] {
            assert!(keys.iter().any(|known| known == key), "{key} is not in {keys:?}");
        }
        assert_eq!(reader.footprint().next_change(), Some(Timestamp(NOW + 700)), "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn a_card_shows_the_picture_and_the_colours_of_the_variants_that_fit() {
    for shop in Shop::on_both_engines().await {
        let mut vase = vase();
        let picture = |shows: Option<&str>| ProductPictureDocument {
            file: String::new(),
            shows: shows.map(|value| (slug("colour"), slug(value))).into_iter().collect(),
        };
        vase.pictures = vec![picture(Some("clay")), picture(None), picture(Some("ink")), picture(Some("ink"))];
        let pictures = given_pictures(&shop, 4).await;
        save_with_pictures(&shop, &vase, &pictures).await;

        for (filter, shown, colours) in [
            (Filter::default(), "3", &["clay en", "ink en"][..]),
            (of_colour("clay"), "1", &["clay en"]),
            (of_colour("ink"), "3", &["ink en"]),
        ] {
            let card = one_card(&shop, filter.clone()).await;

            assert_eq!(card.picture.unwrap().alt, shown, "{} {filter:?}", shop.given.engine);
            let labels: Vec<_> = card.swatches.iter().map(|swatch| swatch.label.as_str()).collect();
            assert_eq!(labels, colours, "{filter:?}");
        }
    }
}

/// Pictures whose alternative text is their number.
async fn given_pictures(shop: &Shop, count: i64) -> Vec<PictureId> {
    let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
    for id in 1..=count {
        sql("INSERT INTO picture
                (id, content_hash, file_name, bytes, width, height, colour, focal_x, focal_y, created_at)
            VALUES ($1, $2, $2, 1, 4, 5, '#ffffff', 500, 500, 1)")
        .bind(id)
        .bind(id.to_string())
        .execute(&mut tx)
        .await
        .unwrap();
        sql("INSERT INTO picture_text (picture_id, language, alt) VALUES ($1, 'en', $2)")
            .bind(id)
            .bind(id.to_string())
            .execute(&mut tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    (1..=count).map(PictureId).collect()
}

async fn save_with_pictures(shop: &Shop, document: &ProductDocument, pictures: &[PictureId]) {
    shop.save(&ProductDocument { pictures: Vec::new(), ..document.clone() }).await;
    let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
    let references = crate::References::load(&mut tx).await.unwrap();
    crate::save_product(&mut tx, &references, document, pictures).await.unwrap();
    tx.commit().await.unwrap();
}
