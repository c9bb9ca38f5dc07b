//! Access control: every route is tried with every method, without credentials and with wrong ones.

use axum::http::{Method, Request, request::Builder};
use database::Database;
use server::{Access, ROUTES, Route};

use crate::{
    harness::{NOW, TestShop},
    routes::{example, is_without_prefix},
};

const TOKENS: &str = "staff_token = \"7c1e09b4a2f85d36\"\nmetrics_token = \"0123456789abcdef\"";

/// Credentials that open nothing. Each token is right for the other route.
fn wrong_credentials(route: &Route) -> Vec<(&'static str, String)> {
    let other = if route.access == Access::Staff { "0123456789abcdef" } else { "7c1e09b4a2f85d36" };
    let right = if route.access == Access::Staff { "7c1e09b4a2f85d36" } else { "0123456789abcdef" };
    vec![
        ("x-nothing", String::new()),
        ("authorization", String::new()),
        ("authorization", "Bearer ".to_owned()),
        ("authorization", format!("Bearer {other}")),
        ("authorization", format!("Bearer {right}0")),
        ("authorization", format!("Basic {right}")),
        ("authorization", right.to_owned()),
        ("cookie", format!("authorization=Bearer {right}")),
        ("x-authorization", format!("Bearer {right}")),
    ]
}

/// Returns true for a route that some clients may not use at all.
fn is_closed(route: &Route) -> bool {
    ![Access::Everybody, Access::Visitors].contains(&route.access)
}

fn methods(route: &Route) -> impl Iterator<Item = Method> + use<> {
    route.methods.split(',').map(|method| Method::from_bytes(method.as_bytes()).unwrap())
}

fn request(method: &Method, address: &str) -> Builder {
    Request::builder().method(method).uri(address).header("content-type", "application/json")
}

async fn revision(database: &Database) -> i64 {
    database.read(NOW).await.unwrap().revision().await.unwrap().0
}

#[tokio::test]
async fn every_closed_route_refuses_every_method_without_its_token() {
    let shop = TestShop::configured(TOKENS).await;
    let before = revision(&shop.shop.database).await;
    let mut tried = 0;

    for route in ROUTES.iter().filter(|route| is_closed(route)) {
        let address = example(route);
        for (method, (name, value)) in methods(route)
            .flat_map(|method| wrong_credentials(route).into_iter().map(move |wrong| (method.clone(), wrong)))
        {
            let answer = shop.send(request(&method, &address).header(name, &value), r#"{"alt":{"en":"x"}}"#).await;

            let expected = if route.access == Access::Staff { 401 } else { 404 };
            assert_eq!(answer.status, expected, "{method} {} with {name}: {value}", route.pattern);
            if route.access == Access::Staff {
                assert_eq!(answer.header("www-authenticate"), "Bearer", "{method} {}", route.pattern);
            }
            tried += 1;
        }
    }

    assert_eq!(revision(&shop.shop.database).await, before, "nothing was written");
    assert!(tried >= 9 * 6, "{tried} requests were tried");
}

#[tokio::test]
async fn every_open_route_answers_without_a_token() {
    let shop = TestShop::configured(TOKENS).await;

    let open = ROUTES.iter().filter(|route| route.access == Access::Everybody && !is_without_prefix(route));
    // A provider that the shop is not connected to sends no notices.
    for route in open.filter(|route| !route.pattern.starts_with("/payments/")) {
        let address = example(route);
        for method in methods(route) {
            let answer = shop.send(request(&method, &address), "{}").await;

            assert!(![401, 403, 404].contains(&answer.status), "{method} {}: {}", route.pattern, answer.status);
        }
    }
}

#[tokio::test]
async fn staff_token_is_taken_whatever_the_case_of_its_scheme() {
    let shop = TestShop::configured(TOKENS).await;
    let route = ROUTES.iter().find(|route| route.access == Access::Staff && route.methods.contains("GET")).unwrap();
    let address = example(route);

    for scheme in ["Bearer", "bearer", "BEARER"] {
        let answer = shop.get_with(&address, "authorization", &format!("{scheme} 7c1e09b4a2f85d36")).await;

        assert_eq!(answer.status, 200, "{scheme}");
    }
}

#[tokio::test]
async fn without_a_configured_staff_token_every_token_is_refused() {
    let shop = TestShop::open().await;

    for route in ROUTES.iter().filter(|route| route.access == Access::Staff) {
        let address = example(route);
        for method in methods(route) {
            let answer = shop.send(request(&method, &address).header("authorization", "Bearer "), "{}").await;

            assert_eq!(answer.status, 401, "{method} {}", route.pattern);
        }
    }
}
