//! Texts that a language borrows from another.

use types::{LocalSlug, SlugLookup, Translated};

use super::given::{NOW, Shop, category, language, product, slug};
use crate::{CollectionDocument, MembersDocument, SluggedKind, categories, documents, product_by_slug, sitemap};

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
        assert_eq!((found.name.as_str(), found.name_language), ("vase en", Some(en)), "{}", shop.given.engine);
        assert_eq!((found.description.as_str(), found.description_language), ("description ar", Some(ar)));
        assert_eq!(found.material, "material hi");
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
        assert_eq!((found.name.as_str(), found.name_language), ("vase ar", None), "{}", shop.given.engine);
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
        assert_eq!((found.name.as_str(), found.name_language), ("مزهرية", None));
        let mut reader = shop.read_in("hi-in", NOW).await;
        let found = product_by_slug(&mut reader, &slug("مزهرية")).await.unwrap();
        let SlugLookup::Found(found) = found else { panic!("{found:?}") };
        assert_eq!(found.name_language, Some(language("ar")), "Hindi borrows from the nearest language");
    }
}

#[tokio::test]
async fn categories_attributes_and_collections_borrow_too_and_export_their_own_texts() {
    for shop in shops().await {
        let mut cups = category("cups", None);
        cups.name = only(&cups.name, &["en"]);
        cups.slug = only(&cups.slug, &["en"]);
        let gifts = CollectionDocument {
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
