//! From the cart to the order.

use database::{sql, testing::both_engines};
use serde_json::json;

use super::browser::{Browser, sum};
use crate::harness::{NOW, TestShop};

/// Imports rules with a delivery method, cash on delivery and bank transfer.
async fn with_rules(shop: &TestShop) {
    let name = |name: &str| json!({"en": name, "ar": name, "hi": name});
    let rules = json!({"format": "vitrine/1", "pricing": {
        "promotions": [
            {"id": "ten", "name": name("10 % off"), "code": "TEN", "limit": 1,
             "effect": {"kind": "order_percent", "percent": "10"}},
        ],
        "delivery_methods": [
            {"id": "standard", "name": name("Standard"), "kind": "shipping", "rates_by": "weight", "zones": [
                {"area": {"countries": ["AE"]}, "days": [1, 3], "rates": [{"price": {"AED": 1500}}]},
            ]},
        ],
        "cash_on_delivery": {"fee": {"AED": 1000}, "ceiling": {"AED": 2_000_000}},
        "payment_methods": [
            {"id": "transfer", "kind": "bank_transfer", "markets": ["ae"], "days": 5,
             "instructions": name("IBAN AE07 0331 2345 6789 0123 456")},
        ],
    }});
    shop.import(&rules.to_string()).await;
}

const CONTACT: [(&str, &str); 8] = [
    ("locale", "en-AE"),
    ("fields[email]", "sara@example.com"),
    ("fields[phone]", "050 123 4567"),
    ("fields[name]", "Sara Haddad"),
    ("fields[street]", "Villa 12, Street 8"),
    ("fields[area]", "Al Barsha"),
    ("fields[region]", "DU"),
    ("fields[country]", "AE"),
];

/// Returns the value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Goes to the review with these choices, and returns its page.
async fn review(browser: &mut Browser<'_>, payment: &str) -> String {
    browser.follow("/actions/checkout/begin", &[("locale", "en-AE")]).await;
    browser.follow("/actions/checkout/contact", &CONTACT).await;
    browser.follow("/actions/checkout/delivery", &[("locale", "en-AE"), ("delivery", "standard")]).await;
    let choice = [("locale", "en-AE"), ("payment", payment), ("fields[tax-number]", "")];
    browser.follow("/actions/checkout/payment", &choice).await
}

/// Presses the button that places the order of a review, and returns where the browser goes.
async fn place(browser: &mut Browser<'_>, review: &str) -> String {
    let seen = ["digest", "checkout", "version"].map(|name| (name, hidden(review, name)));
    let seen = seen.iter().map(|(name, value)| (*name, value.as_str()));
    let form: Vec<_> = std::iter::once(("locale", "en-AE")).chain(seen).collect();
    let answer = browser.post("/actions/checkout/place", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").to_owned()
}

async fn count(shop: &TestShop, text: &'static str) -> i64 {
    sql(text).scalar(&mut shop.shop.database.read(NOW).await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_guest_orders_with_cash_on_delivery() {
    for given in both_engines().await {
        let shop = TestShop::over(given, "").await;
        with_rules(&shop).await;
        let mut browser = Browser::new(&shop);
        let page = browser.add("DUNE-CLAY").await;
        assert!(sum(&page, "delivery").unwrap().contains("15"), "the cart tells the whole cost: {page}");

        let page = review(&mut browser, "cash_on_delivery").await;
        assert!(page.contains("Sara Haddad") && page.contains("Dubai") && page.contains("+971 50 123 4567"), "{page}");
        assert!(sum(&page, "fees").is_some(), "{page}");
        let total = sum(&page, "total").unwrap();
        assert!(page.contains(&format!("Place order · {total}")), "{page}");
        let path = place(&mut browser, &page).await;
        assert!(path.starts_with("/en-ae/orders/"), "{path}");

        let order = browser.get(&path).await.text();
        for shown in ["Order AE-1001", "Order confirmed", "Villa 12, Street 8", "Dune Vase", &total, "sara@example.com"]
        {
            assert!(order.contains(shown), "{shown}: {order}");
        }
        assert!(browser.get("/en-ae/cart").await.text().contains("Your cart is empty"));
        let stranger = Browser::new(&shop).get(&path).await.text();
        assert!(stranger.contains("Order AE-1001") && !stranger.contains("Villa 12"), "{stranger}");
        assert_eq!(count(&shop, "SELECT CAST(SUM(held) AS BIGINT) FROM stock").await, 1);
    }
}

#[tokio::test]
async fn pressing_twice_reloading_and_going_back_give_one_order() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;
    let page = review(&mut browser, "cash_on_delivery").await;

    let first = place(&mut browser, &page).await;
    let second = place(&mut browser, &page).await;

    for path in [&first, &second] {
        assert!(browser.get(path).await.text().contains("Order AE-1001"), "{path}");
    }
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM shop_order").await, 1);
    let back = browser.get("/en-ae/checkout/review").await;
    assert_eq!(back.line(), "303 /en-ae/cart");
}

#[tokio::test]
async fn a_changed_total_needs_a_second_press() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;
    let page = review(&mut browser, "cash_on_delivery").await;

    shop.reprice(321).await;
    let path = place(&mut browser, &page).await;
    assert_eq!(path, "/en-ae/checkout/review?notice=changed");
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM shop_order").await, 0);

    let page = browser.get(&path).await.text();
    assert!(page.contains("The total has changed") && page.contains("346"), "{page}");
    assert!(place(&mut browser, &page).await.starts_with("/en-ae/orders/"));
}

#[tokio::test]
async fn faults_are_told_at_their_fields_and_nothing_typed_is_lost() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;
    browser.follow("/actions/checkout/begin", &[("locale", "en-AE")]).await;

    let wrong = [("locale", "en-AE"), ("fields[email]", "sara.example.com"), ("fields[name]", "Sara \"S\" Haddad")];
    let page = browser.follow("/actions/checkout/contact", &wrong).await;

    assert!(page.contains("An email address has an @") && page.contains("href=\"#field-email\""), "{page}");
    assert!(page.contains("value=\"sara.example.com\"") && page.contains("Sara &quot;S&quot; Haddad"), "{page}");
    assert!(
        page.contains("aria-invalid=\"true\"") && page.contains("aria-describedby=\"field-email-error\""),
        "{page}"
    );
    assert!(!page.contains("field-postcode"), "an address in the Emirates has no postcode: {page}");
    let later = browser.get("/en-ae/checkout/payment").await;
    assert_eq!(later.line(), "303 /en-ae/checkout/contact");
}

#[tokio::test]
async fn goods_that_are_gone_meanwhile_are_told_and_nothing_is_ordered() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    shop.set_stock("DUNE-CLAY", 1).await;
    let (mut first, mut second) = (Browser::new(&shop), Browser::new(&shop));
    first.add("DUNE-CLAY").await;
    second.add("DUNE-CLAY").await;
    let (of_first, of_second) =
        (review(&mut first, "cash_on_delivery").await, review(&mut second, "cash_on_delivery").await);

    assert!(place(&mut first, &of_first).await.starts_with("/en-ae/orders/"));
    let path = place(&mut second, &of_second).await;

    let page = second.get(&path).await.text();
    assert!(page.contains("Someone else bought the last of these") && page.contains("sold out"), "{path}: {page}");
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM shop_order").await, 1);
}

#[tokio::test]
async fn a_transfer_is_awaited_with_its_reference_and_can_be_cancelled() {
    for given in both_engines().await {
        let shop = TestShop::over(given, "").await;
        with_rules(&shop).await;
        let mut browser = Browser::new(&shop);
        browser.add("DUNE-CLAY").await;
        browser.follow("/actions/cart/code", &[("locale", "en-AE"), ("code", "ten")]).await;
        let page = review(&mut browser, "transfer").await;
        assert!(sum(&page, "promotion-ten").is_some(), "{page}");

        let path = place(&mut browser, &page).await;
        let order = browser.get(&path).await.text();
        for shown in ["Waiting for your transfer", "IBAN AE07", "AE-1001", "10 % off"] {
            assert!(order.contains(shown), "{shown}: {order}");
        }

        let token = path.rsplit('/').next().unwrap();
        let cancelled = browser.follow("/actions/orders/cancel", &[("locale", "en-AE"), ("token", token)]).await;
        assert!(cancelled.contains("Cancelled"), "{cancelled}");
        assert_eq!(count(&shop, "SELECT CAST(SUM(held) AS BIGINT) FROM stock").await, 0);
        browser.add("DUNE-CLAY").await;
        let page = browser.follow("/actions/cart/code", &[("locale", "en-AE"), ("code", "TEN")]).await;
        assert!(sum(&page, "promotion-ten").is_some(), "the use of the code went back: {page}");
    }
}

#[tokio::test]
async fn orders_are_found_by_mail_alone_and_say_nothing_to_others() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;
    let page = review(&mut browser, "cash_on_delivery").await;
    place(&mut browser, &page).await;
    let mut other = Browser::new(&shop);

    let find = |email: &'static str| [("locale", "en-AE"), ("number", "AE-1001"), ("email", email)];
    let right = other.post("/actions/orders/find", &find("Sara@Example.com")).await;
    let wrong = other.post("/actions/orders/find", &find("other@example.com")).await;

    assert_eq!(right.line(), wrong.line());
    assert_eq!(
        count(&shop, "SELECT COUNT(*) FROM task WHERE job = 'order-mails' AND payload LIKE '%\"link\"%'").await,
        1
    );
    let missing = other.get("/en-ae/orders/00000000000000000000000000000000").await;
    assert_eq!(missing.status, 404);
}

#[tokio::test]
async fn private_pages_run_the_shops_own_scripts_alone_and_are_never_framed() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;
    browser.follow("/actions/checkout/begin", &[("locale", "en-AE")]).await;

    for path in ["/en-ae/cart", "/en-ae/checkout/contact", "/en-ae/orders"] {
        let page = browser.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        let text = page.text();
        let scripts: Vec<&str> = text.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
        assert_eq!(scripts.len(), 1, "{path}: {scripts:?}");
        assert!(scripts[0].contains("src=\"/assets/loader-"), "{path}: {scripts:?}");
    }
}

#[tokio::test]
async fn presses_at_once_give_one_order_and_both_lead_to_it() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;
    let page = review(&mut browser, "cash_on_delivery").await;
    let mut other_tab = Browser::new(&shop);
    other_tab.cookies.clone_from(&browser.cookies);

    let (first, second) = tokio::join!(place(&mut browser, &page), place(&mut other_tab, &page));

    for path in [first, second] {
        assert!(path.starts_with("/en-ae/orders/"), "{path}");
    }
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM shop_order").await, 1);
}

#[tokio::test]
async fn an_order_is_of_the_cart_that_the_buyer_saw() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;
    let page = review(&mut browser, "cash_on_delivery").await;

    browser.follow("/actions/cart/note", &[("locale", "en-AE"), ("note", "from another tab")]).await;
    let path = place(&mut browser, &page).await;

    assert_eq!(path, "/en-ae/checkout/review?notice=changed");
    assert_eq!(count(&shop, "SELECT COUNT(*) FROM shop_order").await, 0);
}

#[tokio::test]
async fn a_line_that_is_sold_out_is_kept_aside_and_stays_in_the_next_cart() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    shop.set_stock("DUNE-SAND", 1).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-SAND").await;
    browser.add("DUNE-CLAY").await;
    shop.set_stock("DUNE-SAND", 0).await;
    let page = review(&mut browser, "cash_on_delivery").await;

    let path = place(&mut browser, &page).await;

    assert!(path.starts_with("/en-ae/orders/"), "{path}");
    let order = browser.get(&path).await.text();
    assert!(order.contains("DUNE-CLAY") && !order.contains("DUNE-SAND"), "{order}");
    let cart = browser.get("/en-ae/cart").await.text();
    assert!(cart.contains("This is sold out") && cart.contains("Not part of your order"), "{cart}");
}

#[tokio::test]
async fn cash_that_is_no_longer_possible_leaves_the_cart_with_its_price() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    shop.set_stock("DUNE-CLAY", 500).await;
    let mut browser = Browser::new(&shop);
    browser.add("DUNE-CLAY").await;
    review(&mut browser, "cash_on_delivery").await;

    let many = [("locale", "en-AE"), ("line", "0"), ("quantity", "٤٠٠")];
    let page = browser.follow("/actions/cart/quantity", &many).await;
    assert!(sum(&page, "total").is_some() && page.contains("value=\"400\""), "{page}");
    let page = browser.get("/en-ae/checkout/review").await;
    assert_eq!(page.line(), "303 /en-ae/checkout/payment");
}

#[tokio::test]
async fn a_code_that_another_has_used_up_is_told_and_no_longer_counts() {
    let shop = TestShop::open().await;
    with_rules(&shop).await;
    let (mut first, mut second) = (Browser::new(&shop), Browser::new(&shop));
    let code = [("locale", "en-AE"), ("code", "TEN")];
    for browser in [&mut first, &mut second] {
        browser.add("DUNE-CLAY").await;
        browser.follow("/actions/cart/code", &code).await;
    }
    let (of_first, of_second) =
        (review(&mut first, "cash_on_delivery").await, review(&mut second, "cash_on_delivery").await);
    assert!(place(&mut first, &of_first).await.starts_with("/en-ae/orders/"));

    let path = place(&mut second, &of_second).await;
    assert!(path.contains("/checkout/review?notice="), "{path}");
    let page = second.get(&path).await.text();
    assert!(sum(&page, "promotion-ten").is_none(), "{page}");
    assert!(place(&mut second, &page).await.starts_with("/en-ae/orders/"));
}
