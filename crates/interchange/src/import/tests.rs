use database::{Database, sql, testing::both_engines};
use types::{Locale, Timestamp};

use super::*;
use crate::{Known, export, read_json};

#[test]
fn parents_are_written_before_what_is_under_them() {
    let category = |code: &str, parent: Option<&str>| CategoryDocument {
        code: Slug::new(code).unwrap(),
        parent: parent.map(|parent| Slug::new(parent).unwrap()),
        slug: types::Translated::from_fn(|_| Slug::new(code).unwrap()),
        name: types::Translated::from_fn(|_| code.to_owned()),
        description: types::Translated::from_fn(|_| String::new()),
        picture: None,
    };
    let categories = [category("cups", Some("kitchen")), category("kitchen", Some("home")), category("home", None)];

    let placed: Vec<(&str, i64)> =
        parents_first(&categories).into_iter().map(|(category, place)| (category.code.as_str(), place)).collect();

    assert_eq!(placed, [("home", 2), ("kitchen", 1), ("cups", 0)]);
}

const SHOP: &str = include_str!("../read_json/shop.json");

fn shop() -> ShopDocument {
    read_json("shop.json", SHOP.as_bytes(), &Known::default()).unwrap()
}

/// A picture's row without its source, as far as other nouns can tell one from the other.
async fn given_picture(database: &Database) -> HashMap<String, PictureId> {
    let mut tx = database.write(Timestamp(1)).await.unwrap();
    for text in [
        "INSERT INTO picture (id, content_hash, file_name, bytes, width, height, colour, focal_x, focal_y, created_at)
         VALUES (5, 'hash', 'images/vase.jpg', 1, 4, 5, '#ffffff', 400, 600, 1)",
        "INSERT INTO picture_text (picture_id, language, alt) VALUES (5, 'en', 'A vase'), (5, 'ar', 'مزهرية'), (5, 'hi', 'फूलदान')",
    ] {
        sql(text).execute(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    HashMap::from([("images/vase.jpg".to_owned(), PictureId(5))])
}

async fn exported(database: &Database) -> ShopDocument {
    export(&mut database.read(Locale::EnAe, Timestamp(2)).await.unwrap()).await.unwrap()
}

async fn imported(database: &Database, document: &ShopDocument, pictures: &HashMap<String, PictureId>) -> Summary {
    let mut tx = database.write(Timestamp(2)).await.unwrap();
    let summary = import(&mut tx, document, pictures).await.unwrap();
    tx.commit().await.unwrap();
    summary
}

#[tokio::test]
async fn what_is_imported_once_or_twice_is_exported_as_it_was() {
    for given in both_engines().await {
        let pictures = given_picture(&given.database).await;

        let summary = imported(&given.database, &shop(), &pictures).await;
        let once = exported(&given.database).await;
        imported(&given.database, &shop(), &pictures).await;
        let twice = exported(&given.database).await;

        assert_eq!((summary.products, summary.variants, summary.pages), (1, 2, 1));
        assert_eq!(without_pictures(once), without_pictures(shop()), "{}", given.engine);
        assert_eq!(without_pictures(twice), without_pictures(shop()), "{}", given.engine);
    }
}

#[tokio::test]
async fn an_import_with_one_bad_product_leaves_nothing() {
    for given in both_engines().await {
        let pictures = given_picture(&given.database).await;
        let mut document = shop();
        let mut twin = document.products[0].clone();
        twin.code = Slug::new("twin").unwrap();
        document.products.push(twin);

        let mut tx = given.database.write(Timestamp(2)).await.unwrap();
        let refused = import(&mut tx, &document, &pictures).await.unwrap_err();
        drop(tx);

        assert_eq!(
            refused.to_string(),
            "the product \"twin\" was not saved: the slug dune-vase belongs to something else"
        );
        let left = exported(&given.database).await;
        assert_eq!(without_pictures(left), ShopDocument::default(), "{}", given.engine);
    }
}

#[tokio::test]
async fn a_picture_that_is_not_there_stops_the_import() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(2)).await.unwrap();

        let refused = import(&mut tx, &shop(), &HashMap::new()).await.unwrap_err();

        assert_eq!(refused.to_string(), "there is no picture \"images/vase.jpg\"", "{}", given.engine);
    }
}

#[tokio::test]
async fn what_the_shop_has_is_known_to_the_next_import() {
    for given in both_engines().await {
        let pictures = given_picture(&given.database).await;
        imported(&given.database, &shop(), &pictures).await;

        let mut reader = given.database.read(Locale::EnAe, Timestamp(3)).await.unwrap();
        let known = Known::of_shop(&mut reader).await.unwrap();

        let from_document = Known::from(&shop());
        assert_eq!(known.slugs, from_document.slugs, "{}", given.engine);
        assert_eq!(known.skus, from_document.skus, "{}", given.engine);
        assert_eq!(known.attributes, from_document.attributes, "{}", given.engine);
    }
}

/// The test's picture has no document of its own: its row was written by hand.
fn without_pictures(document: ShopDocument) -> ShopDocument {
    ShopDocument { pictures: Vec::new(), ..document }
}
