//! The offers that shoppers see: which variant a card stands for, at which price, and how many there are.

use database::{sql, testing::both_engines};
use serde_json::{Value, json};

use crate::harness::{Answer, NOW, ORIGIN, SHOP, TestShop};

/// The tests' shop with a category "lamps" of these products, which come in sizes.
fn with_lamps(products: &[Value]) -> String {
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    let section = |document: &mut Value, name: &str, more: Vec<Value>| {
        document[name].as_array_mut().unwrap().extend(more);
    };
    let size = |code: &str| json!({ "code": code, "label": same(code) });
    let sizes: Vec<Value> = ["s", "m", "l"].map(size).into();
    section(
        &mut document,
        "attributes",
        vec![json!({ "code": "size", "name": same("Size"), "facet": true, "values": sizes })],
    );
    let lamps = json!({ "code": "lamps", "slug": same("lamps"), "name": same("Lamps"), "description": same("") });
    section(&mut document, "categories", vec![lamps]);
    section(&mut document, "products", products.to_vec());
    document.to_string()
}

fn same(text: &str) -> Value {
    json!({ "en": text, "ar": text, "hi": text })
}

/// A lamp in these sizes, each at a price in dirhams and with its stock.
fn lamp(code: &str, variants: &[(&str, u32, Value)]) -> Value {
    let sizes: Vec<&str> = variants.iter().map(|(size, ..)| *size).collect();
    let variant = |(size, dirhams, stock): &(&str, u32, Value)| {
        json!({
            "sku": format!("{code}-{size}").to_uppercase(),
            "options": { "size": size },
            "weight_g": 0,
            "dimensions_mm": { "length": 0, "width": 0, "height": 0 },
            "price": { "AED": dirhams * 100, "INR": 100, "USD": 100 },
            "stock": stock,
        })
    };
    json!({
        "code": code, "category": "lamps", "slug": same(code), "name": same(code), "description": same(""),
        "material": same(""), "care": same(""), "hsn": "9405", "published": { "from": "2026-01-01T00:00:00Z" },
        "options": [{ "attribute": "size", "values": sizes }],
        "variants": variants.iter().map(variant).collect::<Vec<_>>(),
        "pictures": [],
    })
}

async fn lamps(products: &[Value]) -> TestShop {
    let shop = TestShop::open().await;
    shop.import(&with_lamps(products)).await;
    shop
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(inside, _)| inside)
}

/// A card as it is read: its link, its price, and what is written on it.
#[derive(Debug, PartialEq, Eq)]
struct Card {
    link: String,
    price: String,
    text: String,
}

/// The cards of a listing, without those of "popular" below it.
fn cards(page: &Answer) -> Vec<Card> {
    let html = page.text();
    let grid = between(&html, "<ul class=\"grid\">", "</ul>").to_owned();
    let card = |html: &str| Card {
        link: between(html, "<a href=\"", "\"").replace("&amp;", "&"),
        price: between(html, "<data value=\"", "\"").to_owned(),
        text: words(html),
    };
    grid.split("<li class=\"card").skip(1).map(card).collect()
}

/// Returns the text between the tags, with single spaces.
fn words(html: &str) -> String {
    let texts: String = html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    texts.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn prices(cards: &[Card]) -> Vec<&str> {
    cards.iter().map(|card| card.price.as_str()).collect()
}

fn in_stock(size: &'static str, dirhams: u32) -> (&'static str, u32, Value) {
    (size, dirhams, json!(9))
}

#[tokio::test]
async fn filtered_cards_show_prices_that_fit_rise_and_lead_to_them() {
    let plain = lamp("plain", &[in_stock("s", 100), in_stock("l", 250)]);
    let fine = lamp("fine", &[in_stock("s", 140), in_stock("l", 200), in_stock("m", 390)]);
    let shop = lamps(&[plain, fine]).await;

    for (query, expected) in [
        ("?sort=price", vec!["100.00", "140.00"]),
        ("?size=l&sort=price", vec!["200.00", "250.00"]),
        ("?size=l&sort=price-desc", vec!["250.00", "200.00"]),
        ("?price-from=200&price-to=400&sort=price", vec!["200.00", "250.00"]),
        ("?price-from=210&sort=price", vec!["250.00", "390.00"]),
        ("?size=l,m&price-from=210&sort=price", vec!["250.00", "390.00"]),
    ] {
        let page = shop.get(&format!("/en-ae/c/lamps{query}")).await;

        let cards = cards(&page);
        assert_eq!(prices(&cards), expected, "{query}");
        for card in &cards {
            let opened = shop.get(&card.link).await.text();
            assert_eq!(between(&opened, "<data value=\"", "\""), card.price, "{query}: {}", card.link);
        }
    }
}

#[tokio::test]
async fn a_card_says_from_only_where_other_prices_fit_as_well() {
    let shop = lamps(&[lamp("plain", &[in_stock("s", 100), in_stock("l", 250)])]).await;

    for (query, says_from) in [("", true), ("?size=l", false), ("?size=l,s", true), ("?price-from=101", false)] {
        let page = shop.get(&format!("/en-ae/c/lamps{query}")).await;

        assert_eq!(cards(&page)[0].text.contains("From"), says_from, "{query}");
    }
}

#[tokio::test]
async fn what_is_sold_out_does_not_make_a_product_cheaper() {
    let shop = lamps(&[lamp("plain", &[("s", 100, json!(0)), in_stock("l", 300)])]).await;

    for query in ["", "?available=1", "?sort=price", "?price-from=200"] {
        let page = shop.get(&format!("/en-ae/c/lamps{query}")).await;

        let cards = cards(&page);
        assert_eq!((prices(&cards), cards[0].link.as_str()), (vec!["300.00"], "/en-ae/p/plain"), "{query}");
        assert!(!cards[0].text.contains("From") && !cards[0].text.contains("Sold out"), "{query}");
    }
    let product = shop.get("/en-ae/p/plain").await.text();
    assert_eq!(between(&product, "<data value=\"", "\""), "300.00");
    let small = &cards(&shop.get("/en-ae/c/lamps?size=s").await)[0];
    assert_eq!((small.price.as_str(), small.link.as_str()), ("100.00", "/en-ae/p/plain?size=s"));
    assert!(small.text.contains("Sold out"), "{}", small.text);
}

#[tokio::test]
async fn a_listings_data_names_the_addresses_that_its_cards_lead_to() {
    let shop = lamps(&[lamp("plain", &[in_stock("s", 100), in_stock("l", 250)])]).await;

    for query in ["", "?size=l"] {
        let page = shop.get(&format!("/en-ae/c/lamps{query}")).await;

        let link = &cards(&page)[0].link;
        let html = page.text();
        let list = html.split("application/ld+json").find(|data| data.contains("ItemList")).unwrap();
        assert!(list.contains(&format!("\"{ORIGIN}{link}\"")), "{list}");
    }
}

#[tokio::test]
async fn a_price_range_that_is_the_wrong_way_round_is_told_and_can_be_turned() {
    let shop = lamps(&[lamp("plain", &[in_stock("s", 100)]), lamp("fine", &[in_stock("s", 500)])]).await;

    let page = shop.get("/en-ae/c/lamps?price-from=400&price-to=90.50&size=s").await;

    let html = page.text();
    assert_eq!(cards(&page).len(), 2, "nothing is narrowed");
    let told = words(between(&html, " id=\"price-fault\"", "</p>"));
    assert_eq!(
        told,
        "The minimum price is higher than the maximum, so prices aren’t filtered. Show AED 90.50 – AED 400 instead"
    );
    assert!(html.contains("value=\"400\"") && html.contains("value=\"90.50\""), "what was asked for is still there");
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\""));
    let turned = between(&html, " id=\"price-fault\"", "</p>");
    let link = between(turned, "<a href=\"", "\"").replace("&amp;", "&");
    assert_eq!(link, "/en-ae/c/lamps?size=s&price-from=90.50&price-to=400");
    assert_eq!(prices(&cards(&shop.get(&link).await)), ["100.00"]);
}

#[tokio::test]
async fn nothing_is_shown_of_zero() {
    let mut lamp = lamp("plain", &[in_stock("s", 100), in_stock("m", 110), in_stock("l", 120)]);
    lamp["variants"][1]["dimensions_mm"] = json!({ "length": 300, "width": 205, "height": 0 });
    lamp["variants"][1]["weight_g"] = json!(1450);
    lamp["variants"][2]["dimensions_mm"]["height"] = json!(90);
    let shop = lamps(&[lamp]).await;
    let details = async |size: &str| {
        let html = shop.get(&format!("/en-ae/p/plain?size={size}")).await.text();
        between(&html, "<dl class=\"specs\"", "</dl>").to_owned()
    };

    let [small, medium, large] = [details("s").await, details("m").await, details("l").await];

    let small = words(&small);
    assert!(!small.contains("Dimensions") && !small.contains("Weight") && !small.contains('0'), "{small}");
    let medium = words(&medium);
    assert!(medium.contains("30 × 20.5 cm (length × width)") && medium.contains("1.45 kg"), "{medium}");
    let large = words(&large);
    assert!(large.contains("9 cm (height)") && !large.contains("kg"), "{large}");
}

#[tokio::test]
async fn stock_that_nobody_counts_is_in_stock_and_never_the_last() {
    let shop =
        lamps(&[lamp("plain", &[("s", 100, json!("untracked")), ("l", 250, json!(1)), ("m", 90, json!(0))])]).await;
    let stock = async |size: &str| {
        let html = shop.get(&format!("/en-ae/p/plain?size={size}")).await.text();
        words(html.split("class=\"fact stock").nth(1).unwrap().split("</li>").next().unwrap())
    };

    let told = [stock("s").await, stock("l").await, stock("m").await];

    assert_eq!(told.each_ref().map(|text| text.trim()), ["In stock", "Only 1 left", "Sold out"]);
    let html = shop.get("/en-ae/p/plain").await.text();
    let offers: Vec<&str> = html.split("https://schema.org/").filter_map(|part| part.split('"').next()).collect();
    assert_eq!(offers.iter().filter(|offer| **offer == "InStock").count(), 2, "{offers:?}");
}

#[tokio::test]
async fn an_endless_price_is_the_new_regular_one_unless_it_says_what_it_is_compared_with() {
    let mut plain = lamp("plain", &[in_stock("s", 100), in_stock("m", 200), in_stock("l", 300)]);
    let price = |amount: u32, more: Value| {
        let mut price = json!({ "currency": "AED", "amount": amount * 100, "from": "2026-05-01T00:00:00Z" });
        price.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!([price])
    };
    plain["variants"][0]["scheduled_prices"] = price(80, json!({}));
    plain["variants"][1]["scheduled_prices"] = price(180, json!({ "compare_at": 22_000 }));
    plain["variants"][2]["scheduled_prices"] = price(280, json!({ "to": "2026-07-01T00:00:00Z" }));
    let shop = lamps(&[plain]).await;

    for (size, shown) in [("s", "AED 80"), ("m", "Was AED 220 Now AED 180"), ("l", "Was AED 300 Now AED 280")] {
        let product = shop.get(&format!("/en-ae/p/plain?size={size}")).await.text();
        let listing = shop.get(&format!("/en-ae/c/lamps?size={size}")).await;

        let on_page = words(between(&product, "<p class=\"buy-price price\">", "</p>"));
        assert_eq!(on_page.trim(), shown, "{size}");
        assert!(cards(&listing)[0].text.contains(shown), "{size}: {}", cards(&listing)[0].text);
    }
}

/// Numbers that were written before there were bounds, or by another hand.
const EXTREMES: [&str; 9] = [
    "UPDATE price SET amount = 9223372036854775807, compare_at = NULL WHERE amount = 10000",
    "UPDATE price SET starts_at = -9223372036854775808 WHERE starts_at = 0",
    "UPDATE price SET ends_at = 9223372036854775807 WHERE amount = 25000",
    "UPDATE stock SET on_hand = 9223372036854775807",
    "INSERT INTO location (id, code) VALUES (99, 'second')",
    "INSERT INTO stock (location_id, variant_id, on_hand) SELECT 99, id, 9223372036854775807 FROM variant",
    "UPDATE product SET popularity = 9223372036854775807 WHERE code = 'plain'",
    "UPDATE product SET published_from = -9223372036854775808 WHERE code = 'plain'",
    "UPDATE variant SET weight_g = 9223372036854775807, length_mm = -5, height_mm = 9223372036854775807",
];

#[tokio::test]
async fn a_product_with_the_most_extreme_numbers_takes_no_page_down() {
    for database in both_engines().await {
        let engine = database.engine;
        let shop = TestShop::over(database, "").await;
        let plain = lamp("plain", &[in_stock("s", 100), in_stock("l", 250)]);
        shop.import(&with_lamps(&[plain, lamp("fine", &[in_stock("s", 500)])])).await;
        let mut tx = shop.shop.database.write(NOW).await.unwrap();
        for text in EXTREMES {
            sql(text).execute(&mut tx).await.unwrap();
        }
        tx.touch(database::CacheKey::everything());
        tx.commit().await.unwrap();

        for locale in setup::testing::setup().locales() {
            for path in ["", "/c/lamps", "/c/lamps?price-from=1", "/c/lamps?sort=price-desc&available=1", "/p/plain"] {
                let page = shop.get(&format!("/{}{path}", locale.prefix())).await;

                assert_eq!(page.status, 200, "{engine} {locale:?} {path}");
            }
        }
        let rising = shop.get("/en-ae/c/lamps?sort=price").await;
        assert_eq!(prices(&cards(&rising)), ["250.00", "500.00"], "{engine}");
        let highest = shop.get("/en-ae/c/lamps?price-from=600").await;
        assert_eq!(prices(&cards(&highest)), ["92233720368547758.07"], "{engine}");
        assert_eq!(shop.get("/sitemaps/products-1.xml").await.status, 200, "{engine}");
    }
}

#[tokio::test]
async fn product_that_a_market_does_not_sell_says_so_and_is_in_no_list() {
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    document["products"][0]["markets"] = json!({ "only": ["ae"] });
    let shop = TestShop::opened_with(&document.to_string()).await;

    let [here, there] = ["/en-ae/p/dune-vase", "/en-us/p/dune-vase"].map(|address| shop.get(address));
    let (here, there) = (here.await, there.await);

    assert!(here.text().contains("AED"), "it is sold here");
    assert_eq!(there.status, 200);
    assert!(there.text().contains("Not sold in our United States shop"), "{}", there.text());
    assert!(there.text().contains("content=\"noindex\"") && !there.text().contains("hreflang=\"x-default\""));
    assert!(!there.text().contains("buy-price"), "{}", there.text());
    assert!(!shop.get("/en-us/c/vases").await.text().contains("/en-us/p/dune-vase"));
    let html = here.text();
    let alternates: Vec<&str> =
        html.split("<link rel=\"alternate\"").skip(1).map(|link| between(link, "href=\"", "\"")).collect();
    let sitemap = shop.get("/sitemaps/products-1.xml").await.text();
    for (address, is_told) in
        [("/en-ae/p/dune-vase", true), ("/en-us/p/dune-vase", false), ("/en-in/p/dune-vase", false)]
    {
        assert_eq!(alternates.iter().any(|link| link.ends_with(address)), is_told, "{address} {alternates:?}");
        assert_eq!(sitemap.contains(address), is_told, "{address} {sitemap}");
    }
}
