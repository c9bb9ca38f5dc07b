//! Pages are kept, and never shown when a render would make another one.

use std::time::Duration;

use axum::http::Request;
use database::sql;
use rand::{Rng as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_pcg::Pcg64Mcg;
use serde_json::Value;
use types::Timestamp;

use crate::harness::{Answer, NOW, SHOP, TestShop};

const PAGES: [&str; 9] = [
    "/en-ae",
    "/ar-ae",
    "/en-us",
    "/en-ae/c/vases",
    "/en-ae/c/vases?colour=clay",
    "/en-us/c/vases?sort=price",
    "/en-ae/p/dune-vase",
    "/en-ae/stories",
    "/en-us/stories/dune-glaze",
];

/// 2026-11-01T00:00:00Z, when the vase costs less.
const AUTUMN_SALE: Timestamp = Timestamp(1_793_491_200_000);

fn status(answer: &Answer) -> &str {
    answer.header("cache-status")
}

#[tokio::test]
async fn second_visitor_gets_the_page_that_was_kept() {
    let shop = TestShop::open().await;

    let [first, second] = [shop.get("/en-ae/c/vases").await, shop.get("/en-ae/c/vases").await];

    assert_eq!([status(&first), status(&second)], ["vitrine; fwd=miss; ttl=13219200", "vitrine; hit; ttl=13219200"]);
    assert_eq!(first.body, second.body);
    assert!(second.header("server-timing").starts_with("render;dur="), "{}", second.header("server-timing"));
    assert_eq!(second.header("cache-control"), first.header("cache-control"));
    assert_eq!(second.header("content-security-policy"), first.header("content-security-policy"));
}

#[tokio::test]
async fn query_noise_leads_to_the_same_kept_page() {
    let shop = TestShop::open().await;
    let plain = shop.get("/en-ae/c/vases?colour=clay").await;

    for noise in ["colour=clay&utm_source=x", "gclid=1&colour=clay", "colour=clay&Colour=ink", "colour=clay&"] {
        let answer = shop.get(&format!("/en-ae/c/vases?{noise}")).await;

        assert_eq!(answer.body, plain.body, "{noise}");
        assert!(status(&answer).starts_with("vitrine; hit"), "{noise}: {}", status(&answer));
    }
    assert!(status(&shop.get("/en-ae/p/dune-vase?page=2").await).starts_with("vitrine; fwd=miss"));
    assert!(status(&shop.get("/en-ae/p/dune-vase").await).starts_with("vitrine; hit"));
}

#[tokio::test]
async fn addresses_that_lead_nowhere_are_not_kept() {
    let shop = TestShop::open().await;

    for _ in 0..2 {
        assert_eq!(status(&shop.get("/en-ae/p/unknown").await), "vitrine; fwd=miss");
    }
}

/// As `SHOP`, with another price for the vase in the Emirates.
fn with_price(dirhams: u32) -> String {
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    *document.pointer_mut("/products/0/variants/0/price/AED").unwrap() = (dirhams * 100).into();
    document.to_string()
}

/// As after a restore, or after a fail-over to a replica that had not received the last write: other rows under the same
/// revision.
#[tokio::test]
async fn pages_of_another_epoch_are_not_shown_though_the_revision_is_the_same() {
    for database in database::testing::both_engines().await {
        let engine = database.engine;
        let shop = TestShop::over(database, "").await;
        let _open = shop.serve(Duration::ZERO, Duration::ZERO).await;
        let pages = ["/en-ae/c/vases?sort=price", "/en-ae/p/dune-vase?colour=clay"];
        for page in pages {
            assert!(shop.get(page).await.text().contains("190.00"), "{engine} {page}");
        }
        let before = shop.version().await;

        let mut tx = shop.shop.database.write(NOW).await.unwrap();
        sql("UPDATE price SET amount = 14500 WHERE amount = 19000").execute(&mut tx).await.unwrap();
        tx.begin_epoch(7).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();
        shop.shop.database.wait_for_followers(before.revision).await;

        assert_eq!(shop.version().await.revision, before.revision, "{engine}");
        for page in pages {
            let answer = shop.get(page).await;
            assert!(answer.text().contains("145.00") && !answer.text().contains("190.00"), "{engine} {page}");
        }
    }
}

#[tokio::test]
async fn changed_price_is_seen_by_the_next_visitor() {
    for database in database::testing::both_engines().await {
        let engine = database.engine;
        let shop = TestShop::over(database, "").await;
        for page in PAGES {
            shop.get(page).await;
        }

        shop.import(&with_price(777)).await;

        for page in ["/en-ae/p/dune-vase", "/en-ae/c/vases"] {
            let answer = shop.get(page).await;
            assert!(answer.text().contains("777"), "{page} {engine}");
            assert!(status(&answer).starts_with("vitrine; fwd=miss"), "{page} {engine}");
        }
    }
}

#[tokio::test]
async fn scheduled_price_ends_the_page_at_its_very_moment() {
    let shop = TestShop::open().await;
    let page = "/en-ae/c/vases";
    let seconds = (AUTUMN_SALE.0 - NOW.0) / 1000;

    let first = shop.get(page).await;
    shop.shop.clock.set(AUTUMN_SALE.plus_millis(-1));
    let before = shop.get(page).await;
    shop.shop.clock.set(AUTUMN_SALE);
    let after = shop.get(page).await;

    assert_eq!(status(&first), format!("vitrine; fwd=miss; ttl={seconds}"));
    assert_eq!(status(&before), "vitrine; hit; ttl=0");
    assert_eq!(before.body, first.body);
    assert!(status(&after).starts_with("vitrine; fwd=miss"), "{}", status(&after));
    assert_ne!(after.body, before.body);
    assert_eq!(after.body, shop.rendered_anew(page).await.body);
}

/// Writes of all kinds in any order; after each, every page must be what a shop that keeps nothing would show.
#[tokio::test]
async fn kept_pages_are_what_a_render_would_make_after_any_write() {
    let shop = TestShop::open().await;
    let mut numbers = Pcg64Mcg::seed_from_u64(11);
    let pieces: Value = serde_json::from_str(SHOP).unwrap();
    let sections = pieces.as_object().unwrap().keys().filter(|name| *name != "setup");
    let sections: Vec<String> = sections.cloned().collect();

    for turn in 0..25 {
        for page in PAGES {
            shop.get(page).await;
        }
        let mut document = pieces.clone();
        changed(&mut document, &mut numbers, &sections, turn);
        shop.import(&document.to_string()).await;
        shop.set_stock("DUNE-CLAY", numbers.random_range(0..5)).await;

        for page in PAGES {
            let [kept, rendered] = [shop.get(page).await, shop.rendered_anew(page).await];
            assert_eq!(kept.text(), rendered.text(), "{page} after turn {turn}");
        }
    }
}

/// Header, drawer and footer are laid out once for many pages: each page must be marked in them as the one that it is.
#[tokio::test]
async fn ways_are_marked_where_they_lead_to_the_page_itself() {
    let shop = TestShop::open().await;
    let pages = [
        ("/en-ae/p/dune-vase", [0, 0, 0, 0]),
        ("/en-ae/c/ceramics", [3, 0, 0, 0]),
        ("/en-ae/c/gifts", [0, 2, 0, 0]),
        ("/en-ae/p/dune-vase?colour=clay", [0, 0, 0, 0]),
        ("/en-ae/stories/dune-glaze", [0, 0, 3, 0]),
        ("/en-ae/pages/shipping", [0, 0, 0, 2]),
        ("/en-ae/c/vases", [0, 0, 0, 0]),
        ("/en-ae/c/ceramics?sort=price", [3, 0, 0, 0]),
    ];

    for (page, expected) in pages {
        let text = shop.get(page).await.text();
        let marks = ["c/ceramics", "c/gifts", "stories", "pages/shipping"]
            .map(|way| text.matches(&format!("<a href=\"/en-ae/{way}\" aria-current=\"page\">")).count());
        assert_eq!(marks, expected, "{page}");
        let here = text.matches("<a href=\"/ar-ae").count();
        assert!(here >= 2 && !text.contains("<!--locales-->"), "{page} names its locales above and below");
    }
}

/// Another name or text somewhere.
fn changed(document: &mut Value, numbers: &mut Pcg64Mcg, sections: &[String], turn: u32) {
    let section = sections.choose(numbers).unwrap();
    let mut texts = Vec::new();
    collect(&format!("/{section}"), &document[section.as_str()], &mut texts);
    if let Some(text) = texts.choose(numbers) {
        let value = document.pointer_mut(text).unwrap();
        *value = format!("{} {turn}", value.as_str().unwrap()).into();
    }
}

/// Where words stand that any words may replace.
fn collect(at: &str, value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let words = |name: &str| ["en", "ar", "hi"].contains(&name) && !at.ends_with("/slug");
            for (name, value) in fields {
                let path = format!("{at}/{name}");
                if value.as_str().is_some_and(|text| !text.is_empty()) && words(name) {
                    into.push(path);
                } else {
                    collect(&path, value, into);
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| collect(&format!("{at}/{index}"), item, into));
        }
        _ => {}
    }
}

#[tokio::test]
async fn held_form_is_held_after_a_better_one_was_made() {
    let shop = TestShop::open().await;
    let ask = || Request::get("/en-ae/p/dune-vase").header("accept-encoding", "br");
    let quick = shop.ask(ask()).await;

    asked_for_over_minutes(&shop, &["/en-ae/p/dune-vase"]).await;
    recompressed(&shop, 1).await;
    let best = shop.ask(ask()).await;

    assert!(best.header("etag").ends_with("-br-best\""), "{}", best.header("etag"));
    assert!(best.body.len() < quick.body.len(), "{} {}", best.body.len(), quick.body.len());
    for tag in [quick.header("etag"), best.header("etag")] {
        let held = shop.ask(ask().header("if-none-match", tag)).await;
        assert_eq!((held.status, held.header("etag")), (304, tag));
        assert_eq!(held.header("content-security-policy"), "");
    }
}

#[tokio::test]
async fn only_pages_without_a_query_that_are_asked_for_over_minutes_are_recompressed() {
    let shop = TestShop::open().await;
    let filtered: Vec<_> = (1..30).map(|price| format!("/en-ae/c/vases?price-from={price}")).collect();
    let mut pages: Vec<&str> = filtered.iter().map(String::as_str).collect();
    pages.push("/en-ae/p/dune-vase");

    for _ in 0..100 {
        shop.ask(Request::get("/en-ae").header("accept-encoding", "br")).await;
    }
    asked_for_over_minutes(&shop, &pages).await;
    recompressed(&shop, 1).await;

    let home = shop.ask(Request::get("/en-ae").header("accept-encoding", "br")).await;
    let metrics = shop.metrics().await;
    assert!(home.header("etag").ends_with("-br\""), "{}", home.header("etag"));
    for line in ["vitrine_recompressions_dropped_total 0", "vitrine_recompressions_waiting 0"] {
        assert!(metrics.contains(line), "{metrics}");
    }
}

#[tokio::test]
async fn every_form_of_a_page_counts_in_the_cache() {
    let shop = TestShop::open().await;
    shop.get("/en-ae").await;
    let plain = cache_bytes(&shop).await;

    let mut forms = Vec::new();
    for encoding in ["br", "zstd", "gzip"] {
        let form = shop.ask(Request::get("/en-ae").header("accept-encoding", encoding)).await;
        forms.push(form.body.len());
    }

    let all = cache_bytes(&shop).await;
    assert!(all >= plain + forms.iter().sum::<usize>(), "{plain} {all} {forms:?}");
    shop.get_with("/en-ae", "accept-encoding", "br").await;
    assert_eq!(cache_bytes(&shop).await, all);
}

/// Asks for each page eight times in the course of two and a half minutes.
async fn asked_for_over_minutes(shop: &TestShop, pages: &[&str]) {
    for turn in 0..8 {
        shop.shop.clock.set(NOW.plus_millis(turn * 20_000));
        for page in pages {
            shop.ask(Request::get(*page).header("accept-encoding", "br")).await;
        }
    }
}

/// Returns when so many pages have been recompressed, and none waits.
async fn recompressed(shop: &TestShop, pages: usize) {
    let done = format!("vitrine_recompressions_total {pages}\n");
    while !shop.metrics().await.contains(&done) {
        tokio::task::yield_now().await;
    }
}

async fn cache_bytes(shop: &TestShop) -> usize {
    let metrics = shop.metrics().await;
    let line = metrics.lines().find_map(|line| line.strip_prefix("vitrine_page_cache_bytes "));
    line.unwrap().parse().unwrap()
}
