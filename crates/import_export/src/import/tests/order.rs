//! The order of attributes, categories, collections and pages.

use catalog::{CategoryDocument, CollectionDocument, MembersDocument};
use content::{PageDocument, PageKind};

use super::*;

/// Returns the names in the shop's lists, in the order in which shoppers see them.
async fn seen(database: &Database) -> [Vec<String>; 5] {
    let mut reader = reader(database).await;
    let shop = export(&mut reader).await.unwrap();
    let codes = |codes: Vec<&Slug>| codes.into_iter().map(ToString::to_string).collect::<Vec<_>>();
    [
        codes(shop.attributes.iter().map(|attribute| &attribute.code).collect()),
        codes(shop.attributes[0].values.iter().map(|value| &value.code).collect()),
        codes(shop.categories.iter().map(|category| &category.code).collect()),
        codes(shop.collections.iter().map(|collection| &collection.code).collect()),
        codes(shop.pages.iter().map(|page| &page.code).collect()),
    ]
}

fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

/// Returns copies of an element with these codes.
fn copies<T: Clone>(of: &T, codes: [&str; 3], name: impl Fn(&mut T, Slug)) -> Vec<T> {
    let copy = |code: &str| {
        let mut copy = of.clone();
        name(&mut copy, slug(code));
        copy
    };
    codes.map(copy).to_vec()
}

fn own_slugs(code: &Slug) -> types::Translated<Slug> {
    crate::testing::translated(|_| code.clone())
}

/// Returns a document with three things of each kind.
fn three() -> ShopDocument {
    let mut shop = shop();
    shop.attributes[0].values =
        copies(&shop.attributes[0].values[0], ["clay", "ink", "sand"], |value, code| value.code = code);
    let category = CategoryDocument { parent: None, picture: None, ..shop.categories[0].clone() };
    let collection = CollectionDocument { picture: None, ..shop.collections[1].clone() };
    let page = PageDocument { kind: PageKind::Page, picture: None, blocks: Vec::new(), ..shop.pages[0].clone() };
    ShopDocument {
        attributes: copies(&shop.attributes[0], ["colour", "size", "room"], |attribute, code| attribute.code = code),
        categories: copies(&category, ["kitchen", "bath", "hall"], |category, code| {
            (category.slug, category.code) = (own_slugs(&code), code);
        }),
        collections: copies(&collection, ["new", "gifts", "sale"], |collection, code| {
            (collection.slug, collection.code) = (own_slugs(&code), code);
            collection.members = MembersDocument::Products(Vec::new());
        }),
        pages: copies(&page, ["about", "shipping", "returns"], |page, code| {
            (page.slug, page.code) = (own_slugs(&code), code);
        }),
        setup: shop.setup,
        ..ShopDocument::default()
    }
}

#[tokio::test]
async fn a_part_of_a_list_leaves_the_order_as_it_is() {
    for given in both_shops().await {
        brought(&given.database, &three()).await;
        let before = seen(&given.database).await;
        let mut part = three();
        part.attributes = vec![part.attributes[2].clone(), part.attributes[0].clone()];
        part.attributes[1].values.remove(0);
        part.attributes[1].values.reverse();
        part.categories = vec![part.categories[1].clone()];
        part.collections = vec![part.collections[2].clone()];
        part.pages = vec![part.pages[2].clone(), part.pages[1].clone()];

        brought(&given.database, &part).await;

        assert_eq!(seen(&given.database).await, before, "{}", given.engine);
    }
}

#[tokio::test]
async fn what_is_new_comes_last() {
    for given in both_shops().await {
        let mut first = three();
        let new = ShopDocument {
            attributes: first.attributes.drain(..1).collect(),
            categories: first.categories.drain(..1).collect(),
            collections: first.collections.drain(..1).collect(),
            pages: first.pages.drain(..1).collect(),
            ..ShopDocument::default()
        };
        brought(&given.database, &first).await;

        brought(&given.database, &new).await;

        let [attributes, _, categories, collections, pages] = seen(&given.database).await;
        assert_eq!(attributes, ["size", "room", "colour"], "{}", given.engine);
        assert_eq!(categories, ["bath", "hall", "kitchen"]);
        assert_eq!(collections, ["gifts", "sale", "new"]);
        assert_eq!(pages, ["shipping", "returns", "about"]);
    }
}

#[tokio::test]
async fn a_whole_list_is_put_in_the_files_order_and_goes_round() {
    for given in both_shops().await {
        brought(&given.database, &three()).await;
        let mut turned = three();
        turned.attributes.reverse();
        turned.attributes[0].values.reverse();
        turned.categories.reverse();
        turned.collections.reverse();
        turned.pages.reverse();

        brought(&given.database, &turned).await;

        let round = exported(&given.database).await;
        assert_eq!(round, turned, "{}", given.engine);
        brought(&given.database, &round).await;
        assert_eq!(exported(&given.database).await, turned, "{}", given.engine);
    }
}
