//! Archived and deleted things: their addresses answer 410 or redirect, and nothing else shows them.

use std::fs;

use axum::http::Request;
use database::testing::{both_engines, postgres, sqlite};
use serde_json::{Value, json};

use crate::{
    harness::{Program, SHOP, TestShop},
    pictures::{TOKEN, by_staff},
};

const PRODUCT: &str = "/en-ae/p/dune-vase";
/// The address of its former slug in Hindi.
const OLD_IN_HINDI: &str = "/hi-in/p/%E0%A4%AA%E0%A5%81%E0%A4%B0%E0%A4%BE%E0%A4%A8%E0%A4%BE";

async fn import(shop: &TestShop, section: &str, document: Value) {
    shop.import(&json!({ "format": "vitrine/1", section: [document] }).to_string()).await;
}

/// Lets the product go by another slug first, so that it has a former one.
async fn shop_with_a_former_slug(shop: &TestShop) {
    let slug = json!({ "en": "vase-of-old", "ar": "قديم", "hi": "पुराना" });
    import(shop, "products", json!({ "code": "dune-vase", "slug": slug })).await;
    shop.import(SHOP).await;
}

#[tokio::test]
async fn archived_product_is_gone_from_every_page_and_comes_back_as_it_was() {
    for database in both_engines().await {
        let shop = TestShop::over(database, "origin = \"https://shop.example\"").await;
        shop_with_a_former_slug(&shop).await;
        shop.set_stock("DUNE-CLAY", 3).await;
        let pages = ["/en-ae", "/en-ae/c/vases", "/en-ae/c/gifts", "/sitemaps/products-1.xml"];
        let before = shop.get(PRODUCT).await;
        for page in pages {
            assert!(shop.get(page).await.text().contains("dune-vase"), "{page}");
        }

        import(&shop, "products", json!({ "code": "dune-vase", "archived": true })).await;

        let gone = shop.get(PRODUCT).await;
        let text = gone.text();
        assert_eq!((gone.status, gone.header("cache-control")), (410, "public, max-age=0, must-revalidate"));
        assert!(text.contains("noindex") && text.contains("Dune Vase"), "{text}");
        assert!(text.contains("href=\"/en-ae/c/vases\"") && !text.contains("\"Product\""), "{text}");
        let again = shop.get(PRODUCT).await;
        assert!(again.header("cache-status").starts_with("vitrine; hit"), "{}", again.header("cache-status"));
        for address in ["/en-ae/p/vase-of-old", "/en-us/p/dune-vase", "/ar-ae/p/dune-vase", OLD_IN_HINDI] {
            assert_eq!(shop.get(address).await.status, 410, "{address}");
        }
        for page in pages {
            assert!(!shop.get(page).await.text().contains("dune-vase"), "{page}");
        }

        import(&shop, "products", json!({ "code": "dune-vase", "archived": false })).await;

        let after = shop.get(PRODUCT).await;
        assert_eq!((after.status, after.text()), (200, before.text()), "address, stock and all");
    }
}

#[tokio::test]
async fn addresses_of_an_archived_thing_lead_where_the_merchant_says() {
    for database in both_engines().await {
        let shop = TestShop::over(database, "").await;
        shop_with_a_former_slug(&shop).await;
        let to_vases = json!({ "category": "vases" });
        import(&shop, "products", json!({ "code": "dune-vase", "archived": true, "redirect": to_vases })).await;
        let to_gifts = json!({ "collection": "gifts" });
        let story = json!({ "kind": "story", "code": "dune-glaze", "archived": true, "redirect": to_gifts });
        import(&shop, "pages", story).await;
        import(&shop, "categories", json!({ "code": "vases", "archived": true })).await;

        for (address, line) in [
            ("/en-ae/p/dune-vase", "410"),
            ("/en-ae/stories/dune-glaze", "301 /en-ae/c/gifts"),
            ("/ar-ae/stories/dune-glaze", "301 /ar-ae/c/%D9%87%D8%AF%D8%A7%D9%8A%D8%A7"),
            ("/en-ae/c/vases", "410"),
        ] {
            assert!(shop.get(address).await.line().starts_with(line), "{address}: {}", shop.get(address).await.line());
        }
        import(&shop, "categories", json!({ "code": "vases", "archived": false })).await;
        for address in [PRODUCT, "/en-ae/p/vase-of-old"] {
            assert_eq!(shop.get(address).await.line(), "301 /en-ae/c/vases", "{address}");
        }
        import(&shop, "products", json!({ "code": "dune-vase", "archived": false })).await;
        assert_eq!(shop.get(PRODUCT).await.status, 200);
    }
}

/// Deletes the product, the story and the collections of the tests' shop.
async fn delete_much(shop: &TestShop) {
    let home = json!({ "kind": "home", "code": "home", "blocks": [] });
    let deleted = json!([
        { "kind": "product", "code": "dune-vase" },
        { "kind": "collection", "code": "favourites" },
        { "kind": "collection", "code": "gifts", "redirect": { "category": "vases" } },
        { "kind": "story", "code": "dune-glaze" },
        { "kind": "value", "code": "colour/clay" },
    ]);
    let mut document: Value = json!({ "format": "vitrine/1", "deleted": deleted, "pages": [home] });
    document["pages"][0]["blocks"] = json!([{ "categories": { "title": { "en": "All", "ar": "الكل", "hi": "सब" } } }]);
    shop.import(&document.to_string()).await;
}

/// The answers at addresses of deleted things.
async fn lines(shop: &TestShop) -> Vec<String> {
    let mut lines = Vec::new();
    for address in
        [PRODUCT, "/en-ae/p/vase-of-old", "/en-ae/c/gifts", "/en-ae/c/favourites", "/en-ae/stories/dune-glaze"]
    {
        lines.push(shop.get(address).await.line());
    }
    lines
}

#[tokio::test]
async fn deleted_things_stay_deleted_in_exports_on_both_engines() {
    let shop = TestShop::over(sqlite().await, "").await;
    shop_with_a_former_slug(&shop).await;

    delete_much(&shop).await;

    let before = lines(&shop).await;
    assert_eq!(before[2], "301 /en-ae/c/vases");
    assert_eq!(before.iter().filter(|line| line.starts_with("410")).count(), 4, "{before:?}");
    shop.export(&shop.file("exported")).await;
    let document = fs::read_to_string(shop.file("exported").join("shop.json")).unwrap();
    assert!(!document.contains("DUNE-CLAY") && document.contains("\"deleted\""), "{document}");
    let there = TestShop::imported(&shop.file("exported"), postgres().await).await;
    assert_eq!(lines(&there).await, before);
    let backup = shop.file("shop.tar.zst");
    shop.back_up(&backup).await;
    assert_eq!(lines(&TestShop::restored(&backup, postgres().await).await).await, before);
    // The product can come back under its code, with its variants.
    shop.import(SHOP).await;
    assert_eq!(shop.get(PRODUCT).await.status, 200);
}

#[test]
fn deletion_is_refused_while_anything_refers_to_the_thing() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);

    let in_use = program.refusal(&["delete", "product", "dune-vase"]);
    let full = program.refusal(&["delete", "category", "vases"]);
    let shown = program.refusal(&["delete", "picture", "images/vase.jpg"]);
    let value = program.refusal(&["delete", "value", "colour/clay"]);
    let unknown = program.refusal(&["delete", "story", "dune-glazed"]);
    let (_, kind) = program.outcome(&["delete", "shelf", "x"]);
    let home = program.refusal(&["delete", "home", "home"]);
    let dry = program.success(&["delete", "story", "dune-glaze", "--redirect", "category:vases", "--dry-run"]);
    let done = program.success(&["delete", "story", "dune-glaze", "--redirect", "category:vases"]);
    let again = program.success(&["delete", "story", "dune-glaze", "--redirect", "category:vases"]);
    let led_to = program.refusal(&["delete", "category", "vases"]);

    let sentence =
        |refusal: &str| refusal.lines().last().unwrap_or_default().split("code: ").last().unwrap().to_owned();
    insta::assert_snapshot!(sentence(&in_use), @r#"the product "dune-vase" can't be deleted: the collection "favourites", the home page "home" use it; change that first"#);
    insta::assert_snapshot!(sentence(&full), @r#"the category "vases" can't be deleted: the collection "gifts", the product "dune-vase" use it; change that first"#);
    insta::assert_snapshot!(sentence(&shown), @r#"the picture "images/vase.jpg" can't be deleted: the product "dune-vase", the category "vases", the home page "home" and 1 more use it; change that first"#);
    insta::assert_snapshot!(sentence(&value), @r#"the value "colour/clay" can't be deleted: the product "dune-vase" uses it; change that first"#);
    insta::assert_snapshot!(sentence(&unknown), @r#"there is no story "dune-glazed""#);
    assert!(kind.contains("the kinds are product, category, collection, story, page, value, picture"), "{kind}");
    assert!(home.contains("a shop has a home page; change it instead"), "{home}");
    insta::assert_snapshot!(sentence(&led_to), @r#"the category "vases" can't be deleted: the collection "gifts", the product "dune-vase", the redirect of the deleted story "dune-glaze" use it; change that first"#);
    insta::assert_snapshot!(dry, @"Would import: 1 thing deleted. Nothing was written.");
    insta::assert_snapshot!(done, @"Imported: 1 thing deleted.");
    insta::assert_snapshot!(again, @"Nothing to import: 1 deleted thing left as it is.");
}

#[tokio::test]
async fn staff_programs_archive_and_delete() {
    let shop = TestShop::configured(TOKEN).await;
    let patch = |code: &str, body: Value| {
        let request = by_staff(Request::patch(format!("/api/v1/products/{code}")));
        shop.send(request.header("content-type", "application/json"), body.to_string())
    };
    let to_vases = json!({ "archived": true, "redirect": { "category": "vases" } });

    assert_eq!(patch("dune-vase", to_vases).await.status, 204);
    assert_eq!(shop.get(PRODUCT).await.line(), "301 /en-ae/c/vases");
    assert_eq!(patch("dune-vase", json!({ "redirect": null })).await.status, 204);
    assert_eq!(shop.get(PRODUCT).await.status, 410);
    assert_eq!(patch("dune-vase", json!({ "archived": false })).await.status, 204);
    assert_eq!(shop.get(PRODUCT).await.status, 200);
    assert_eq!(patch("none", json!({ "archived": true })).await.status, 404);
    assert_eq!(patch("dune-vase", json!({ "archived": true, "price": 1 })).await.status, 400);

    let refused = shop.ask(by_staff(Request::delete("/api/v1/collections/gifts"))).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("the home page \\\"home\\\" uses it"), "{}", refused.text());
    let deleted = shop.ask(by_staff(Request::delete("/api/v1/stories/dune-glaze?redirect=product:dune-vase"))).await;
    assert_eq!(deleted.status, 204);
    assert_eq!(shop.get("/en-ae/stories/dune-glaze").await.line(), "301 /en-ae/p/dune-vase");
}
