//! Texts that a language borrows from another.

use std::sync::Arc;

use setup::{Setup, SetupDocument};
use types::{LocalSlug, SlugLookup, Timestamp, Translated};

use super::given::{NOW, Shop, category, language, product, slug};
use crate::{
    CollectionDocument, MembersDocument, ProductDocument, SluggedKind, categories, documents, product_by_slug, sitemap,
    slug_by_code,
};

/// Returns a shop in which Arabic borrows texts from English and Hindi from Arabic, on each engine.
async fn shops() -> Vec<Shop> {
    Shop::with_setup(&setup::testing::setup_with_fallbacks()).await
}

/// Returns a text in these languages alone.
fn only<T: Clone>(text: &Translated<T>, tags: &[&str]) -> Translated<T> {
    tags.iter().map(|tag| (language(tag), text.get(language(tag)).unwrap().clone())).collect()
}

#[tokio::test]
async fn a_missing_text_is_borrowed_and_says_from_which_language() {
    for shop in shops().await {
        let mut vase = product("vase", "vases", 100);
        let [en, ar] = ["en", "ar"].map(language);
        vase.name = only(&vase.name, &["en"]);
        vase.description = only(&vase.description, &["en", "ar"]);
        vase.slug = only(&vase.slug, &["en"]);
        shop.save(&vase).await;

        let mut reader = shop.read_in("hi-in", NOW).await;
        let found = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap();

        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        assert_eq!((found.name.text.as_str(), found.name.language), ("vase en", Some(en)), "{}", shop.given.engine);
        assert_eq!((found.description.text.as_str(), found.description.language), ("description ar", Some(ar)));
        assert_eq!(found.material.text, "material hi");
        let slugs = found.slugs.iter().map(|(_, slug)| slug.clone()).collect::<Vec<_>>();
        let of = |is_translated| LocalSlug { slug: "vase-en".to_owned(), is_translated };
        assert_eq!(slugs, [of(false), of(true), of(false)], "in the order of ar, en, hi");
        let entries = sitemap(&mut reader, SluggedKind::Product, 1, 10).await.unwrap();
        assert_eq!(entries.iter().map(|entry| &entry.slug).collect::<Vec<_>>(), [&found.slugs]);
        let exported = documents::products(&mut reader).await.unwrap();
        assert_eq!(exported, [vase], "borrowed texts are not exported");
    }
}

#[tokio::test]
async fn a_language_with_texts_of_its_own_borrows_none() {
    for shop in shops().await {
        shop.save(&product("vase", "vases", 100)).await;
        let mut reader = shop.read_in("ar-ae", NOW).await;

        let found = product_by_slug(&mut reader, &slug("vase-ar")).await.unwrap();

        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        assert_eq!((found.name.text.as_str(), found.name.language), ("vase ar", None), "{}", shop.given.engine);
        assert!(found.slugs.iter().all(|(_, slug)| slug.is_translated));
    }
}

#[tokio::test]
async fn a_translation_that_arrives_takes_the_place_of_the_borrowed_text() {
    for shop in shops().await {
        let mut vase = product("vase", "vases", 100);
        vase.name = only(&vase.name, &["en"]);
        vase.slug = only(&vase.slug, &["en"]);
        shop.save(&vase).await;
        vase.name.insert(language("ar"), "مزهرية".to_owned());
        vase.slug.insert(language("ar"), slug("مزهرية"));

        shop.save(&vase).await;

        let mut reader = shop.read_in("ar-ae", NOW).await;
        let moved = product_by_slug(&mut reader, &slug("vase-en")).await.unwrap();
        assert!(matches!(moved, SlugLookup::Redirect(to) if to == "مزهرية"), "{}", shop.given.engine);
        let found = product_by_slug(&mut reader, &slug("مزهرية")).await.unwrap();
        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        assert_eq!((found.name.text.as_str(), found.name.language), ("مزهرية", None));
        let mut reader = shop.read_in("hi-in", NOW).await;
        let found = product_by_slug(&mut reader, &slug("مزهرية")).await.unwrap();
        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        assert_eq!(found.name.language, Some(language("ar")), "Hindi borrows from the nearest language");
    }
}

#[tokio::test]
async fn categories_attributes_and_collections_borrow_too_and_export_their_own_texts() {
    for shop in shops().await {
        let mut cups = category("cups", None);
        cups.name = only(&cups.name, &["en"]);
        cups.slug = only(&cups.slug, &["en"]);
        let gifts = CollectionDocument {
            archived: false,
            redirect: None,
            code: slug("gifts"),
            slug: [(language("en"), slug("gifts"))].into_iter().collect(),
            name: [(language("en"), "Gifts".to_owned())].into_iter().collect(),
            description: Translated::default(),
            picture: None,
            published: None,
            members: MembersDocument::Products(Vec::new()),
        };
        let mut reader = shop.read().await;
        let mut colour = documents::attributes(&mut reader).await.unwrap().swap_remove(0);
        colour.name = only(&colour.name, &["en"]);
        colour.values[0].label = only(&colour.values[0].label, &["en"]);
        let mut tx = shop.given.database.write(types::Timestamp(NOW)).await.unwrap();
        crate::save_category(&mut tx, &shop.setup, &cups, 9, None).await.unwrap();
        crate::save_collection(&mut tx, &shop.setup, &gifts, 0, None).await.unwrap();
        crate::save_attribute(&mut tx, &shop.setup, &colour, 0).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = shop.read_in("hi-in", NOW).await;
        let shown = categories(&mut reader).await.unwrap();
        let shown = shown.iter().find(|node| node.code == "cups").unwrap();

        assert_eq!((shown.name.as_str(), shown.slug.as_str()), ("cups en", "cups-en"), "{}", shop.given.engine);
        assert!(documents::categories(&mut reader).await.unwrap().contains(&cups));
        assert_eq!(documents::collections(&mut reader).await.unwrap(), [gifts]);
        assert_eq!(documents::attributes(&mut reader).await.unwrap()[0], colour);
    }
}

/// Returns the tests' setup after a change.
fn changed_setup(change: impl FnOnce(&mut SetupDocument)) -> Arc<Setup> {
    let mut document = setup::testing::document();
    change(&mut document);
    Arc::new(Setup::check(&document).unwrap())
}

/// Returns a product with these slugs in English and Arabic alone.
fn slugged(code: &str, [english, arabic]: [&str; 2]) -> ProductDocument {
    let slug = [("en", english), ("ar", arabic)].map(|(tag, text)| (language(tag), slug(text))).into_iter().collect();
    ProductDocument { slug, ..product(code, "vases", 100) }
}

/// Refills the texts for another setup, and returns the reason if that is refused.
async fn refill(shop: &Shop, setup: &Setup) -> Result<(), String> {
    let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
    setup::save_setup(&mut tx, setup).await.unwrap();
    crate::refill_texts(&mut tx, setup).await.map_err(|error| error.to_string())?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn hindi_slug(shop: &Shop, code: &str) -> String {
    let mut reader = shop.read_in("hi-in", NOW).await;
    slug_by_code(&mut reader, SluggedKind::Product, code).await.unwrap().unwrap()
}

#[tokio::test]
async fn slugs_are_borrowed_from_another_language_when_the_fallback_changes() {
    let from_english = changed_setup(|setup| setup.languages[2].fallback = Some(language("en")));
    let from_arabic = changed_setup(|setup| setup.languages[2].fallback = Some(language("ar")));
    for shop in Shop::with_setup(&from_english).await {
        shop.save(&slugged("vase", ["vase", "pot"])).await;
        shop.save(&slugged("pot", ["pot", "vase"])).await;

        refill(&shop, &from_arabic).await.unwrap();

        let slugs = [hindi_slug(&shop, "vase").await, hindi_slug(&shop, "pot").await];
        assert_eq!(slugs, ["pot", "vase"], "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn borrowed_slug_leads_on_when_another_one_takes_its_place() {
    let from_english = changed_setup(|setup| setup.languages[2].fallback = Some(language("en")));
    let only_hindi = changed_setup(|setup| {
        setup.languages.remove(0);
        setup.languages[1].fallback = Some(language("ar"));
        for market in &mut setup.markets {
            market.locales.remove(&language("en"));
        }
        setup.markets[2].locales.insert(language("ar"), "ar-us".to_owned());
    });
    for shop in Shop::with_setup(&from_english).await {
        shop.save(&slugged("vase", ["vase", "jarra"])).await;

        refill(&shop, &only_hindi).await.unwrap();

        let mut reader = shop.read_in("hi-in", NOW).await;
        let found = product_by_slug(&mut reader, &slug("vase")).await.unwrap();
        assert!(matches!(found, SlugLookup::Redirect(to) if to == "jarra"), "{}", shop.given.engine);
    }
}

#[tokio::test]
async fn borrowed_slug_that_another_thing_has_is_refused_with_both_names() {
    let without_hindi = changed_setup(|setup| {
        setup.languages.pop();
        setup.markets[1].locales.remove(&language("hi"));
    });
    for shop in Shop::on_both_engines().await {
        shop.save(&product("old", "vases", 100)).await;
        refill(&shop, &without_hindi).await.unwrap();
        let new = ProductDocument { slug: slugged("new", ["old-hi", "new-ar"]).slug, ..product("new", "vases", 100) };
        shop.save(&new).await;

        let refused = refill(&shop, &setup::testing::setup()).await.unwrap_err();
        shop.save(&slugged("new", ["new", "new-ar"])).await;
        refill(&shop, &setup::testing::setup()).await.unwrap();

        assert_eq!(
            refused,
            "in hi the product \"new\" and the product \"old\" would have the same slug \"old-hi\", because a language \
            without a slug of its own borrows one; give one of them another slug first, then save the setup again",
            "{}",
            shop.given.engine
        );
    }
}

#[tokio::test]
async fn category_and_collection_borrow_no_slug_of_each_other() {
    let with_fallbacks = setup::testing::setup_with_fallbacks();
    for shop in Shop::on_both_engines().await {
        let cups = category("cups", None);
        let gifts = CollectionDocument {
            archived: false,
            redirect: None,
            code: slug("gifts"),
            slug: [(language("en"), slug("gifts")), (language("ar"), cups.slug.get(language("hi")).unwrap().clone())]
                .into_iter()
                .collect(),
            name: [(language("en"), "Gifts".to_owned())].into_iter().collect(),
            description: Translated::default(),
            picture: None,
            published: None,
            members: MembersDocument::Products(Vec::new()),
        };
        let mut tx = shop.given.database.write(Timestamp(NOW)).await.unwrap();
        crate::save_category(&mut tx, &shop.setup, &cups, 9, None).await.unwrap();
        crate::save_collection(&mut tx, &shop.setup, &gifts, 0, None).await.unwrap();
        tx.commit().await.unwrap();

        let refused = refill(&shop, &with_fallbacks).await.unwrap_err();

        assert!(refused.contains("the category \"cups\" and the collection \"gifts\""), "{refused}");
    }
}

#[tokio::test]
async fn things_without_a_slug_in_a_new_first_language_stay() {
    let primary = changed_setup(|setup| {
        setup.languages.swap(0, 2);
        setup.languages[1].fallback = None;
    });
    for shop in Shop::on_both_engines().await {
        let german = changed_setup(|setup| {
            setup.languages[0].tag = language("de");
            for market in &mut setup.markets {
                let prefix = market.locales.remove(&language("en")).unwrap();
                market.locales.insert(language("de"), prefix);
            }
        });
        shop.save(&product("vase", "vases", 100)).await;
        shop.save(&product("pot", "vases", 100)).await;

        refill(&shop, &primary).await.unwrap();
        refill(&shop, &german).await.unwrap();
    }
}
