//! Setups that change under a shop that has texts and prices.

use setup::{LanguageDocument, SetupDocument, testing::language};
use types::Language;

use super::*;

fn alone(setup: SetupDocument) -> ShopDocument {
    ShopDocument { setup: Some(setup), ..ShopDocument::default() }
}

/// Returns the tests' setup with a further language that borrows from English, in the market `ae`.
fn with_german() -> SetupDocument {
    let mut setup = setup::testing::document();
    let german = language("de");
    setup.languages.push(LanguageDocument {
        tag: german,
        fallback: Some(language("en")),
        name: None,
        texts: std::collections::BTreeMap::new(),
    });
    setup.markets[0].locales.insert(german, "de-ae".to_owned());
    setup
}

/// Imports the whole shop with its picture's row.
async fn furnished(database: &Database) {
    let pictures = given_picture(database).await;
    imported(database, &shop(), &pictures).await;
}

/// Returns the rows of a table's texts in a language.
async fn texts(database: &Database, column: &str, table: &str, of: Language) -> Vec<String> {
    let statement = format!("SELECT {column} FROM {table} WHERE language = '{of}' ORDER BY {column}");
    let rows = database::Statement::composed(statement).all(&mut reader(database).await).await.unwrap();
    rows.iter().map(|row| row.column(0).unwrap()).collect()
}

#[tokio::test]
async fn language_with_a_fallback_is_added_and_removed_and_every_text_stays() {
    for given in both_shops().await {
        let database = &given.database;
        furnished(database).await;
        let before = exported(database).await;

        brought(database, &alone(with_german())).await;
        let borrowed = texts(database, "slug", "product_text", language("de")).await;
        let with_german = exported(database).await;
        let mut own = with_german.clone();
        own.pictures.clear();
        write(&mut own.products[0].name, "de", "Dünenvase");
        let file = serde_json::to_string(&own).unwrap();
        let pictures = HashMap::from([("images/vase.jpg".to_owned(), PictureId(5))]);
        imported_file(database, "shop.json", &file, &pictures).await;
        let german = exported(database).await;
        brought(database, &alone(setup::testing::document())).await;
        let after = exported(database).await;
        brought(database, &alone(self::with_german())).await;
        let again = exported(database).await;

        assert_eq!(borrowed, ["dune-vase"], "{}", given.engine);
        assert_eq!(with_german.products, before.products, "borrowed texts are not exported");
        assert_eq!(with_german.pages, before.pages);
        assert_eq!(german.products[0].name.get(language("de")).map(String::as_str), Some("Dünenvase"));
        assert_eq!(after, before, "{}", given.engine);
        assert_eq!(again, german, "{}", given.engine);
    }
}

#[tokio::test]
async fn export_with_borrowed_texts_is_imported_without_a_change() {
    for given in both_shops().await {
        furnished(&given.database).await;
        brought(&given.database, &alone(with_german())).await;

        let exported = exported(&given.database).await;
        let text = serde_json::to_string(&exported).unwrap();
        let mut reader = given.database.read(Timestamp(4)).await.unwrap();
        let names = crate::ImportFile::decode("shop.json", text.as_bytes()).unwrap();
        let known = ExistingShop::of_shop(&mut reader, &names.open().unwrap().names()).await.unwrap();
        let without = ShopDocument { pictures: Vec::new(), ..exported };
        let text = serde_json::to_string(&without).unwrap();
        let plan = crate::testing::plan("shop.json", text.as_bytes(), &known).unwrap();

        assert!(plan.changes_nothing(), "{}: {}", given.engine, plan.summary);
    }
}

#[tokio::test]
async fn changed_setup_alone_touches_only_its_keys() {
    for given in both_shops().await {
        furnished(&given.database).await;
        let before = reader(&given.database).await.revision().await.unwrap();
        let mut setup = setup::testing::document();
        setup.markets[1].returns_days = Some(14);

        brought(&given.database, &alone(setup)).await;

        let statement = sql("SELECT cache_key FROM outbox WHERE revision > $1 ORDER BY cache_key").bind(before.0);
        let keys = statement.all(&mut reader(&given.database).await).await.unwrap();
        let keys: Vec<String> = keys.iter().map(|row| row.column(0).unwrap()).collect();
        assert_eq!(keys, ["market-in"], "{}", given.engine);
    }
}

#[tokio::test]
async fn new_shop_takes_its_setup_and_everything_else_from_one_document() {
    for given in both_engines().await {
        let pictures = given_picture(&given.database).await;

        let said =
            imported_file(&given.database, "shop.json", &serde_json::to_string(&shop()).unwrap(), &pictures).await;

        assert!(said.starts_with("the setup, "), "{said}");
        assert_eq!(without_pictures(exported(&given.database).await), without_pictures(shop()), "{}", given.engine);
    }
}
