//! The cart by plain forms, as a browser without scripts sends them.

use axum::http::{Request, header::SET_COOKIE};
use database::testing::both_engines;

use super::browser::{Browser, sum};
use crate::harness::TestShop;

#[tokio::test]
async fn a_browser_without_scripts_fills_and_changes_a_cart() {
    for given in both_engines().await {
        let shop = TestShop::over(given, "").await;
        let mut browser = Browser::new(&shop);
        assert!(browser.get("/en-ae/cart").await.text().contains("Your cart is empty"));

        let page = browser.add("DUNE-CLAY").await;
        assert!(page.contains("Added to your cart.") && page.contains("Dune Vase"), "{page}");
        assert_eq!(sum(&page, "total"), sum(&page, "goods"));
        let one = sum(&page, "total").unwrap();
        let page = browser.add("dune-clay").await;
        assert!(page.contains("value=\"2\"") && sum(&page, "total").unwrap() != one, "{page}");

        let quantity = [("locale", "en-AE"), ("line", "0"), ("quantity", "2"), ("step", "-1")];
        let page = browser.submit("/actions/cart/quantity", &quantity).await;
        assert_eq!(sum(&page, "total").unwrap(), one);
        let page = browser.submit("/actions/cart/remove", &[("locale", "en-AE"), ("line", "0")]).await;
        assert!(page.contains("Your cart is empty") && page.contains("Put it back"), "{page}");
        let page = browser.submit("/actions/cart/put-back", &[("locale", "en-AE"), ("line", "0")]).await;
        assert_eq!(sum(&page, "total").unwrap(), one);
        let units = browser.cookies.iter().find(|(name, _)| name == "__Host-cart").unwrap();
        assert_eq!(units.1, "1");
    }
}

#[tokio::test]
async fn another_browser_sees_nothing_of_a_cart_and_public_pages_are_the_same_for_both() {
    let shop = TestShop::open().await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;

    let mut other = Browser::new(&shop);
    other.cookies.push(("__Host-visitor".to_owned(), "0".repeat(32)));

    assert!(other.get("/en-ae/cart").await.text().contains("Your cart is empty"));
    for path in ["/en-ae", "/en-ae/p/dune-vase", "/ar-ae/stories"] {
        let (with, without) = (browser.get(path).await, shop.get(path).await);
        assert_eq!(with.body, without.body, "{path}");
        assert!(!with.headers.contains_key(SET_COOKIE), "{path}");
    }
    let page = browser.get("/en-ae/cart").await;
    assert!(!page.headers.contains_key(SET_COOKIE), "a page makes nobody a visitor");
}

#[tokio::test]
async fn forms_of_other_sites_and_other_shapes_are_refused() {
    let shop = TestShop::open().await;
    let fields = "locale=en-AE&sku=DUNE-CLAY";
    let form = |site: Option<&str>, origin: Option<&str>| {
        let mut request = Request::builder()
            .method("POST")
            .uri("/actions/cart/add")
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request
    };

    for (site, origin, status) in [
        (Some("cross-site"), Some("https://shop.example"), 403),
        (Some("same-site"), None, 403),
        (None, Some("https://evil.example"), 403),
        (None, None, 403),
        (None, Some("https://shop.example"), 303),
        (Some("same-origin"), None, 303),
    ] {
        let answer = shop.send(form(site, origin), fields.to_owned()).await;
        assert_eq!(answer.status, status, "{site:?} {origin:?}");
        assert_eq!(answer.headers.contains_key(SET_COOKIE), status == 303, "{site:?} {origin:?}");
    }
    for wrong in ["", "locale=en-AE", "locale=en-AE&sku=%00", "sku=DUNE-CLAY", &"x".repeat(100_000)] {
        let answer = shop.send(form(Some("same-origin"), None), wrong.to_owned()).await;
        assert!([400, 413].contains(&answer.status), "{} for {:.30}", answer.status, wrong);
        assert!(!answer.headers.contains_key(SET_COOKIE), "{wrong:.30}");
    }
    let unknown = shop.send(form(Some("same-origin"), None), "locale=xx&sku=NOBODY".to_owned()).await;
    assert_eq!(unknown.line(), "303 /en-ae/cart?notice=not-sold");
    assert_eq!(shop.get("/actions/cart/add").await.status, 405);
}

#[tokio::test]
async fn a_changed_price_and_another_market_are_told() {
    let shop = TestShop::open().await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;

    shop.reprice(123).await;
    let page = browser.get("/en-ae/cart").await.text();
    assert!(page.contains("now costs") && page.contains("123"), "{page}");
    let page = browser.submit("/actions/cart/accept-prices", &[("locale", "en-AE")]).await;
    assert!(!page.contains("now costs"), "{page}");

    let page = browser.get("/en-us/cart").await.text();
    assert!(page.contains("now shopping in"), "{page}");
}

#[tokio::test]
async fn a_shared_cart_comes_whole_to_a_new_browser() {
    let shop = TestShop::open().await;
    shop.set_stock("DUNE-SAND", 5).await;
    let mut browser = Browser::new(&shop);
    let page = browser.get("/en-ae/cart/shared?items=DUNE-CLAY:2,DUNE-SAND,NOBODY").await.text();
    assert!(page.contains("A cart for you") && page.contains("Dune Vase"), "{page}");

    let shared = [("locale", "en-AE"), ("items", "DUNE-CLAY:2,DUNE-SAND,NOBODY")];
    let page = browser.submit("/actions/cart/add-shared", &shared).await;

    assert!(page.contains("3 items"), "{page}");
    assert!(page.contains("/en-ae/cart/shared?items=DUNE-CLAY:2"), "{page}");
}

#[tokio::test]
async fn an_estimate_names_an_address_without_the_checkout() {
    let shop = TestShop::open().await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;

    let estimate = [("locale", "en-AE"), ("country", "AE"), ("region", "DU")];
    let page = browser.submit("/actions/cart/estimate", &estimate).await;

    assert!(page.contains("<option value=\"DU\" selected"), "{page}");
}
