//! Menus of the header and the footer, as documents.

use std::fs;

use database::testing::{both_engines, postgres};
use serde_json::{Value, json};

use crate::harness::{NOW, Program, TestShop};

/// The moment from which the sale is shown: a minute after the clock of the tests.
const SALE: &str = "2026-06-01T00:01:00Z";

fn header() -> Value {
    let sale = "2030-01-01T00:00:00Z";
    json!({ "menu": "header", "items": [
        { "to": { "category": "ceramics" }, "items": [
            { "to": { "category": "vases" } },
            { "to": { "product": "dune-vase" }, "label": { "en": "The vase" } },
        ] },
        { "label": { "en": "Journal", "ar": "المجلّة", "hi": "पत्रिका" }, "items": [{ "to": { "story": "dune-glaze" } }] },
        { "label": { "en": "Visit us", "ar": "زورونا", "hi": "आइए" }, "url": "https://visits.example/", "markets": { "only": ["ae"] } },
        { "to": { "collection": "gifts" }, "published": { "from": sale } },
    ] })
}

async fn import(shop: &TestShop, navigation: &[Value]) {
    shop.import(&json!({ "format": "vitrine/1", "navigation": navigation }).to_string()).await;
}

/// Returns the part of a page between its first tag `<nav` of this class and its end, without tags of the parser's.
fn navigation(page: &str, from: &str) -> String {
    let start = page.find(from).unwrap_or_else(|| panic!("{from}: {page}"));
    let end = page[start..].find("</nav>").unwrap();
    page[start..start + end].to_owned()
}

#[tokio::test]
async fn a_menu_replaces_the_list_of_categories_in_header_and_drawer() {
    for database in both_engines().await {
        let shop = TestShop::over(database, "").await;
        let before = shop.get("/en-ae").await.text();

        import(&shop, &[header()]).await;

        let page = shop.get("/en-ae/c/vases").await.text();
        let header = navigation(&page, "class=\"header-nav\"");
        for part in [
            "<details name=\"picker\" class=\"picker\"><summary><bdi>Ceramics</bdi>",
            "<a href=\"/en-ae/c/ceramics\"><bdi>See all: Ceramics</bdi></a>",
            "<a href=\"/en-ae/c/vases\" aria-current=\"page\"><bdi>Vases</bdi></a>",
            "<a href=\"/en-ae/p/dune-vase\"><bdi>The vase</bdi></a>",
            "<summary><bdi>Journal</bdi>",
            "<a href=\"/en-ae/stories/dune-glaze\"><bdi>The Dune glaze</bdi></a>",
            "<a href=\"https://visits.example/\" rel=\"external\"><bdi>Visit us</bdi></a>",
        ] {
            assert!(header.contains(part), "{part}: {header}");
        }
        assert!(!header.contains("/c/gifts"), "its time has not come");
        let drawer = navigation(&page, "<ul class=\"drawer-nav\">");
        assert!(drawer.contains("<details open class=\"drawer-group\">"), "{drawer}");
        assert!(drawer.contains("href=\"/en-ae/c/vases\" aria-current=\"page\""), "{drawer}");
        let arabic = navigation(&shop.get("/ar-ae").await.text(), "class=\"header-nav\"");
        assert!(
            arabic.contains("<bdi>مزهرية الكثبان</bdi>"),
            "the target's name, in place of a label in English: {arabic}"
        );
        assert!(!navigation(&shop.get("/en-us").await.text(), "class=\"header-nav\"").contains("visits.example"));

        import(&shop, &[json!({ "menu": "header", "items": [] })]).await;

        assert_eq!(shop.get("/en-ae").await.text(), before);
    }
}

#[tokio::test]
async fn cached_pages_change_when_an_item_begins_or_its_target_goes() {
    let shop = TestShop::open().await;
    let mut menu = header();
    menu["items"][3]["published"]["from"] = json!(SALE);
    import(&shop, &[menu]).await;
    let of_header = async || navigation(&shop.get("/en-ae/pages/shipping").await.text(), "class=\"header-nav\"");
    assert!(!of_header().await.contains("/en-ae/c/gifts"));

    shop.shop.clock.set(NOW.plus_millis(60_000));

    assert!(of_header().await.contains("/en-ae/c/gifts"));
    let archived = json!({ "format": "vitrine/1", "products": [{ "code": "dune-vase", "archived": true }] });
    shop.import(&archived.to_string()).await;
    assert!(!of_header().await.contains("dune-vase"));
    let story = json!({ "kind": "story", "code": "dune-glaze", "archived": true });
    shop.import(&json!({ "format": "vitrine/1", "pages": [story] }).to_string()).await;
    assert!(!of_header().await.contains("Journal"), "a heading of nothing");
}

#[tokio::test]
async fn a_menu_of_the_footer_has_a_column_for_each_list() {
    let shop = TestShop::open().await;
    let words = json!({ "en": "Service", "ar": "خدمة", "hi": "सेवा" });
    let footer = json!({ "menu": "footer", "items": [
        { "to": { "category": "vases" } },
        { "label": words, "items": [{ "to": { "page": "shipping" } }] },
    ] });

    import(&shop, std::slice::from_ref(&footer)).await;

    let page = shop.get("/en-ae").await.text();
    let footer_html = &page[page.find("<footer").unwrap()..];
    let first = navigation(footer_html, "<nav aria-labelledby=\"footer-shop\"");
    assert!(first.contains("href=\"/en-ae/c/vases\"") && !first.contains("ceramics"), "{first}");
    assert!(footer_html.contains("<bdi>Service</bdi></h2>"), "{footer_html}");
    assert!(!footer_html.contains("footer-collections") && footer_html.contains("footer-locales"));

    shop.export(&shop.file("exported")).await;
    let document = fs::read_to_string(shop.file("exported").join("shop.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&document).unwrap()["navigation"], json!([footer]));
    let there = TestShop::imported(&shop.file("exported"), postgres().await).await;
    assert_eq!(there.get("/en-ae").await.text(), page);
    let backup = shop.file("shop.tar.zst");
    shop.back_up(&backup).await;
    assert_eq!(TestShop::restored(&backup, postgres().await).await.get("/en-ae").await.text(), page);
}

#[test]
fn an_import_names_the_items_that_pages_leave_out() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let menu = json!({ "format": "vitrine/1", "navigation": [header()] });
    program.write("menu.json", &serde_json::to_string_pretty(&menu).unwrap());
    program.success(&["import", "menu.json"]);
    let draft = json!({ "format": "vitrine/1", "products": [{ "code": "dune-vase", "archived": true }] });
    program.write("archive.json", &draft.to_string());

    let told = program.success(&["import", "archive.json"]);
    let again = program.success(&["import", "menu.json", "--dry-run"]);
    let refused = program.refusal(&["delete", "story", "dune-glaze"]);

    assert!(told.contains("Menus leave these out for now:"), "{told}");
    assert!(told.contains("the product \"dune-vase\" is archived"), "{told}");
    assert!(again.contains("navigation[0].items[0].items[1].to: the product \"dune-vase\" is archived"), "{again}");
    assert!(refused.contains("the menu of the header uses it"), "{refused}");
}
