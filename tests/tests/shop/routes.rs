//! Coverage as a test: a new line of the table of routes fails here until it is what every route is.

use std::net::Ipv4Addr;

use axum::http::{Method, Request, request::Builder};
use database::testing::both_engines;
use server::{Access, CachePolicy, Peer, ROUTES, Route};

use crate::harness::{Answer, SHOP, TestShop, picture_address, rendition};

/// An address of each route.
pub(crate) fn example(route: &Route) -> String {
    match route.pattern {
        "/{locale}" => "/en-ae".to_owned(),
        "/{locale}/c/{slug}" => "/en-ae/c/vases".to_owned(),
        "/{locale}/p/{slug}" => "/hi-in/p/%E0%A4%A1%E0%A5%8D%E0%A4%AF%E0%A5%82%E0%A4%A8-%E0%A4%AB%E0%A5%82%E0%A4%B2%E0%A4%A6%E0%A4%BE%E0%A4%A8".to_owned(),
        "/{locale}/stories" => "/ar-ae/stories".to_owned(),
        "/{locale}/countries" => "/hi-in/countries".to_owned(),
        "/{locale}/stories/{slug}" => "/en-us/stories/dune-glaze".to_owned(),
        "/{locale}/pages/{slug}" => "/en-in/pages/shipping".to_owned(),
        "/{locale}/cart/shared" => "/en-ae/cart/shared?items=DUNE-CLAY".to_owned(),
        "/{locale}/discount/{code}" => "/en-ae/discount/TEN".to_owned(),
        "/{locale}/checkout/{step}" => "/en-ae/checkout/contact".to_owned(),
        "/{locale}/orders" => "/en-ae/orders".to_owned(),
        "/{locale}/orders/{token}" => "/en-ae/orders/00000000000000000000000000000000".to_owned(),
        "/cart/shared" => "/cart/shared?items=DUNE-CLAY".to_owned(),
        "/discount/{code}" => "/discount/TEN".to_owned(),
        "/checkout/{step}" => "/checkout/contact".to_owned(),
        "/orders/{token}" => "/orders/00000000000000000000000000000000".to_owned(),
        "/{locale}/cart" => "/en-ae/cart".to_owned(),
        "/payments/{provider}/notices" => "/payments/test/notices".to_owned(),
        "/c/{slug}" => "/c/vases".to_owned(),
        "/p/{slug}" => "/p/dune-vase".to_owned(),
        "/stories/{slug}" => "/stories/dune-glaze".to_owned(),
        "/pages/{slug}" => "/pages/shipping".to_owned(),
        "/img/{picture}/{file}" => rendition("160.jpg"),
        "/api/v1/pictures/{picture}" => format!("/api/v1/pictures/{}", picture_address()),
        "/api/v1/orders/{order}" => "/api/v1/orders/AE-1001".to_owned(),
        "/api/v1/orders/{order}/{action}" => "/api/v1/orders/AE-1001/dispatch".to_owned(),
        "/api/v1/{section}/{code}" => "/api/v1/products/dune-vase".to_owned(),
        "/api/v1/attributes/{attribute}/values/{value}" => "/api/v1/attributes/colour/values/clay".to_owned(),
        "/assets/{file}" => "/assets/loader-0b.js".to_owned(),
        "/fonts/{file}" => theme::bundled_fonts().next().unwrap().0.to_owned(),
        "/sitemaps/{file}" => "/sitemaps/shop-1.xml".to_owned(),
        fixed if !fixed.contains('{') => fixed.to_owned(),
        new => panic!("{new} has no example here"),
    }
}

/// Returns the status of the route's example, for somebody who has no cart.
fn expected_status(route: &Route) -> u16 {
    match route.pattern {
        "/" => 302,
        pattern if pattern.ends_with("/checkout/{step}") => 303,
        pattern if pattern.ends_with("/orders/{token}") => 404,
        _ => 200,
    }
}

fn is_read(route: &Route) -> bool {
    route.methods == "GET,HEAD"
}

/// Returns true for a route that is read without the staff's token.
fn is_public(route: &Route) -> bool {
    is_read(route) && !matches!(route.access, Access::Staff)
}

fn asked_by_operator(method: Method, address: &str) -> Builder {
    Request::builder().method(method).uri(address).extension(Peer(Ipv4Addr::LOCALHOST.into()))
}

/// Pages that only a shop with a locale without a prefix has.
pub(crate) fn is_without_prefix(route: &Route) -> bool {
    ["/c/", "/p/", "/stories", "/pages/", "/countries", "/cart", "/discount", "/checkout", "/orders"]
        .iter()
        .any(|start| route.pattern.starts_with(start))
}

#[tokio::test]
async fn pages_of_a_locale_without_prefix_answer_at_the_root() {
    let mut document: serde_json::Value = serde_json::from_str(SHOP).unwrap();
    document["setup"]["markets"][0]["locales"]["en"] = "".into();
    let shop = TestShop::opened_with(&document.to_string()).await;

    for route in ROUTES.iter().filter(|route| is_without_prefix(route)) {
        let address = example(route);
        let answer = shop.get(&address).await;

        assert_eq!(answer.status, expected_status(route), "{address}");
        assert_eq!(answer.header("cache-control"), route.cache.header(), "{address}");
        assert!(answer.status == 303 || answer.text().contains("<html lang=\"en-AE\""), "{address}");
    }
    let home = shop.get("/").await;
    assert_eq!((home.status, home.header("cache-control")), (200, CachePolicy::Public.header().to_str().unwrap()));
    assert!(home.text().contains("<link rel=\"canonical\" href=\"https://shop.example/\">"), "{}", home.text());
    assert_eq!(
        shop.get("/ar-ae/p/%D9%85%D8%B2%D9%87%D8%B1%D9%8A%D8%A9-%D8%A7%D9%84%D9%83%D8%AB%D8%A8%D8%A7%D9%86")
            .await
            .status,
        200
    );
    for nowhere in ["/en-ae", "/unknown", "/en-ae/p/dune-vase", "/unknown/p/dune-vase"] {
        assert_eq!(shop.get(nowhere).await.status, 404, "{nowhere}");
    }
}

#[test]
fn no_locale_can_take_the_place_of_a_route() {
    for route in ROUTES {
        let first = route.pattern.split('/').nth(1).unwrap_or_default();
        let is_taken = setup::RESERVED_PREFIXES.contains(&first) || first.contains(['.', '{']) || first.is_empty();
        assert!(is_taken, "{}", route.pattern);
    }
}

#[tokio::test]
async fn every_route_answers_under_its_cache_policy() {
    for database in both_engines().await {
        let engine = database.engine;
        let shop = TestShop::over(database, "").await;

        assert_routes_answer(&shop, engine).await;
    }
}

async fn assert_routes_answer(shop: &TestShop, engine: &str) {
    for route in ROUTES.iter().filter(|route| is_public(route) && !is_without_prefix(route)) {
        let answer = shop.ask(asked_by_operator(Method::GET, &example(route))).await;

        assert_eq!(answer.status, expected_status(route), "{} {engine}", route.pattern);
        // A rendition that is made for this very request is followed by a better one.
        let cache = if route.cache == CachePolicy::Immutable && route.pattern.starts_with("/img/") {
            CachePolicy::StandIn
        } else {
            route.cache
        };
        assert_eq!(answer.header("cache-control"), cache.header(), "{} {engine}", route.pattern);
        assert_eq!(answer.headers.contains_key("etag"), route.cache.is_shared(), "{} {engine}", route.pattern);
        assert!(!answer.headers.contains_key("set-cookie"), "{} {engine}", route.pattern);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{} {engine}", route.pattern);
        assert_eq!(answer.header("x-request-id").len(), 36, "{} {engine}", route.pattern);
    }
}

#[tokio::test]
async fn every_page_has_a_title_and_is_guarded() {
    let shop = TestShop::open().await;

    let pages = ROUTES.iter().filter(|route| route.pattern.starts_with("/{locale}") && expected_status(route) != 303);
    for route in pages {
        let page = shop.get(&example(route)).await;

        assert!(!page.title().is_empty(), "{}", route.pattern);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{}", route.pattern);
        let is_private = route.access == Access::Visitors;
        let cache = if is_private { CachePolicy::Private } else { CachePolicy::Public };
        assert_eq!(route.cache, cache, "{}", route.pattern);
        for header in ["content-security-policy", "cross-origin-opener-policy", "permissions-policy", "referrer-policy"]
        {
            assert!(page.headers.contains_key(header), "{} lacks {header}", route.pattern);
        }
        let rules = if is_private { "" } else { "\"/speculation-rules.json\"" };
        assert_eq!(page.header("speculation-rules"), rules, "{}", route.pattern);
    }
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let shop = TestShop::open().await;

    for route in ROUTES.iter().filter(|route| is_read(route) && route.pattern != "/metrics") {
        let address = example(route);
        let get = shop.ask(asked_by_operator(Method::GET, &address)).await;
        let head = shop.ask(asked_by_operator(Method::HEAD, &address)).await;

        assert_eq!(head.status, get.status, "{address}");
        assert_eq!(head.body, b"", "{address}");
        assert_eq!(told(&head), told(&get), "{address}");
    }
}

/// The headers but for those that tell of the answer and not of the page.
fn told(answer: &Answer) -> Vec<(String, String)> {
    let own = ["x-request-id", "cache-status", "server-timing"];
    let headers = answer.headers.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let mut told: Vec<_> =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    told.sort();
    told
}

#[tokio::test]
async fn no_route_takes_another_method() {
    let shop = TestShop::open().await;

    for route in ROUTES {
        let others = [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH];
        for method in others.into_iter().filter(|method| !route.methods.contains(method.as_str())) {
            let answer = shop.ask(asked_by_operator(method.clone(), &example(route))).await;

            assert_eq!(answer.status, 405, "{method} {}", route.pattern);
            assert_eq!(answer.header("allow"), route.methods, "{method} {}", route.pattern);
            assert_eq!(answer.header("cache-control"), "private, no-store", "{method} {}", route.pattern);
        }
    }
}

#[tokio::test]
async fn what_is_for_operators_is_nowhere_for_others() {
    let shop = TestShop::open().await;

    for route in ROUTES.iter().filter(|route| is_read(route) && !is_without_prefix(route)) {
        let answer = shop.get(&example(route)).await;

        let is_nowhere = route.access == Access::Operators || expected_status(route) == 404;
        assert_eq!(answer.status == 404, is_nowhere, "{}", route.pattern);
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_so_and_kept_for_seconds() {
    let shop = TestShop::open().await;
    let nowhere = [
        "/xx",
        "/en-fr/p/dune-vase",
        "/en-ae/p/unknown",
        "/en-ae/c/unknown",
        "/en-ae/stories/unknown",
        "/en-ae/pages/unknown",
        "/en-ae/p/not_a_slug",
        "/en-ae/p",
        "/en-ae/p/dune-vase/more",
        "/en-ae/p/dune-vase.html",
        "/sitemaps/unknown.xml",
        "/sitemaps/shop-1",
        "/wp-login.php",
    ];

    for address in nowhere {
        let answer = shop.get(address).await;

        assert_eq!(answer.status, 404, "{address}");
        assert_eq!(answer.header("cache-control"), "public, max-age=10", "{address}");
        assert!(!answer.title().is_empty(), "{address}");
    }
}

#[tokio::test]
async fn odd_queries_are_answered_like_any_other() {
    let shop = TestShop::open().await;

    for query in
        ["page=0", "page=999999", "page=-1", "page=x", "colour=unknown", "unknown=1", "q=%ff", "a=%00", "&&=&", "%"]
    {
        let address = format!("/en-ae/c/vases?{query}");
        let answer = shop.get(&address).await;

        assert_eq!(answer.status, 200, "{address}");
    }
}
