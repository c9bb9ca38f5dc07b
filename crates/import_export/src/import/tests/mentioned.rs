//! Files that name a small part of a shop: only that part is read, and the plan is the same.

use catalog::ProductDocument;
use pictures::{Storage, StorageLocation};

use super::{
    handover::{furnished, product, product_at},
    *,
};
use crate::{ImportFile, Plan, plan_import};

fn code(number: usize) -> String {
    format!("plant-{number}")
}

/// Returns a shop of many products, of which `plant-5` was sold under the SKU `OLD` before, and had another slug.
async fn large_shop() -> [TestDatabase; 2] {
    let both = both_shops().await;
    for given in &both {
        furnished(&given.database).await;
        let products: Vec<ProductDocument> =
            (0..24).map(|number| product(&code(number), &format!("herb-{number}"), &format!("SKU-{number}"))).collect();
        let former = product("plant-5", "old", "OLD");
        for products in [vec![former], products] {
            brought(&given.database, &ShopDocument { products, ..ShopDocument::default() }).await;
        }
    }
    both
}

/// Plans a file with what it mentions of the shop and with the whole shop, and compares the plans.
async fn planned(database: &Database, name: &str, text: &str) -> Result<Plan, String> {
    let mut reader = database.read(Timestamp(3)).await.unwrap();
    let nowhere = Path::new("/nonexistent");
    let storage = Storage::open(&StorageLocation::Folder(nowhere.to_owned())).unwrap();
    let file = ImportFile::decode(name, text.as_bytes()).unwrap();
    let names = file.open().unwrap().names();
    let mentions = || file.open().unwrap().mentions();

    let part = ExistingShop::of_mentioned(&mut reader, &names, mentions).await.unwrap();
    let whole = ExistingShop::of_shop(&mut reader, &names).await.unwrap();
    let of_whole = file.open().unwrap().plan(&whole, Losses::Allowed, &Default::default());
    let plan = plan_import(&mut reader, name, text.as_bytes(), nowhere, &storage, Losses::Allowed).await;

    assert!(part.is_part && part.products.len() < 6, "{:?}", part.products);
    let plan = plan.map_err(|error| error.to_string());
    assert_eq!(plan, of_whole.map_err(|error| error.to_string()));
    plan
}

fn json(products: &[ProductDocument]) -> String {
    serde_json::to_string(&ShopDocument { products: products.to_vec(), ..ShopDocument::default() }).unwrap()
}

#[tokio::test]
async fn small_file_is_planned_as_with_the_whole_shop() {
    for given in large_shop().await {
        let table = planned(&given.database, "prices.csv", "sku,price_AED\nsku-7,12.50\n").await.unwrap();
        assert_eq!(table.document.products[0].code.as_str(), "plant-7");
        assert_eq!(table.summary.products.changed, 1);

        let new = json(&[product("new", "new", "NEW")]);
        assert_eq!(planned(&given.database, "shop.json", &new).await.unwrap().summary.products.added, 1);

        // Slugs and SKUs go from one product to another.
        let swapped = json(&[product("plant-3", "herb-4", "SKU-4"), product("plant-4", "herb-3", "SKU-3")]);
        let plan = planned(&given.database, "shop.json", &swapped).await.unwrap();
        assert_eq!((plan.handovers.slugs.len(), plan.handovers.products.len()), (1, 1));
        brought(&given.database, &plan.document).await;
        assert_eq!(product_at(&given.database, "herb-3-en").await, "plant-4", "{}", given.engine);
    }
}

#[tokio::test]
async fn small_file_with_a_fault_is_refused_as_with_the_whole_shop() {
    for given in large_shop().await {
        let refused = |file: &'static str, text: String| planned_refusal(&given.database, file, text);

        let slug = refused("shop.json", json(&[product("new", "herb-9", "NEW")])).await;
        assert!(slug.contains("plant-9"), "{slug}");
        let sku = refused("shop.json", json(&[product("new", "new", "SKU-9")])).await;
        assert!(sku.contains("plant-9"), "{sku}");
        let off_sale = refused("shop.json", json(&[product("new", "new", "OLD")])).await;
        assert!(off_sale.contains("plant-5"), "{off_sale}");
        let mut collection = handover::collection("kitchen", "kitchen");
        collection.members = catalog::MembersDocument::Products(vec![handover::slug("plent-7")]);
        let document = ShopDocument { collections: vec![collection], ..ShopDocument::default() };
        let unknown = refused("shop.json", serde_json::to_string(&document).unwrap()).await;
        assert!(unknown.contains("did you mean \"plant-7\"?"), "{unknown}");
    }
}

async fn planned_refusal(database: &Database, file: &str, text: String) -> String {
    planned(database, file, &text).await.unwrap_err()
}
