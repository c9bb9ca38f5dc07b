//! Sitemaps of a large shop with long slugs: every shard keeps to the protocol's limits, and stays as it was unless one of
//! its own products changes.

use std::collections::BTreeSet;

use database::{sql, testing::both_engines};
use types::{CategoryId, Slug};

use crate::harness::{NOW, TestShop};

/// Products beside the one of the tests' shop.
const PRODUCTS: i64 = 2500;

/// Writes products whose slugs are as long as slugs can be, and each of whose letters takes nine characters in an address.
async fn given_long_slugs(shop: &TestShop) {
    let letters = "क".repeat(Slug::LONGEST - 5);
    let mut tx = shop.shop.database.write(NOW).await.unwrap();
    sql("WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < $1)
        INSERT INTO product (code, category_id, hsn, tags, popularity, published_from, created_at)
        SELECT 'long-' || CAST(n AS TEXT), $2, '691390', '', 0, 0, 0 FROM number")
    .bind(PRODUCTS)
    .bind(CategoryId(1))
    .execute(&mut tx)
    .await
    .unwrap();
    for language in ["en", "ar", "hi"] {
        sql("INSERT INTO product_text (product_id, language, slug, name, description, material, care)
            SELECT id, $1, $2 || CAST(10000 + id AS TEXT), code, '', '', '' FROM product WHERE code LIKE 'long-%'")
        .bind(language)
        .bind(&letters)
        .execute(&mut tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn publish(shop: &TestShop, code: &str, from: i64) {
    let mut tx = shop.shop.database.write(NOW).await.unwrap();
    sql("UPDATE product SET published_from = $1 WHERE code = $2").bind(from).bind(code).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Each shard of products with its text.
async fn shards(shop: &TestShop) -> Vec<(String, String)> {
    let index = shop.get("/sitemap.xml").await.addresses();
    let mut shards = Vec::new();
    for address in index.into_iter().filter(|address| address.contains("products")) {
        let shard = shop.get(&address).await.text();
        shards.push((address, shard));
    }
    shards
}

#[tokio::test]
async fn shards_keep_to_the_limits_whatever_the_slugs() {
    for database in both_engines().await {
        let shop = TestShop::over(database, "").await;
        given_long_slugs(&shop).await;

        let shards = shards(&shop).await;

        assert!(shards.len() > 1, "{} shards", shards.len());
        let mut named = BTreeSet::new();
        for (address, shard) in &shards {
            assert!(shard.len() < 40_000_000, "{address} has {} bytes", shard.len());
            let locations: Vec<&str> =
                shard.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
            assert!(locations.len() < 50_000, "{address} has {} addresses", locations.len());
            named.extend(locations.into_iter().map(str::to_owned));
        }
        assert_eq!(named.len(), 5 * (PRODUCTS as usize + 1), "each product once in each locale");
        let beyond = format!("/sitemaps/products-{}.xml", shards.len() + 1);
        assert_eq!(shop.get(&beyond).await.status, 404);
    }
}

#[tokio::test]
async fn publication_changes_the_shard_of_its_product_and_no_other() {
    for database in both_engines().await {
        let shop = TestShop::over(database, "").await;
        given_long_slugs(&shop).await;
        let before = shards(&shop).await;

        publish(&shop, "long-1", NOW.0 + 1).await;
        let without = shards(&shop).await;
        publish(&shop, "long-1", 0).await;
        let again = shards(&shop).await;

        assert!(without[0].1.len() < before[0].1.len());
        assert!(without[1..] == before[1..], "the others are as they were");
        assert!(again == before, "and so is the first, when the product is back");
    }
}
