//! Files of the shop that are lost, put back by hand, or replaced while it is open.

use std::{fs, path::Path};

use axum::http::Request;
use database::{Database, sql, testing::postgres};

use crate::{
    harness::{NOW, Program, SHOP, TestShop, visit},
    pictures::{PICTURES, TOKEN, WORDS, another_picture, form, read, upload},
};

const PRODUCT: &str = "/en-in/p/dune-vase?colour=clay";
const DATABASE: &str = "data/vitrine.db";

/// The shop of the harness, with another price for every variant.
fn repriced(program: &Program, rupees: u32) {
    let text = SHOP.replace("\"INR\": 389900", &format!("\"INR\": {}", rupees * 100));
    program.write("repriced.json", &text);
    program.success(&["import", "repriced.json"]);
}

fn remove(program: &Program, names: &[&str]) {
    for name in names {
        fs::remove_file(program.path(name)).unwrap();
    }
}

#[test]
fn serving_makes_no_shop_where_none_is() {
    let program = Program::new();

    insta::assert_snapshot!(program.refusal(&["serve"]), @"there is no database data/vitrine.db: `vitrine migrate` makes an empty one, and `vitrine restore` one from a backup");
    assert_eq!(fs::read_dir(program.path("data")).unwrap().count(), 1, "the folder of the pictures, and no database");
}

#[tokio::test]
async fn serving_makes_no_shop_of_an_empty_postgres() {
    let program = Program::new();
    let given = postgres().await;
    let mut tx = given.database.write(NOW).await.unwrap();
    for text in ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"] {
        sql(text).execute(&mut tx).await.unwrap();
    }
    tx.commit_bookkeeping().await.unwrap();
    program.write("vitrine.toml", &format!("listen = \"127.0.0.1:0\"\ndatabase = \"{}\"", given.address));

    insta::assert_snapshot!(program.refusal(&["serve"]), @"there is no shop in this database: `vitrine migrate` makes an empty one, and `vitrine restore` one from a backup");
    program.success(&["import", "shop.json"]);
    assert_eq!(given.database.verify_schema().await.unwrap(), ());
}

#[test]
fn shop_that_was_there_and_is_lost_is_not_made_anew() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    remove(&program, &[DATABASE]);

    for command in [&["serve"][..], &["migrate"], &["import", "--if-empty", "shop.json"], &["export", "a.json"]] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(program.refusal(command), @"the database data/vitrine.db is lost, which data/vitrine.db.state says was here: put the file back, or restore a backup with `vitrine restore`; to begin an empty shop, remove data/vitrine.db.state");
        }
    }
    assert!(!program.path(DATABASE).exists());
}

#[tokio::test]
async fn older_backup_beside_the_log_of_a_killed_shop_is_refused_until_the_log_is_gone() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    fs::copy(program.path(DATABASE), program.path("backup.db")).unwrap();
    let serving = program.serve("");
    repriced(&program, 345);
    serving.kill();
    let log = "data/vitrine.db-wal";
    assert!(fs::metadata(program.path(log)).unwrap().len() > 0, "the log holds the new price");
    // As if the shop had gone on until its log began again.
    let serving = program.serve("");
    repriced(&program, 456);
    serving.stop();
    let serving = program.serve("");
    repriced(&program, 567);
    serving.kill();

    fs::copy(program.path("backup.db"), program.path(DATABASE)).unwrap();
    let refusal = program.refusal(&["serve"]);
    remove(&program, &[log]);
    let serving = program.serve("");
    let page = visit(serving.address, PRODUCT).await.unwrap();
    let ready = visit(serving.address, "/readyz").await.unwrap();

    assert!(refusal.contains("data/vitrine.db-wal does not belong to the database data/vitrine.db"), "{refusal}");
    assert!(page.contains("<data value=\"3899."), "{page}");
    assert!(ready.ends_with("ready\n"), "{ready}");
    assert!(serving.stop().contains("is not the one that was last open here"));
}

#[tokio::test]
async fn database_that_is_deleted_under_an_open_shop_takes_no_upload() {
    let shop = TestShop::configured(TOKEN).await;
    let (file, aside) = (shop.database_file(), shop.file("aside.db"));
    let before = shop.get(PRODUCT).await;

    fs::rename(&file, &aside).unwrap();
    let refused = upload(&shop, Request::post(PICTURES), form(&another_picture(), &WORDS)).await;
    let again = upload(&shop, Request::post(PICTURES), form(&another_picture(), &WORDS)).await;
    let not_ready = shop.get("/readyz").await;
    let page = shop.get(PRODUCT).await;
    fs::rename(&aside, &file).unwrap();
    let taken = upload(&shop, Request::post(PICTURES), form(&another_picture(), &WORDS)).await;

    assert_eq!((refused.status, again.status, not_ready.status), (503, 503, 503));
    assert_eq!(read(&refused)["code"], "database-replaced");
    let message = read(&refused)["detail"].as_str().unwrap().to_owned();
    assert!(message.contains("was deleted, moved or replaced") && message.contains("put it back"), "{message}");
    assert!(not_ready.text().contains("was deleted, moved or replaced"), "{}", not_ready.text());
    assert_eq!((page.status, page.body), (200, before.body), "visitors see what they saw");
    assert_eq!(taken.status, 201, "{}", taken.text());
    let errors = shop.log.take_errors();
    assert_eq!(errors.len(), 1, "told once: {errors:?}");
}

#[test]
fn shop_whose_pictures_are_not_mounted_is_not_served() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    fs::remove_dir_all(program.path("data/pictures")).unwrap();

    insta::assert_snapshot!(program.refusal(&["serve"]), @"the folder data/pictures has none of the 1 pictures that the shop has; mount or restore it, or name the right one in `pictures`");
}

/// Only a database without any table is new, whatever else is wrong with one.
#[tokio::test]
async fn older_database_with_a_fault_is_left_as_it_is() {
    let program = Program::new();
    program.success(&["migrate"]);
    let sqlite = Database::open(&format!("sqlite:{}", program.path(DATABASE).display())).await.unwrap();
    let given = postgres().await;
    for database in [&sqlite, &given.database] {
        let mut tx = database.write(NOW).await.unwrap();
        sql("ALTER TABLE revision RENAME TO revision_of_before").execute(&mut tx).await.unwrap();
        let text = "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
        sql(text).execute(&mut tx).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();
    }
    sqlite.close().await;

    for address in [format!("sqlite:{DATABASE}"), given.address.clone()] {
        program.write("vitrine.toml", &format!("listen = \"127.0.0.1:0\"\ndatabase = \"{address}\""));
        for command in [&["serve"][..], &["import", "shop.json"], &["seed", "--products", "1"]] {
            let refusal = program.refusal(command);
            assert_eq!(refusal, "the database lacks 1 migrations; run `vitrine migrate`\n", "{address} {command:?}");
        }
    }
}

#[tokio::test]
async fn history_that_cannot_be_read_is_not_taken_for_none() {
    let program = Program::new();
    program.success(&["migrate"]);
    let file = program.path(DATABASE);
    let mut bytes = fs::read(&file).unwrap();
    // The pages that hold tables; the first one, which lists them, stays.
    bytes[4096..].fill(0);
    fs::write(&file, &bytes).unwrap();

    let refusal = program.refusal(&["serve"]);

    assert!(refusal.starts_with("the database data/vitrine.db is damaged: "), "{refusal}");
    assert_same(&file, &bytes);
}

fn assert_same(file: &Path, bytes: &[u8]) {
    assert!(fs::read(file).unwrap() == bytes, "{} was changed", file.display());
}
