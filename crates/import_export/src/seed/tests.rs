use std::collections::{HashMap, HashSet};

use database::testing::both_engines;
use types::Timestamp;

use super::*;
use crate::{
    ShopDocument,
    empty_texts::remove_empty_texts,
    export,
    testing::{AED, empty_shop, english, plan, write},
};

/// Returns a shop with only the categories and attributes of generated products.
pub(crate) fn base_shop() -> ShopDocument {
    base::base(Vec::new(), Vec::new())
}

fn products(count: u32, seed_number: u64) -> Vec<ProductDocument> {
    seed(count, seed_number).collect()
}

#[test]
fn the_same_seed_makes_the_same_products() {
    assert_eq!(products(50, 1), products(50, 1));
    assert_eq!(products(50, 1)[..20], products(20, 1)[..]);
    assert_ne!(products(50, 1), products(50, 2));
}

#[test]
fn the_numbers_of_a_seed_never_change() {
    let product = &products(3, 1)[2];

    let text =
        serde_json::to_string(&(english(&product.slug), &product.variants[0].price, product.popularity)).unwrap();

    assert_eq!(text, r#"["saffron-board-2",{"AED":1800,"INR":35900,"USD":500},10]"#);
}

#[test]
fn made_up_products_keep_every_rule() {
    let mut document = ShopDocument { products: products(3000, 42), ..base_shop() };
    remove_empty_texts(&mut document);

    let written = serde_json::to_vec(&document).unwrap();

    let read = plan("shop.json", &written, &empty_shop()).map(|plan| plan.document);

    assert_eq!(read, Ok(document));
}

#[test]
fn made_up_products_are_spread_as_a_shops_are() {
    let products = products(3000, 42);
    let variants: Vec<_> = products.iter().flat_map(|product| &product.variants).collect();

    let categories: HashSet<_> = products.iter().map(|product| &product.category).collect();
    let sold_out = variants.iter().filter(|variant| !variant.stock.is_available()).count();
    let mut colours: HashMap<_, usize> = HashMap::new();
    for product in &products {
        for value in &product.options[0].values {
            *colours.entry(value).or_default() += 1;
        }
    }
    let mut dirhams: Vec<_> = variants.iter().map(|variant| variant.price[&AED].minor() / 100).collect();
    dirhams.sort_unstable();

    assert_eq!(categories.len(), 6);
    assert!(products.iter().all(|product| (1..=6).contains(&product.variants.len())));
    assert!((variants.len() / 12..variants.len() / 6).contains(&sold_out));
    assert_eq!(colours.len(), 14);
    assert!(colours.values().max() > colours.values().min().map(|least| least * 5).as_ref());
    assert!((60..200).contains(&dirhams[dirhams.len() / 2]));
    assert!(dirhams[dirhams.len() - 1] > 1500);
}

#[test]
fn a_shops_own_words_are_kept_and_only_completed() {
    let mut theirs = base_shop();
    theirs.attributes[0].values.truncate(1);
    write(&mut theirs.attributes[0].name, "en", "Shade");
    theirs.categories.truncate(1);
    write(&mut theirs.categories[0].name, "en", "Pots and pans");

    let base = base::base(theirs.attributes, theirs.categories);

    assert_eq!(english(&base.attributes[0].name), "Shade");
    assert_eq!(base.attributes[0].values.len(), 14);
    assert_eq!(english(&base.categories[0].name), "Pots and pans");
    assert_eq!(base.categories.len(), 6);
}

#[tokio::test]
async fn a_seeded_shop_has_the_products_of_its_seed() {
    for given in both_engines().await {
        setup::testing::give_setup(&given.database).await;
        let seeding = Seeding { products: 30, seed: 9, now: Timestamp(1) };
        let mut told = Vec::new();

        let mut write = given.database.large_write().await.unwrap();
        let summary = seed_shop(&mut write, seeding, |products| told.push(products)).await.unwrap();

        let mut reader = given.database.read(Timestamp(2)).await.unwrap();
        let written = export(&mut reader).await.unwrap();
        assert_eq!(summary.products.added, 30);
        assert_eq!(told, [30]);
        assert_eq!(written.products, products(30, 9), "{}", given.engine);
    }
}
