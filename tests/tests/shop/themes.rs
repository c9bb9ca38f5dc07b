//! A theme is a change of every page, and earlier style sheets stay for pages that caches have.

use database::testing::both_engines;
use serde_json::{Value, json};

use crate::harness::{Answer, SHOP, TestShop};

const PAGES: [&str; 4] = ["/ar-ae", "/en-ae/c/vases", "/en-us/p/dune-vase", "/en-in/pages/shipping"];

/// Returns a document with the setup of the tests' shop and this theme.
fn with_theme(theme: &Value) -> String {
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    document.as_object_mut().unwrap().retain(|section, _| section == "format" || section == "setup");
    document["setup"]["theme"] = theme.clone();
    document.to_string()
}

fn style_sheet(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once(r#"<link rel="stylesheet" href=""#).expect("a page has a style sheet");
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn theme_changes_every_page_and_earlier_sheets_stay() {
    for database in both_engines().await {
        let shop = TestShop::over(database, "").await;
        for page in PAGES {
            assert_eq!(style_sheet(&shop.get(page).await), "/assets/app-0a.css", "{page}");
        }

        shop.import(&with_theme(&json!({"ready": "atelier"}))).await;
        let atelier = style_sheet(&shop.get("/en-ae").await);
        shop.import(&with_theme(&json!({"ready": "pantry"}))).await;

        for page in PAGES {
            let page = shop.get(page).await;
            assert!(page.text().contains(r##"content="#fdf6e6""##));
            assert_ne!(style_sheet(&page), atelier);
        }
        for address in [atelier, style_sheet(&shop.get("/en-ae").await)] {
            assert!(address.starts_with("/assets/app-0a-"), "{address}");
            for answer in [shop.get(&address).await, shop.rendered_anew(&address).await] {
                assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
                assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
                assert!(answer.text().starts_with("body{margin:0}") && answer.text().contains("@layer theme{"));
            }
            let small = shop.get_with(&address, "accept-encoding", "br").await;
            assert_eq!((small.header("content-encoding"), small.header("vary")), ("br", "accept-encoding"));
        }
        shop.import(&with_theme(&Value::Null)).await;
        assert_eq!(style_sheet(&shop.get("/en-ae").await), "/assets/app-0a.css");
    }
}

#[tokio::test]
async fn fonts_of_the_sheet_are_served_and_allowed() {
    let shop = TestShop::open().await;
    shop.import(&with_theme(&json!({"ready": "workshop"}))).await;
    let page = shop.get("/en-ae").await;

    let sheet = shop.get(&style_sheet(&page)).await.text();
    let fonts: Vec<&str> = sheet.split("src:url(").skip(1).filter_map(|rest| rest.split(')').next()).collect();

    assert!(!fonts.is_empty());
    for font in fonts {
        let font = shop.get(font).await;
        assert_eq!((font.status, &font.body[..4]), (200, b"wOF2".as_slice()));
        assert_eq!(font.header("content-type"), "font/woff2");
        assert_eq!(font.header("cache-control"), "public, max-age=31536000, immutable");
    }
    assert!(page.header("content-security-policy").contains("font-src 'self';"));
    assert!(page.header("content-security-policy").contains("style-src 'self';"));
    for unknown in ["/fonts/0123456789abcdef.woff2", "/fonts/figtree.woff2", "/assets/app-0a-0123456789abcdef.css"] {
        assert_eq!(shop.get(unknown).await.status, 404, "{unknown}");
    }
}

#[tokio::test]
async fn logo_stands_in_place_of_the_name_with_its_size() {
    let shop = TestShop::open().await;
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" onload="x()"><path d="M0 0h9v9z"/></svg>"#;
    shop.write_file("images/logo.svg", svg);
    shop.import(&with_theme(&json!({"logo": "images/logo.svg"}))).await;

    let page = shop.get("/en-ae").await.text();

    let logos: Vec<&str> = page.split(r#"<img src="/assets/"#).skip(1).collect();
    assert_eq!(logos.len(), 3, "header, drawer and footer");
    assert!(logos[0].contains(r#"width="4000" height="1000""#), "{}", &logos[0][..200]);
    let address = format!("/assets/{}", logos[0].split('"').next().unwrap());
    let logo = shop.get(&address).await;
    assert_eq!(logo.header("content-type"), "image/svg+xml");
    assert!(logo.headers.contains_key("content-security-policy") && !logo.text().contains("onload"));
}
