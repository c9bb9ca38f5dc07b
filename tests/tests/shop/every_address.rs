//! Every address that a page names answers, in whichever of its parts: links, pictures, files, structured data, the
//! headers for early fetching, sitemaps.

use std::collections::{BTreeMap, BTreeSet};

use crate::harness::{Answer, TestShop};

/// The addresses of every page in the sitemaps.
pub(crate) async fn pages_in_sitemaps(shop: &TestShop) -> BTreeSet<String> {
    let mut pages = BTreeSet::new();
    for sitemap in shop.get("/sitemap.xml").await.addresses() {
        let shard = shop.get(&sitemap).await;
        assert_eq!(shard.status, 200, "{sitemap}");
        pages.extend(shard.addresses());
    }
    pages
}

/// Returns true if the addresses that this answer names are requested, too. Filtered listings are without number: those with
/// one filter are enough.
fn is_read(address: &str, answer: &Answer) -> bool {
    let kind = answer.header("content-type");
    let narrowed = address.contains("/c/") && address.matches('=').count() > 1;
    (kind.starts_with("text/html") || kind.starts_with("application/xml")) && !narrowed
}

#[tokio::test]
async fn every_address_on_every_page_answers() {
    let shop = TestShop::full().await;
    let mut named_by: BTreeMap<String, String> = BTreeMap::new();
    let mut waiting: Vec<String> = ["/sitemap.xml", "/en-ae", "/en-ae/unknown"].map(str::to_owned).into();

    let mut broken = Vec::new();
    while let Some(address) = waiting.pop() {
        let answer = shop.get(&address).await;
        if answer.status != 200 && address != "/en-ae/unknown" {
            broken.push(format!("{} {address} on {}", answer.status, named_by[&address]));
        }
        if !is_read(&address, &answer) {
            continue;
        }
        for other in answer.addresses() {
            if !named_by.contains_key(&other) {
                named_by.insert(other.clone(), address.clone());
                waiting.push(other);
            }
        }
    }

    assert_eq!(broken, [""; 0]);
    let walked = [
        "/ar-ae/p/",
        "/hi-in/c/",
        "/en-us/stories/",
        "/en-in/pages/",
        ".avif",
        ".webp",
        ".jpg",
        "-4x5-",
        "-16x9-",
        "-2x1-",
        "-21x9-",
        "/assets/",
        "/icon.svg",
        "/speculation-rules.json",
        "?colour=",
        "&size=",
    ];
    for part in walked {
        assert!(named_by.keys().any(|address| address.contains(part)), "no page names {part}");
    }
}

#[tokio::test]
async fn pictures_for_machines_are_the_widest_there_are() {
    let shop = TestShop::full().await;
    let widths = [("print-1", 160), ("print-40", 160), ("print-227", 226), ("print-700", 640), ("print-2000", 1810)];

    for (product, width) in widths {
        let page = shop.get(&format!("/en-ae/p/{product}")).await;
        let shared = page
            .tags()
            .iter()
            .find(|tag| tag.get("property") == Some("og:image"))
            .unwrap()
            .get("content")
            .unwrap()
            .to_owned();
        let described = page.structured_data()[0]["image"][0].as_str().unwrap().to_owned();

        assert!(shared.ends_with(&format!("/{width}.jpg")), "{product} {shared}");
        assert_eq!(described, shared, "{product}");
    }
}
