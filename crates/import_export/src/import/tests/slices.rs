//! Imports on SQLite in slices of one step each, so that tests observe the state between any two steps.

use std::time::Duration;

use catalog::ProductDocument;
use database::{LargeWrite, Statement, testing::sqlite};
use tokio::join;

use super::{
    handover::{furnished, product, product_at},
    *,
};
use crate::{Import, finish_import, import_shop};

/// Returns a shop on SQLite, with the tests' setup.
async fn one_shop() -> TestDatabase {
    let given = sqlite().await;
    give_setup(&given.database).await;
    given
}

/// Begins a large write whose slices have one step each.
async fn large_write(database: &Database) -> LargeWrite {
    let mut write = database.large_write().await.unwrap();
    write.in_slices_of(Duration::ZERO);
    write
}

/// Plans the import of a file with these products.
async fn planned(database: &Database, products: &[ProductDocument]) -> Plan {
    let document = ShopDocument { products: products.to_vec(), ..ShopDocument::default() };
    planned_file(database, "shop.json", &serde_json::to_string(&document).unwrap()).await
}

/// Plans the import of a file.
async fn planned_file(database: &Database, name: &str, text: &str) -> Plan {
    let mut reader = database.read(Timestamp(3)).await.unwrap();
    let nowhere = Path::new("/nonexistent");
    let storage = Storage::open(&pictures::StorageLocation::Folder(nowhere.to_owned())).unwrap();
    let plan = crate::plan_import(&mut reader, name, text.as_bytes(), nowhere, &storage, Losses::Allowed);
    plan.await.unwrap()
}

async fn imported_in_slices(write: &mut LargeWrite, plan: &Plan) -> Result<Revision, ImportError> {
    import_sliced(write, "shop.json", plan, &[], Timestamp(3)).await
}

async fn revision(database: &Database) -> Revision {
    reader(database).await.revision().await.unwrap()
}

#[tokio::test]
async fn slugs_that_are_swapped_lead_to_one_product_at_every_moment() {
    let given = one_shop().await;
    furnished(&given.database).await;
    let before = [product("anise", "one", "A"), product("basil", "two", "B"), product("clove", "three", "C")];
    let after = [product("basil", "one", "B"), product("anise", "two", "A"), product("dill", "three", "D")];
    let clove = product("clove", "four", "C");
    let mut write = large_write(&given.database).await;
    imported_in_slices(&mut write, &planned(&given.database, &before).await).await.unwrap();
    let after = [after.as_slice(), &[clove]].concat();
    let plan = planned(&given.database, &after).await;

    let is_over = std::cell::Cell::new(false);
    let look = async {
        let mut looks = Vec::new();
        while !is_over.get() {
            looks.push([product_at(&given.database, "one-en").await, product_at(&given.database, "two-en").await]);
        }
        looks
    };
    let import = async {
        imported_in_slices(&mut write, &plan).await.unwrap();
        is_over.set(true);
    };
    let ((), looks) = join!(import, look);

    let seen = |look: &[String; 2]| *look == ["anise", "basil"] || *look == ["basil", "anise"];
    // The two reads of a look may see different states.
    let mixed = |look: &[String; 2]| look[0] == look[1] && ["anise", "basil"].contains(&look[0].as_str());
    assert!(looks.iter().all(|look| seen(look) || mixed(look)), "{looks:?}");
    assert_eq!(exported(&given.database).await.products.len(), 4);
    assert_eq!(product_at(&given.database, "three-en").await, "dill");
    assert_eq!(product_at(&given.database, "four-en").await, "clove");
}

#[tokio::test]
async fn circle_of_slugs_or_skus_is_one_step_and_everything_else_a_step_each() {
    let given = one_shop().await;
    furnished(&given.database).await;
    let before = [product("anise", "one", "A"), product("basil", "two", "B"), product("clove", "three", "C")];
    let mut write = large_write(&given.database).await;
    imported_in_slices(&mut write, &planned(&given.database, &before).await).await.unwrap();

    let swapped = [product("anise", "two", "B"), product("basil", "one", "A"), product("clove", "four", "C")];
    let plan = planned(&given.database, &swapped).await;
    let steps = plan.steps(&mut reader(&given.database).await, &[]).await.unwrap();

    let codes = |step: &Step<'_>| {
        let code = |change: &Change<'_>| match change {
            Change::Slugs { code, .. } => format!("slugs of {code}"),
            Change::Product { document, .. } => document.code.to_string(),
            other => panic!("{other:?}"),
        };
        step.iter().map(code).collect::<Vec<_>>()
    };
    let steps: Vec<_> = steps.iter().map(codes).collect();
    assert_eq!(steps, [vec!["slugs of anise", "slugs of basil"], vec!["clove"], vec!["anise", "basil"]]);
}

/// Makes the database refuse this number of units, as it would refuse any row that breaks a rule of its own.
async fn refuse_units(database: &Database, units: u32) {
    let trigger = format!(
        "CREATE TRIGGER refused BEFORE UPDATE ON stock WHEN NEW.on_hand = {units}
        BEGIN SELECT RAISE(ABORT, 'refused'); END"
    );
    let mut tx = database.write(Timestamp(3)).await.unwrap();
    Statement::composed(trigger).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn import_that_fails_in_the_middle_is_told_and_finished_later() {
    let given = one_shop().await;
    furnished(&given.database).await;
    let before = [product("anise", "one", "A"), product("basil", "two", "B"), product("clove", "three", "C")];
    let mut write = large_write(&given.database).await;
    imported_in_slices(&mut write, &planned(&given.database, &before).await).await.unwrap();
    refuse_units(&given.database, 3).await;
    let plan = planned_file(&given.database, "stock.csv", "sku,stock\nA,6\nB,3\nC,6\n").await;

    let first = imported_in_slices(&mut write, &plan).await.unwrap_err();
    let again = finish_import(&mut write, Timestamp(4)).await.unwrap_err();
    let unpublished = revision(&given.database).await;
    let half = exported(&given.database).await.products;
    let mut tx = given.database.write(Timestamp(4)).await.unwrap();
    sql("DROP TRIGGER refused").execute(&mut tx).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    let finished = finish_import(&mut write, Timestamp(4)).await.unwrap().unwrap();

    let told = first.to_string();
    assert!(
        told.starts_with(
            "the import of shop.json is not finished: 1 of 3 steps are in the shop, and the next one failed: "
        ),
        "{told}"
    );
    assert!(
        told.contains("`vitrine import --finish` goes on; `vitrine import --drop-unfinished` keeps what is in"),
        "{told}"
    );
    assert_eq!(again.to_string(), told);
    let stock = |products: &[ProductDocument]| products.iter().map(|one| one.variants[0].stock).collect::<Vec<_>>();
    assert_eq!(stock(&half), [6, 7, 7].map(types::Stock::Counted));
    assert_eq!((finished.name.as_str(), finished.done_before, finished.steps), ("shop.json", 1, 3));
    assert_eq!(finished.revision.0, unpublished.0 + 1, "everything is made public by one write");
    assert_eq!(stock(&exported(&given.database).await.products), [6, 3, 6].map(types::Stock::Counted));
    assert_eq!(finish_import(&mut write, Timestamp(4)).await.unwrap(), None);
}

#[tokio::test]
async fn import_whose_first_step_fails_leaves_nothing_to_finish() {
    let given = one_shop().await;
    furnished(&given.database).await;
    let before = [product("anise", "one", "A")];
    let mut write = large_write(&given.database).await;
    imported_in_slices(&mut write, &planned(&given.database, &before).await).await.unwrap();
    refuse_units(&given.database, 3).await;
    let plan = planned_file(&given.database, "stock.csv", "sku,stock\nA,3\n").await;

    let refused = imported_in_slices(&mut write, &plan).await.unwrap_err().to_string();

    assert!(!refused.contains("is not finished"), "{refused}");
    assert_eq!(write.unfinished().await.unwrap(), None);
    assert_eq!(exported(&given.database).await.products, before);
}

#[tokio::test]
async fn import_that_was_cut_off_before_its_first_step_is_kept_when_it_cannot_be_finished() {
    let given = one_shop().await;
    let mut write = large_write(&given.database).await;
    write.stage("shop.json", Timestamp(3), ["\"a step of another version\"".to_owned()]).await.unwrap();

    let failed = finish_import(&mut write, Timestamp(4)).await.unwrap_err().to_string();

    assert!(failed.starts_with("the import of shop.json is not finished: 0 of 1 steps are in the shop"), "{failed}");
    assert!(failed.contains("go on with the version that began the import"), "{failed}");
    assert_eq!(write.unfinished().await.unwrap().map(|left| (left.done, left.steps)), Some((0, 1)));
}

#[tokio::test]
async fn import_in_slices_makes_the_shop_that_an_import_in_one_transaction_makes() {
    let [sliced, whole] = both_shops().await;
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(&pictures::StorageLocation::Folder(folder.path().join("kept"))).unwrap();
    std::fs::create_dir(folder.path().join("images")).unwrap();
    let bytes = include_bytes!("../../../../media/fuzz/seeds/png/rgb.png");
    std::fs::write(folder.path().join("images/vase.jpg"), bytes).unwrap();

    let mut shops = Vec::new();
    for given in [&sliced, &whole] {
        let mut write = large_write(&given.database).await;
        let plan = Plan::of(shop());
        let import = Import { name: "shop.json", plan: &plan, folder: folder.path(), now: Timestamp(2) };
        import_shop(&mut write, &storage, import).await.unwrap();
        let mut reader = reader(&given.database).await;
        let keys = sql("SELECT cache_key FROM outbox ORDER BY cache_key").all(&mut reader).await.unwrap();
        let keys: Vec<String> = keys.iter().map(|row| row.column(0).unwrap()).collect();
        shops.push((exported(&given.database).await, revision(&given.database).await, keys));
    }

    assert_eq!(shops[0], shops[1]);
    assert_eq!(shops[0].0, shop());
}
