//! Pictures keep their shape, and a page with nothing to show says so.

use serde_json::{Value, json};

use crate::harness::{SHOP, TestShop, picture_address, rendition};

/// The shop's document, changed.
fn document(change: impl FnOnce(&mut Value)) -> String {
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    change(&mut document);
    document.to_string()
}

fn without(sections: &[&str]) -> String {
    document(|document| document.as_object_mut().unwrap().retain(|section, _| !sections.contains(&section.as_str())))
}

/// Puts a picture into the shop as `images/only.jpg`, and shows its product with these.
async fn show(shop: &TestShop, picture: &[u8], files: &[&str]) {
    std::fs::write(shop.file("images/only.jpg"), picture).unwrap();
    let document = document(|document| {
        let mut only = document["pictures"][0].clone();
        only["file"] = "images/only.jpg".into();
        document["pictures"].as_array_mut().unwrap().push(only);
        document["products"][0]["pictures"] = files.iter().map(|file| json!({ "file": file })).collect();
    });
    shop.import(&document).await;
}

/// A scene of the demo, 2000 by 1125 px.
fn scene() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/images/scene-living-room.jpg")).unwrap()
}

/// The first element with this class, up to its end.
fn part(page: &str, class: &str) -> String {
    let at = page.find(&format!("class=\"{class}")).unwrap_or_else(|| panic!("there is no {class} in {page}"));
    page[at..].split("</picture>").next().unwrap().to_owned()
}

const PRODUCT: &str = "/en-ae/p/dune-vase";
const CATEGORY: &str = "/en-ae/c/vases";

#[tokio::test]
async fn product_page_shows_pictures_whole_in_their_shape_or_on_one_stage() {
    let shop = TestShop::open().await;
    show(&shop, &scene(), &["images/only.jpg"]).await;
    let alone = shop.get(PRODUCT).await;
    show(&shop, &scene(), &["images/only.jpg", "images/vase.jpg"]).await;

    let beside_another = shop.get(PRODUCT).await;

    for (page, class) in [(alone, "picture picture-own\""), (beside_another, "picture picture-4x5\"")] {
        let picture = part(&page.text(), class);
        assert!(picture.contains("width=\"2000\" height=\"1125\""), "{picture}");
        assert!(!picture.contains("-4x5-400-600"), "{picture}");
        assert!(page.header("link").contains("/1810.avif 1810w"), "{}", page.header("link"));
    }
}

#[tokio::test]
async fn listings_cut_pictures_to_the_configured_shape() {
    for (lines, class, cut, size) in [
        ("", "picture picture-4x5 picture-cut\"", "-4x5-400-600/", "width=\"900\" height=\"1125\""),
        (
            "listing_picture_shape = \"1:1\"",
            "picture picture-1x1 picture-cut\"",
            "-1x1-400-600/",
            "width=\"1125\" height=\"1125\"",
        ),
    ] {
        let shop = TestShop::configured(lines).await;
        show(&shop, &scene(), &["images/only.jpg"]).await;

        let card = part(&shop.get(CATEGORY).await.text(), class);

        assert!(card.contains(cut) && card.contains(size), "{lines}: {card}");
        let address = card.split("srcset=\"").nth(1).unwrap().split(' ').next().unwrap();
        assert_eq!(shop.get(address).await.status, 200, "{address}");
    }
}

#[tokio::test]
async fn listings_show_whole_pictures_where_the_settings_say_so() {
    let shop = TestShop::configured("listing_picture_shape = \"1:1\"\nlisting_picture_fit = \"whole\"").await;
    show(&shop, &scene(), &["images/only.jpg"]).await;

    let card = part(&shop.get(CATEGORY).await.text(), "picture picture-1x1\"");

    assert!(card.contains("width=\"2000\" height=\"1125\"") && !card.contains("-1x1-"), "{card}");
}

#[tokio::test]
async fn small_picture_is_shown_whole_at_its_own_size_and_can_be_had() {
    let shop = TestShop::open().await;
    let small = shop.get(&rendition("160.jpg")).await.body;
    show(&shop, &small, &["images/only.jpg"]).await;

    let [card, product] = [shop.get(CATEGORY).await.text(), shop.get(PRODUCT).await.text()];

    for (page, class) in [(card, "picture picture-4x5\""), (product, "picture picture-4x5\"")] {
        let picture = part(&page, class);
        assert!(picture.contains("width=\"160\" height=\"200\""), "{picture}");
        let address = picture.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(shop.get(address).await.status, 200, "{address}");
    }
}

#[tokio::test]
async fn product_without_pictures_has_a_place_in_listings_and_no_gallery() {
    let shop = TestShop::opened_with(&document(|document| document["products"][0]["pictures"] = json!([]))).await;

    let [listing, product] = [shop.get(CATEGORY).await.text(), shop.get(PRODUCT).await.text()];

    assert!(listing.contains("<span class=\"picture picture-4x5 picture-none\">"), "{listing}");
    assert!(product.contains("class=\"product-main product-main-bare\""), "{product}");
    assert!(!product.contains("class=\"gallery") && !product.contains("id=\"zoom\""), "{product}");
}

#[tokio::test]
async fn home_page_that_nobody_wrote_shows_what_there_is() {
    let shop = TestShop::opened_with(&without(&["pages"])).await;

    let home = shop.get("/en-ae").await;

    assert_eq!(home.title(), "Vitrine");
    let text = home.text();
    assert!(text.contains("<h1>Welcome to <bdi>Vitrine</bdi>"), "{text}");
    assert!(text.contains("<span>New: <bdi>Dune Vase</bdi>"), "{text}");
    assert!(home.header("link").contains(&picture_address()), "{}", home.header("link"));
    for (title, leads_to) in
        [("Shop by category", "/en-ae/c/ceramics"), ("New in", PRODUCT), ("Collections", "/en-ae/c/gifts")]
    {
        let (_, section) =
            text.split_once(&format!("<bdi>{title}</bdi></h2>")).unwrap_or_else(|| panic!("{title}: {text}"));
        let (section, _) = section.split_once("</section>").unwrap();
        assert!(section.contains(&format!("href=\"{leads_to}\"")), "{title}: {section}");
    }
    // One product is not popular beside being new.
    assert!(!text.contains("Popular now"), "{text}");
}

#[tokio::test]
async fn empty_shop_says_so_and_leads_nowhere_that_is_not_there() {
    let shop = TestShop::opened_with("{\"format\": \"vitrine/1\"}").await;

    let home = shop.get("/en-ae").await;

    assert_eq!((home.status, home.title().as_str()), (200, "Vitrine"));
    let text = home.text();
    assert!(text.contains("We’re getting the shop ready."), "{text}");
    for absent in ["<ul></ul>", "/stories", "#menu", "<nav", "Help", "Collections"] {
        let body = text.split_once("<footer").map_or(text.as_str(), |(above, _)| above);
        assert!(!body.contains(absent), "{absent}: {body}");
    }
    assert!(!text.contains("id=\"footer-shop\"") && !text.contains("id=\"footer-help\""), "{text}");
    assert_eq!(shop.get("/en-ae/stories").await.status, 404);
    assert!(!shop.get("/sitemaps/shop-1.xml").await.text().contains("/stories<"));
}

#[tokio::test]
async fn stories_are_linked_from_the_moment_the_first_is_public() {
    let shop = TestShop::opened_with(&without(&["pages"])).await;
    let before = shop.get("/en-ae/c/vases").await.text();

    shop.import(SHOP).await;

    let after = shop.get("/en-ae/c/vases").await.text();
    assert!(!before.contains("href=\"/en-ae/stories\"") && before.contains("#menu"), "{before}");
    assert_eq!(after.matches("href=\"/en-ae/stories\"").count(), 3, "header, drawer and footer");
    assert_eq!(shop.get("/en-ae/stories").await.status, 200);
    assert!(shop.get("/sitemaps/shop-1.xml").await.text().contains("/en-ae/stories<"));
}

#[tokio::test]
async fn category_without_products_says_that_they_are_to_come() {
    let shop = TestShop::opened_with(&without(&["products", "collections", "pages"])).await;

    let page = shop.get(CATEGORY).await.text();

    assert!(page.contains("No products here yet"), "{page}");
    for absent in ["id=\"filters\"", "listing-bar", "match your filters", "0 products"] {
        assert!(!page.contains(absent), "{absent}: {page}");
    }
}

#[tokio::test]
async fn filters_that_nothing_fits_stay_to_be_taken_away() {
    let shop = TestShop::open().await;

    let page = shop.get("/en-ae/c/vases?price-from=9999999").await.text();

    assert!(page.contains("No products match your filters") && page.contains("id=\"filters\""), "{page}");
    assert!(page.contains("<span>See all: <bdi>Vases</bdi>"), "{page}");
}

#[tokio::test]
async fn tiles_without_any_picture_are_lines_and_beside_pictures_keep_a_place() {
    let shop = TestShop::opened_with(&without(&["pages"])).await;
    let some = shop.get("/en-ae/nowhere").await.text();
    let bare = document(|document| {
        document["categories"][0]["picture"] = "images/vase.jpg".into();
        let other = json!({
            "code": "lamps",
            "slug": { "en": "lamps", "ar": "مصابيح", "hi": "लैंप" },
            "name": { "en": "Lamps", "ar": "مصابيح", "hi": "लैंप" },
            "description": { "en": "", "ar": "", "hi": "" },
        });
        document["categories"].as_array_mut().unwrap().push(other);
    });

    shop.import(&bare).await;

    let mixed = shop.get("/en-ae/nowhere").await.text();
    assert!(some.contains("<ul class=\"tiles tiles-plain\">") && !some.contains("picture-none"), "{some}");
    assert!(mixed.contains("<ul class=\"tiles tiles-six\">") && mixed.contains("picture-none"), "{mixed}");
}
