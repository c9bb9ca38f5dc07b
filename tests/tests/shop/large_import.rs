//! Imports that take long, or are cut off, beside visitors and other writers.

use std::{fs, path::Path, process::Child, time::Duration};

use database::{Database, LargeWrite, Tx, sql};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::harness::{NOW, Program, TestShop, visit};

const DATABASE: &str = "data/vitrine.db";
/// For what takes seconds on a quiet machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A shop of made-up products, as a file.
fn made_up(products: u32) -> String {
    let program = Program::new();
    program.success(&["seed", "--products", &products.to_string()]);
    program.success(&["export", "shop.json"]);
    fs::read_to_string(program.path("shop.json")).unwrap()
}

/// The file, changed as a value.
fn changed(text: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut document = serde_json::from_str(text).unwrap();
    change(&mut document);
    document.to_string()
}

fn exported(program: &Program) -> Value {
    program.success(&["export", "exported.json"]);
    serde_json::from_str(&fs::read_to_string(program.path("exported.json")).unwrap()).unwrap()
}

async fn open(program: &Program) -> Database {
    Database::open_existing(&format!("sqlite:{}", program.path(DATABASE).display())).await.unwrap()
}

async fn number(database: &Database, text: &'static str) -> Option<i64> {
    let mut reader = database.read(NOW).await.unwrap();
    sql(text).optional(&mut reader).await.unwrap().map(|row| row.column(0).unwrap())
}

/// Returns when some of an import's steps are applied.
async fn is_in_the_middle(database: &Database) {
    let middle = async {
        while number(database, "SELECT COUNT(*) FROM product").await.is_none_or(|products| products == 0) {
            sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(PATIENCE, middle).await.expect("the import does not begin");
}

#[tokio::test]
async fn import_that_is_killed_is_finished_by_the_next_command() {
    let document = made_up(600);
    let program = Program::new();
    program.write("large.json", &document);
    program.success(&["migrate"]);
    let database = open(&program).await;

    let mut import = program.start(&["import", "large.json"]);
    is_in_the_middle(&database).await;
    import.kill().unwrap();
    import.wait().unwrap();
    let products = number(&database, "SELECT COUNT(*) FROM product").await.unwrap();
    let revision = number(&database, "SELECT value FROM revision").await;
    database.close().await;
    let finished = exported(&program);

    assert!((1..600).contains(&products), "{products} products were in when it was killed");
    assert_eq!(revision, Some(0), "none of them was public");
    assert_eq!(finished, serde_json::from_str::<Value>(&document).unwrap());
    assert_eq!(program.success(&["import", "--finish"]), "No import was cut off.\n");
}

#[tokio::test]
async fn server_finishes_an_import_that_was_killed_before_it_takes_visitors() {
    let document = made_up(600);
    let program = Program::new();
    program.write("large.json", &document);
    program.success(&["migrate"]);
    let database = open(&program).await;
    let mut import = program.start(&["import", "large.json"]);
    is_in_the_middle(&database).await;
    import.kill().unwrap();
    import.wait().unwrap();

    let serving = program.serve("");
    let ready = visit(serving.address, "/readyz").await.unwrap();
    let products = number(&database, "SELECT COUNT(*) FROM product").await;
    let staged = number(&database, "SELECT done FROM staged_write").await;
    database.close().await;
    let log = serving.stop();

    assert!(ready.ends_with("ready\n"), "{ready}");
    assert_eq!((products, staged), (Some(600), None));
    assert!(log.contains("an import that was cut off is finished"), "{log}");
}

#[tokio::test]
async fn import_that_cannot_be_finished_says_how_far_it_came_and_can_be_dropped() {
    let document = made_up(300);
    let program = Program::new();
    program.write("large.json", &document);
    program.success(&["import", "large.json"]);
    // The database refuses the last row, as it would refuse any that breaks a rule of its own.
    let database = open(&program).await;
    let mut tx = database.write(NOW).await.unwrap();
    let trigger = "CREATE TRIGGER refused BEFORE UPDATE ON stock WHEN NEW.on_hand = 0 \
        BEGIN SELECT RAISE(ABORT, 'refused'); END";
    sql(trigger).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    database.close().await;
    let document: Value = serde_json::from_str(&document).unwrap();
    let variants =
        document["products"].as_array().unwrap().iter().flat_map(|product| product["variants"].as_array().unwrap());
    let skus: Vec<&str> = variants.map(|variant| variant["sku"].as_str().unwrap()).collect();
    let (last, others) = skus.split_last().unwrap();
    let others: String = others.iter().map(|sku| format!("{sku},4321\n")).collect();
    program.write("next.csv", &format!("sku,stock\n{others}{last},0\n"));

    let refusal = program.refusal(&["import", "next.csv"]);
    let refusals =
        [&["export", "a.json"][..], &["backup", "a.tar.zst"], &["import", "next.csv"], &["import", "--finish"]]
            .map(|command| program.refusal(command));
    let dropped = program.success(&["import", "--drop-unfinished"]);
    let left = exported(&program);

    assert!(
        refusal.contains("the import of next.csv is not finished: ")
            && refusal.contains("`vitrine import --finish` goes on"),
        "{refusal}"
    );
    assert!(refusals.iter().all(|other| other.contains("is not finished")), "{refusals:?}");
    assert!(dropped.starts_with("Dropped the rest of the import of next.csv: "), "{dropped}");
    let is_set = |product: &&Value| product["variants"][0]["stock"] == 4321;
    let set = left["products"].as_array().unwrap().iter().filter(is_set).count();
    assert!((1..300).contains(&set), "{set}");
}

#[tokio::test]
async fn backup_and_export_wait_for_no_import_that_has_not_changed_anything() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let database = open(&program).await;
    let mut import = database.large_write().await.unwrap();
    import.stage("next.json", NOW, ["a step".to_owned()]).await.unwrap();

    program.success(&["backup", "shop.tar.zst"]);
    let products = exported(&program)["products"].as_array().unwrap().len();

    assert_eq!(products, 1);
    assert!(import.unfinished().await.unwrap().is_some());
    drop(import);
    database.close().await;
}

/// Returns when a program has the database open.
async fn has_opened(program: &Child, log: &Path) {
    let log = fs::canonicalize(log).unwrap();
    let opened = async {
        loop {
            let files = fs::read_dir(format!("/proc/{}/fd", program.id())).into_iter().flatten();
            if files.flatten().any(|file| fs::read_link(file.path()).is_ok_and(|path| path == log)) {
                return;
            }
            sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(PATIENCE, opened).await.expect("the program does not open the database");
}

#[tokio::test]
async fn two_imports_at_once_keep_each_others_changes() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    program.write("clay.csv", "code,sku,price_AED\ndune-vase,DUNE-CLAY,191.00\n");
    program.write("sand.csv", "code,sku,price_AED\ndune-vase,DUNE-SAND,200\n");
    let database = open(&program).await;

    let another = database.large_write().await.unwrap();
    let mut imports = ["clay.csv", "sand.csv"].map(|file| program.start(&["import", file]));
    for import in &imports {
        has_opened(import, &program.path("data/vitrine.db-wal")).await;
    }
    drop(another);
    let ended = imports.each_mut().map(|import| import.wait().unwrap().success());
    database.close().await;

    assert_eq!(ended, [true, true]);
    let variants = &exported(&program)["products"][0]["variants"];
    assert_eq!([&variants[0]["price"]["AED"], &variants[1]["price"]["AED"]], [&json!(19100), &json!(20000)]);
}

/// Applies steps that rename the product in English, or the one that fails.
async fn rename_all(tx: &mut Tx, names: &[String]) -> Result<(), database::Error> {
    for name in names {
        rename(tx, name).await?;
    }
    Ok(())
}

async fn rename(tx: &mut Tx, name: &str) -> Result<(), database::Error> {
    if name == "refused" {
        return Err(database::Error::Overtaken);
    }
    tx.touch(database::CacheKey::row("product", 1));
    let text = "UPDATE product_text SET name = $1 WHERE product_id = 1 AND language = 'en'";
    sql(text).bind(name).execute(tx).await.map(|_| ())
}

async fn staged(shop: &TestShop) -> LargeWrite {
    let mut write = shop.shop.database.large_write().await.unwrap();
    write.in_slices_of(Duration::ZERO);
    write.stage("shop.json", NOW, ["Half a Vase", "refused"].map(str::to_owned)).await.unwrap();
    write
}

#[tokio::test]
async fn kept_page_stays_until_all_of_an_import_is_in() {
    let shop = TestShop::open().await;
    let before = shop.get("/en-ae/p/dune-vase").await;
    let mut write = staged(&shop).await;

    write.apply(NOW, rename_all).await.unwrap_err();
    let meanwhile = shop.get("/en-ae/p/dune-vase").await;
    let whole = async |tx: &mut Tx, _: &[String]| rename(tx, "Whole Vase").await;
    write.apply(NOW, whole).await.unwrap();
    let after = shop.get("/en-ae/p/dune-vase").await;

    assert!(meanwhile.header("cache-status").starts_with("vitrine; hit"), "{}", meanwhile.header("cache-status"));
    assert_eq!(meanwhile.body, before.body);
    assert!(after.text().contains("Whole Vase"), "{}", after.text());
}

#[tokio::test]
async fn import_leaves_the_writer_to_others_again_and_again() {
    let document = made_up(300);
    let shop = TestShop::open().await;
    let document = changed(&document, |document| {
        document.as_object_mut().unwrap().remove("pictures");
    });
    let database = &shop.shop.database;
    let folder = tempfile::tempdir().unwrap();
    let storage = pictures::Storage::open(&pictures::StorageLocation::Folder(folder.path().join("pictures"))).unwrap();
    let mut write = database.large_write().await.unwrap();
    let mut reader = database.read(NOW).await.unwrap();
    let plan = import_export::plan_import(
        &mut reader,
        "shop.json",
        document.as_bytes(),
        folder.path(),
        &storage,
        import_export::Losses::Allowed,
    );
    let plan = plan.await.unwrap();
    drop(reader);

    let import = import_export::Import { name: "shop.json", plan: &plan, folder: folder.path(), now: NOW };
    import_export::import_shop(&mut write, &storage, import).await.unwrap();

    // A quiet machine needs some 40 ms for the longest; without slices it would be one transaction.
    assert!(write.slices().count > 5, "{:?}", write.slices());
    assert!(write.slices().longest < Duration::from_millis(400), "{:?}", write.slices());
}
