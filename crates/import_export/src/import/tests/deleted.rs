//! Deletions in shops on both engines.

use serde_json::json;

use super::{
    handover::{furnished, product},
    *,
};
use crate::{ImportFile, export::export_whole, testing::USD};

/// Plans the import of a document.
async fn planned(database: &Database, document: &serde_json::Value) -> Result<Plan, String> {
    let text = document.to_string();
    let file = ImportFile::decode("shop.json", text.as_bytes()).unwrap();
    let names = file.open().unwrap().names();
    let mut reader = database.read(Timestamp(3)).await.unwrap();
    let known = ExistingShop::of_shop(&mut reader, &names).await.unwrap();
    let plan = file.open().unwrap().plan(&known, Losses::Allowed, &Default::default());
    plan.map_err(|refused| refused.to_string())
}

async fn brought_json(database: &Database, document: &serde_json::Value) {
    imported_file(database, "shop.json", &document.to_string(), &HashMap::new()).await;
}

#[tokio::test]
async fn things_that_the_file_moves_hide_no_others() {
    for given in both_shops().await {
        furnished(&given.database).await;
        let code = |number: usize| format!("plant-{number:02}");
        let plant = |number| product(&code(number), &code(number), &format!("SKU-{number}"));
        let products = (0..25).map(plant).collect();
        brought(&given.database, &ShopDocument { products, ..ShopDocument::default() }).await;

        let moved = |number: usize| json!({ "code": code(number), "category": "ceramics" });
        let deleting = |count: usize| {
            let products: Vec<_> = (0..count).map(moved).collect();
            let deleted = json!([{ "kind": "category", "code": "vases" }]);
            json!({ "format": "vitrine/1", "products": products, "deleted": deleted })
        };
        let refused = planned(&given.database, &deleting(20)).await.unwrap_err();
        let emptied = planned(&given.database, &deleting(25)).await;

        let users = "the product \"plant-20\", the product \"plant-21\", the product \"plant-22\" and 2 more use it";
        assert!(refused.contains(users), "{refused} {}", given.engine);
        assert!(emptied.is_ok(), "{emptied:?} {}", given.engine);
    }
}

#[tokio::test]
async fn deleted_categories_keep_their_places_in_the_tree() {
    for given in both_shops().await {
        let deleted = json!([
            { "kind": "category", "code": "alley", "category": "zone" },
            { "kind": "category", "code": "zone" },
        ]);
        let former = json!([
            { "kind": "category", "code": "alley", "language": "en", "slug": "old-alley" },
            { "kind": "category", "code": "zone", "language": "en", "slug": "old-zone" },
        ]);
        let file = json!({ "format": "vitrine/1", "deleted": deleted, "former_slugs": former });
        let expected: ShopDocument = serde_json::from_value(file.clone()).unwrap();

        brought_json(&given.database, &file).await;
        let once = export_whole(&mut given.database.read(Timestamp(3)).await.unwrap()).await.unwrap();
        let circle = json!([{ "kind": "category", "code": "zone", "category": "alley" }]);
        brought_json(&given.database, &json!({ "format": "vitrine/1", "deleted": circle })).await;
        let twice = export_whole(&mut given.database.read(Timestamp(3)).await.unwrap()).await.unwrap();

        assert_eq!(once.deleted, expected.deleted, "{}", given.engine);
        assert_eq!(twice.deleted, expected.deleted, "nothing is above itself, {}", given.engine);
    }
}

#[tokio::test]
async fn variants_of_deleted_products_lack_no_prices_and_have_none() {
    for given in both_shops().await {
        furnished(&given.database).await;
        let mut vase = product("vase", "vase", "VASE");
        let variant = &mut vase.variants[0];
        variant.price.remove(&USD);
        variant.scheduled_prices.clear();
        variant.quantity_prices = serde_json::from_value(json!({ "AED": [{ "from": 10, "amount": 14000 }] })).unwrap();
        let document = ShopDocument { products: vec![vase], ..ShopDocument::default() };
        imported(&given.database, &document, &HashMap::new()).await;

        let file = json!({ "format": "vitrine/1", "deleted": [{ "kind": "product", "code": "vase" }] });
        let plan = planned(&given.database, &file).await.unwrap();
        let mut reader = given.database.read(Timestamp(3)).await.unwrap();
        let before = catalog::unpriced_variants(&mut reader, setup::testing::setup().markets()).await.unwrap();
        let after = plan.unpriced_variants(&mut reader).await.unwrap();
        drop(reader);
        brought_json(&given.database, &file).await;

        assert!(!before.is_empty(), "{}", given.engine);
        assert_eq!(after, [], "{}", given.engine);
        let mut reader = given.database.read(Timestamp(3)).await.unwrap();
        let left: Vec<String> = sql("SELECT quantity_prices FROM variant").scalars(&mut reader).await.unwrap();
        assert_eq!(left, [""], "{}", given.engine);
    }
}
