//! Fields that a merchant leaves empty leave no trace on a page.

use crate::{every_address::pages_in_sitemaps, harness::TestShop};

/// The elements that stand for a text or a list.
const HOLDERS: [&str; 14] =
    ["p", "h1", "h2", "h3", "dt", "dd", "dl", "li", "figcaption", "blockquote", "bdi", "a", "title", "script"];

#[tokio::test]
async fn empty_texts_leave_no_element() {
    let shop = TestShop::bare().await;

    let mut pages: Vec<String> = pages_in_sitemaps(&shop).await.into_iter().collect();
    pages.push("/en-ae/p/plain-vase?colour=clay".to_owned());
    for address in pages {
        let page = shop.get(&address).await;

        for tag in page.tags() {
            // A loader has no text of its own.
            let holds = HOLDERS.contains(&tag.name.as_str()) && tag.get("src").is_none() && tag.get("role").is_none();
            assert!(!(tag.is_empty && holds), "{tag:?} on {address}");
            assert!(tag.get("content").is_none_or(|content| !content.trim().is_empty()), "{tag:?} on {address}");
        }
        assert!(!page.text().contains("<div class=\"prose wrap\"></div>"), "{address}");
    }
}

#[tokio::test]
async fn only_known_facts_have_a_row() {
    let (bare, full) = (TestShop::bare().await, TestShop::full().await);
    let rows = async |shop: &TestShop, product: &str| {
        shop.get(&format!("/en-ae/p/{product}")).await.tags().iter().filter(|tag| tag.name == "dt").count()
    };

    assert_eq!(rows(&bare, "plain-vase").await, 0);
    assert_eq!(rows(&bare, "dune-vase").await, 2, "dimensions and weight");
    assert_eq!(rows(&full, "coat").await, 5);
}
