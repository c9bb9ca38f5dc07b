use database::{
    Database, Reader, sql,
    testing::{TestDatabase, both_engines},
};
use setup::testing::{give_setup, locale};
use types::{Slug, SlugLookup, Timestamp};

use super::*;
use crate::{
    ExistingShop, Losses, Names, ShopDocument, Summary, export,
    testing::{AED, english, shop, write},
};

mod deleted;
mod handover;
mod mentioned;
mod order;
mod setups;
mod slices;

/// Inserts a picture's row without its source, which other crates' rows can refer to.
async fn given_picture(database: &Database) -> HashMap<String, PictureId> {
    let mut tx = database.write(Timestamp(1)).await.unwrap();
    for text in [
        "INSERT INTO picture (id, content_hash, file_name, bytes, width, height, colour, focal_x, focal_y, created_at)
         VALUES (5, '0123456789abcdef0123456789abcdef', 'images/vase.jpg', 1, 4, 5, '#ffffff', 400, 600, 1)",
        "INSERT INTO picture_text (picture_id, language, alt) VALUES (5, 'en', 'A vase'), (5, 'ar', 'مزهرية'), (5, 'hi', 'फूलदान')",
    ] {
        sql(text).execute(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    HashMap::from([("images/vase.jpg".to_owned(), PictureId(5))])
}

/// Returns a shop on each engine, with the tests' setup.
async fn both_shops() -> [TestDatabase; 2] {
    let both = both_engines().await;
    for given in &both {
        give_setup(&given.database).await;
    }
    both
}

async fn exported(database: &Database) -> ShopDocument {
    export(&mut database.read(Timestamp(2)).await.unwrap()).await.unwrap()
}

async fn imported(database: &Database, document: &ShopDocument, pictures: &HashMap<String, PictureId>) -> Summary {
    let plan = Plan::of(document.clone());
    let mut tx = database.write(Timestamp(2)).await.unwrap();
    import(&mut tx, &plan, pictures).await.unwrap();
    tx.commit().await.unwrap();
    plan.summary
}

/// Imports a file into the shop, and returns the summary.
async fn imported_file(database: &Database, file: &str, text: &str, pictures: &HashMap<String, PictureId>) -> String {
    let file = crate::ImportFile::decode(file, text.as_bytes()).unwrap();
    let names = file.open().unwrap().names();
    let mut reader = database.read(Timestamp(3)).await.unwrap();
    let known = ExistingShop::of_shop(&mut reader, &names).await.unwrap();
    drop(reader);
    let plan = file.open().unwrap().plan(&known, Losses::Allowed, &Default::default()).unwrap();
    let mut write = database.large_write().await.unwrap();
    write.in_slices_of(std::time::Duration::ZERO);
    if write.is_sliced() {
        import_sliced(&mut write, "shop.json", &plan, &[], Timestamp(3)).await.unwrap();
    } else {
        let mut tx = database.write(Timestamp(3)).await.unwrap();
        import(&mut tx, &plan, pictures).await.unwrap();
        tx.commit().await.unwrap();
    }
    plan.summary.to_string()
}

/// Imports a document as a file into the shop.
async fn brought(database: &Database, document: &ShopDocument) {
    let file = serde_json::to_string(document).unwrap();
    imported_file(database, "shop.json", &file, &HashMap::new()).await;
}

async fn reader(database: &Database) -> Reader {
    database.read_in(locale("en-ae"), Timestamp(1_800_000_000_000)).await.unwrap()
}

#[tokio::test]
async fn what_is_imported_once_or_twice_is_exported_as_it_was() {
    for given in both_shops().await {
        let pictures = given_picture(&given.database).await;

        let summary = imported(&given.database, &shop(), &pictures).await;
        let once = exported(&given.database).await;
        imported(&given.database, &shop(), &pictures).await;
        let twice = exported(&given.database).await;

        let added = (summary.products.added, summary.variants.added, summary.pages.added);
        assert_eq!(added, (1, 2, 1));
        assert_eq!(without_pictures(once), without_pictures(shop()), "{}", given.engine);
        assert_eq!(without_pictures(twice), without_pictures(shop()), "{}", given.engine);
    }
}

#[tokio::test]
async fn an_import_with_one_bad_product_leaves_nothing() {
    for given in both_shops().await {
        let pictures = given_picture(&given.database).await;
        let mut document = shop();
        let mut twin = document.products[0].clone();
        twin.code = Slug::new("twin").unwrap();
        document.products.push(twin);

        let mut tx = given.database.write(Timestamp(2)).await.unwrap();
        let refused = import(&mut tx, &Plan::of(document), &pictures).await.unwrap_err();
        drop(tx);

        assert_eq!(
            refused.to_string(),
            "the product \"twin\" was not saved: the slug مزهرية-الكثبان belongs to something else"
        );
        let left = exported(&given.database).await;
        assert_eq!(
            without_pictures(left),
            ShopDocument { setup: shop().setup, ..ShopDocument::default() },
            "{}",
            given.engine
        );
    }
}

#[tokio::test]
async fn two_files_of_the_same_bytes_are_each_shown_with_their_own_words() {
    for given in both_shops().await {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&pictures::StorageLocation::Folder(folder.path().join("kept"))).unwrap();
        let mut document = shop();
        let bytes = include_bytes!("../../../media/fuzz/seeds/png/rgb.png");
        std::fs::create_dir(folder.path().join("images")).unwrap();
        let mut set = document.pictures[0].clone();
        set.file = "images/set.jpg".to_owned();
        write(&mut set.alt, "en", "A set of vases");
        for file in [&document.pictures[0].file, &set.file] {
            std::fs::write(folder.path().join(file), bytes).unwrap();
        }
        document.products[0].pictures[1].file.clone_from(&set.file);
        document.pictures.push(set);

        let mut write = given.database.large_write().await.unwrap();
        let plan = Plan::of(document.clone());
        let import = Import { name: "shop.json", plan: &plan, folder: folder.path(), now: Timestamp(2) };
        import_shop(&mut write, &storage, import).await.unwrap();

        let at = Timestamp(document.products[0].published.as_ref().unwrap().from.as_millisecond());
        let mut reader = given.database.read_in(locale("en-ae"), at).await.unwrap();
        let slug = english(&document.products[0].slug).clone();
        let SlugLookup::Found(vase) = catalog::product_by_slug(&mut reader, &slug).await.unwrap() else { panic!() };
        let shown: Vec<_> = vase.pictures.iter().map(|picture| picture.image.alt.as_str()).collect();
        assert_eq!(shown, ["A vase", "A set of vases"], "{}", given.engine);
        assert_eq!(vase.pictures[0].image.address, vase.pictures[1].image.address, "the bytes are shared");
        assert_eq!(exported(&given.database).await, document, "{}", given.engine);
    }
}

#[tokio::test]
async fn a_picture_that_is_not_there_stops_the_import() {
    for given in both_shops().await {
        let mut tx = given.database.write(Timestamp(2)).await.unwrap();

        let refused = import(&mut tx, &Plan::of(shop()), &HashMap::new()).await.unwrap_err();

        assert_eq!(refused.to_string(), "there is no picture \"images/vase.jpg\"", "{}", given.engine);
    }
}

#[tokio::test]
async fn what_the_shop_has_is_known_to_the_next_import() {
    for given in both_shops().await {
        let pictures = given_picture(&given.database).await;
        imported(&given.database, &shop(), &pictures).await;

        let mut reader = given.database.read(Timestamp(3)).await.unwrap();
        let known = ExistingShop::of_shop(&mut reader, &Names::default()).await.unwrap();

        let from_document = ExistingShop::from(&shop());
        assert_eq!(known.slugs, from_document.slugs, "{}", given.engine);
        assert_eq!(known.skus, from_document.skus, "{}", given.engine);
        assert_eq!(known.attributes, from_document.attributes, "{}", given.engine);
    }
}

/// Removes the picture, whose row the test has inserted without a document.
fn without_pictures(document: ShopDocument) -> ShopDocument {
    ShopDocument { pictures: Vec::new(), ..document }
}

#[tokio::test]
async fn a_price_list_changes_its_prices_and_nothing_else() {
    for given in both_shops().await {
        let pictures = given_picture(&given.database).await;
        imported(&given.database, &shop(), &pictures).await;
        // Orders take stock after the file was exported.
        let mut tx = given.database.write(Timestamp(2)).await.unwrap();
        sql("UPDATE stock SET on_hand = 5 WHERE on_hand = 7").execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();

        let file = "code;sku;price_AED\ndune-vase;dune-sand;200\n;DUNE-CLAY;191,00\n";
        let said = imported_file(&given.database, "prices.csv", file, &pictures).await;

        let mut expected = shop();
        let [clay, sand] = expected.products[0].variants.as_mut_slice() else { panic!() };
        clay.price.insert(AED, catalog::Amount::new(19100).unwrap());
        sand.price.insert(AED, catalog::Amount::new(20000).unwrap());
        sand.sku = types::Sku::new("dune-sand").unwrap();
        clay.stock = types::Stock::Counted(5);
        assert_eq!(said, "1 product and 2 variants changed");
        assert_eq!(without_pictures(exported(&given.database).await), without_pictures(expected), "{}", given.engine);
    }
}

#[tokio::test]
async fn only_a_table_of_stock_sets_the_stock_of_variants_that_the_shop_has() {
    for given in both_shops().await {
        let pictures = given_picture(&given.database).await;
        imported(&given.database, &shop(), &pictures).await;
        let mut tx = given.database.write(Timestamp(2)).await.unwrap();
        sql("UPDATE stock SET on_hand = 5 WHERE on_hand = 7").execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let clay_of = async || {
            let document = exported(&given.database).await;
            document.products[0].variants[0].stock
        };

        let documents = [
            ("shop.json", serde_json::to_string(&without_pictures(shop())).unwrap()),
            ("products.csv", crate::write_csv(&setup::testing::setup(), &shop().products)),
            ("prices.csv", "sku,price_AED,stock\nDUNE-CLAY,191.00,7\n".to_owned()),
        ];
        for (name, text) in documents {
            imported_file(&given.database, name, &text, &pictures).await;
            assert_eq!(clay_of().await, types::Stock::Counted(5), "{} {name}", given.engine);
        }
        for (units, table) in [(4, "sku,stock\ndune-clay,4\n"), (3, "code;stock;sku\ndune-vase;3;DUNE-CLAY\n")] {
            imported_file(&given.database, "stock.csv", table, &pictures).await;
            assert_eq!(clay_of().await, types::Stock::Counted(units), "{} {table}", given.engine);
        }
    }
}

#[tokio::test]
async fn a_file_that_says_what_the_shop_has_writes_nothing_of_it() {
    for given in both_shops().await {
        let pictures = given_picture(&given.database).await;
        imported(&given.database, &shop(), &pictures).await;
        let before = given.database.read(Timestamp(3)).await.unwrap().revision().await.unwrap();

        let file = crate::write_csv(&setup::testing::setup(), &shop().products);
        let said = imported_file(&given.database, "products.csv", &file, &pictures).await;

        let mut reader = given.database.read(Timestamp(3)).await.unwrap();
        let keys =
            sql("SELECT cache_key FROM outbox WHERE revision > $1").bind(before.0).all(&mut reader).await.unwrap();
        assert_eq!(said, "1 product and 2 variants left as they are");
        assert!(keys.is_empty(), "{}", given.engine);
    }
}

#[tokio::test]
async fn the_sku_of_a_variant_that_is_off_sale_stays_taken() {
    for given in both_shops().await {
        let pictures = given_picture(&given.database).await;
        imported(&given.database, &shop(), &pictures).await;
        let less =
            r#"{ "format": "vitrine/1", "products": [{ "code": "dune-vase", "variants": [{ "sku": "DUNE-CLAY" }] }] }"#;
        imported_file(&given.database, "less.json", less, &pictures).await;

        let mut reader = given.database.read(Timestamp(3)).await.unwrap();
        let known = ExistingShop::of_shop(&mut reader, &Names::default()).await.unwrap();

        let sku = types::Sku::new("Dune-Sand").unwrap();
        assert_eq!(known.skus.get(&sku.key()).map(Slug::as_str), Some("dune-vase"), "{}", given.engine);
    }
}

#[tokio::test]
async fn names_are_the_same_however_they_are_spelt() {
    for given in both_shops().await {
        let (composed, decomposed) = ("images/caf\u{e9}.jpg", "images/cafe\u{301}.jpg");
        let category = |file: &str| {
            let words = |text: &str| format!(r#"{{ "en": "{text}", "ar": "{text}", "hi": "{text}" }}"#);
            let code = "\u{95E}";
            let (slug, name, nothing) = (words("\u{95E}ल"), words("Name"), words(""));
            format!(
                r#"{{ "format": "vitrine/1", "categories": [{{ "code": "{code}", "slug": {slug}, "name": {name},
                "description": {nothing}, "picture": "{file}" }}] }}"#
            )
        };
        given_picture(&given.database).await;
        let mut tx = given.database.write(Timestamp(2)).await.unwrap();
        sql("UPDATE picture SET file_name = $1").bind(composed).execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let pictures = HashMap::from([(composed.to_owned(), PictureId(5))]);

        for file in [decomposed, composed, r"images/cafe\u0301.jpg"] {
            imported_file(&given.database, "shop.json", &category(file), &pictures).await;

            let categories = exported(&given.database).await.categories;
            assert_eq!(categories.len(), 1, "{}", given.engine);
            assert_eq!(categories[0].code.as_str(), "\u{92B}\u{93C}");
            assert_eq!(english(&categories[0].slug).as_str(), "\u{92B}\u{93C}ल");
            assert_eq!(categories[0].picture.as_deref(), Some(composed));
        }
    }
}
