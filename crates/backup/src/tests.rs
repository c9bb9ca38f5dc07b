//! Backups that go from one engine to the other and back, and damaged ones that restore nothing.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use database::{
    CacheKey, Database, IfWritten, RebuildError, Revision, sql,
    testing::{TestDatabase, both_engines, postgres, sqlite},
};
use futures::future::join;
use import_export::{Import, Losses, import_shop, plan_import};
use pictures::{ContentHash, Storage, StorageLocation, ValidatedImage, lock_files, replace_picture};
use setup::Setup;
use tempfile::TempDir;
use types::Timestamp;

use crate::{RestoreError, Restored, check, restore, write};

const NOW: Timestamp = Timestamp(1_780_272_000_000);
const SHOP: &str = include_str!("../../../tests/tests/shop/shop.json");

/// A shop that has a row in every table, and pictures.
struct GivenShop {
    database: TestDatabase,
    folder: TempDir,
}

/// The text of each row, by table.
type Rows = BTreeMap<String, Vec<String>>;

impl GivenShop {
    async fn in_database(database: TestDatabase) -> Self {
        let shop = Self { database, folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(shop.path("images")).unwrap();
        std::fs::write(shop.path("images/vase.jpg"), demo_picture("bottle-vase-olive-1")).unwrap();
        shop.give_setup().await;
        shop.import(SHOP).await;
        // A product that changes its slug keeps the former one as a redirect, and so does a picture that gets other pixels.
        shop.import(&SHOP.replace("\"en\": \"dune-vase\"", "\"en\": \"dune-vase-of-old\"")).await;
        shop.import(&SHOP.replace("\"en\": \"shipping\"", "\"en\": \"delivery\"")).await;
        shop.replace_picture().await;
        shop.give_rows().await;
        shop
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn storage(&self) -> Storage {
        storage(&self.path("pictures"))
    }

    fn backup(&self) -> PathBuf {
        self.path("shop.tar.zst")
    }

    async fn import(&self, text: &str) {
        let mut write = self.database.database.large_write().await.unwrap();
        let mut reader = write.database().read(NOW).await.unwrap();
        let folder = self.folder.path();
        let storage = self.storage();
        let plan = plan_import(&mut reader, "shop.json", text.as_bytes(), folder, &storage, Losses::Allowed);
        let plan = plan.await.unwrap();
        drop(reader);
        let import = Import { name: "shop.json", plan: &plan, folder, now: NOW };
        import_shop(&mut write, &storage, import).await.unwrap();
    }

    /// Gives the setup of the tests, and a prefix that a locale had before.
    async fn give_setup(&self) {
        let mut former = setup::testing::document();
        former.markets[0].locales.insert(setup::testing::language("en"), "en-dubai".to_owned());
        setup::testing::give(&self.database.database, &Setup::check(&former).unwrap()).await;
        setup::testing::give_setup(&self.database.database).await;
    }

    async fn give_rows(&self) {
        let mut tx = self.database.database.write(NOW).await.unwrap();
        for row in [
            "INSERT INTO job (name, due_at, failures, lease_owner, leased_until) VALUES ('outbox', 1, 2, 'one', 3)",
            "INSERT INTO task (job, task_key, payload, created_at, due_at, attempts, failed_at, error, lease_owner, leased_until)
                VALUES ('mail', NULL, '{}', 1, 2, 3, 4, 'no server', '', 0)",
            "INSERT INTO theme_file (address, content) VALUES ('0a', 'AAAA')",
            "INSERT INTO theme_sheet (hash, css) VALUES ('0b', '@layer theme {}')",
            "INSERT INTO hold (token, variant_id, location_id, units, is_counted, kind, holder, customer, state, taken_at)
                SELECT '0c', variant_id, location_id, 1, FALSE, 'staff', 'fair', NULL, 'held', 1 FROM stock LIMIT 1",
            "INSERT INTO menu (kind, document) VALUES ('footer', '{}')",
            "INSERT INTO pricing_rules (id, version, document) VALUES (1, 2, '{}')",
            "INSERT INTO pricing_rules_history (saved_at, document) VALUES (1, '{}')",
            "INSERT INTO product_fact (product_id, attribute_id, thousandths)
                SELECT product.id, attribute.id, 1500 FROM product, attribute LIMIT 1",
            "INSERT INTO visitor (token_hash, created_at, seen_at) VALUES ('0g', 1, 2)",
            "INSERT INTO cart (visitor_id, market, state, version, content, created_at, changed_at)
                SELECT id, 'ae', 'open', 3, '{}', 1, 2 FROM visitor",
            "INSERT INTO shop_order (id, checkout, market, number, state, hold, customer, currency, total, refunded, search,
                snapshot, created_at, placed_at, changed_at)
                VALUES ('0d', '0e', 'ae', 'AE-1001', 'placed', '0f', 'ann', 'AED', 2, 1, 'vase', '{}', 1, 2, 3)",
            "INSERT INTO order_link (token_hash, order_id, made_at) VALUES ('0a', '0d', 1)",
            "INSERT INTO order_line (order_id, line, variant_id, sku, units) VALUES ('0d', 0, 7, 'P7', 2)",
            "INSERT INTO order_event (order_id, event_key, kind, actor, at, data)
                VALUES ('0d', 'placed', 'placed', 'buyer', 1, '{}')",
            "INSERT INTO order_number (market, next) VALUES ('ae', 1002)",
            "INSERT INTO promotion_use (promotion, used) VALUES ('welcome', 1)",
            "INSERT INTO promotion_use_of_customer (promotion, customer, used) VALUES ('welcome', 'ann', 1)",
            "INSERT INTO payment (id, order_id, attempt, method, kind, handle, url, state, amount, currency, captured, refunded,
                reported_amount, reported_currency, lapses_at, looks, next_look_at, created_at)
                VALUES ('1a', '0d', 1, 'test', 'test', 'h', 'u', 'mismatch', 2, 'AED', 2, 1, 3, 'INR', 4, 5, 6, 7)",
            "INSERT INTO payment_notice (provider, event_id, handle, received_at) VALUES ('test', 'e', 'h', 1)",
            "INSERT INTO refund (id, payment_id, amount, state, reason, requested_at, ended_at)
                VALUES ('1b', '1a', 1, 'done', 'broken', 1, 2)",
            "INSERT INTO gift_card (code_hash, last_four, currency, issued, balance, state, expires_at, issued_at)
                VALUES ('1c', 'ABCD', 'AED', 5, 3, 'active', 9, 1)",
            "INSERT INTO gift_card_use (gift_card_id, order_id, amount, given_back, used_at)
                SELECT id, '0d', 3, 1, 2 FROM gift_card",
            "INSERT INTO customer_units (customer, variant_id, units, most) SELECT 'ann', variant_id, 1, 2 FROM stock LIMIT 1",
        ] {
            sql(row).execute(&mut tx).await.unwrap();
        }
        tx.commit_bookkeeping().await.unwrap();
    }

    async fn replace_picture(&self) {
        let former = ContentHash::of(&demo_picture("bottle-vase-olive-1"));
        let new = ValidatedImage::of(demo_picture("scene-majlis-tray").into()).unwrap();
        self.storage().keep(&new).await.unwrap();
        let mut tx = self.database.database.write(NOW).await.unwrap();
        let files = lock_files(&mut tx, &former).await.unwrap();
        replace_picture(&mut tx, files[0].id, &new).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn demo_picture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../demo/images/{name}.jpg", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn storage(folder: &Path) -> Storage {
    Storage::open(&StorageLocation::Folder(folder.to_owned())).unwrap()
}

async fn rows(database: &Database) -> Rows {
    let mut snapshot = database.snapshot().await.unwrap();
    let mut rows = Rows::new();
    for table in snapshot.tables().to_vec() {
        let of_table = rows.entry(table.name.clone()).or_default();
        let pushed = snapshot.each_row(&table, |row| {
            of_table.push(format!("{row:?}"));
            Ok::<_, database::Error>(())
        });
        pushed.await.unwrap();
        of_table.sort();
    }
    rows
}

/// Returns the address of a missing database, on the other engine than that of `like`.
async fn elsewhere(like: &TestDatabase, folder: &TempDir) -> (String, Option<TestDatabase>) {
    match like.engine {
        "sqlite" => {
            let given = postgres().await;
            (given.address.clone(), Some(given))
        }
        _ => (format!("sqlite:{}", folder.path().join("restored.db").display()), None),
    }
}

async fn restored(file: &Path, address: &str, pictures: &Path) -> Result<Restored, RestoreError> {
    restore(file, address, &storage(pictures), IfWritten::Fail, NOW).await
}

#[tokio::test]
async fn every_row_and_picture_goes_to_the_other_engine_and_back() {
    for given in both_engines().await {
        let shop = GivenShop::in_database(given).await;
        let before = rows(&shop.database.database).await;
        let (there, _server) = elsewhere(&shop.database, &shop.folder).await;

        let written = write(shop.database.database.snapshot().await.unwrap(), &shop.storage(), &shop.backup(), NOW)
            .await
            .unwrap();
        restored(&shop.backup(), &there, &shop.path("there")).await.unwrap();
        let database = Database::open(&there).await.unwrap();
        database.verify_schema().await.unwrap();
        let back = shop.path("back.tar.zst");
        write(database.snapshot().await.unwrap(), &storage(&shop.path("there")), &back, NOW).await.unwrap();
        let again = Database::open(&format!("sqlite:{}", shop.path("again.db").display())).await.unwrap();
        again.close().await;
        restored(&back, &format!("sqlite:{}", shop.path("again.db").display()), &shop.path("again")).await.unwrap();

        let again = Database::open(&format!("sqlite:{}", shop.path("again.db").display())).await.unwrap();
        for (table, rows) in &before {
            assert!(!rows.is_empty(), "{table}: give the test's shop a row, so that it is seen to be kept");
        }
        assert_eq!(rows(&database).await, before, "{}", shop.database.engine);
        assert_eq!(rows(&again).await, before, "{}", shop.database.engine);
        assert_eq!((written.pictures, written.missing_pictures.len()), (1, 0));
        let address = ContentHash::of(&demo_picture("scene-majlis-tray"));
        for folder in ["there", "again"] {
            let kept = storage(&shop.path(folder));
            assert_eq!(kept.source(&address).await.unwrap().unwrap(), demo_picture("scene-majlis-tray"));
            assert_eq!(kept.mezzanine(&address).await.unwrap(), shop.storage().mezzanine(&address).await.unwrap());
        }
    }
}

#[tokio::test]
async fn second_backup_to_a_file_that_is_being_written_is_refused() {
    let shop = GivenShop::in_database(sqlite().await).await;
    let unfinished = shop.backup().with_added_extension("part");
    let other = std::fs::File::create(&unfinished).unwrap();
    other.lock().unwrap();
    let back_up =
        async || write(shop.database.database.snapshot().await.unwrap(), &shop.storage(), &shop.backup(), NOW).await;

    let refused = back_up().await.unwrap_err().to_string();
    let is_left_alone = unfinished.exists();
    drop(other);
    back_up().await.unwrap();

    assert!(refused.ends_with("another backup is being written to this file"), "{refused}");
    assert!(is_left_alone && !unfinished.exists());
    check(&shop.backup()).await.unwrap();
}

#[tokio::test]
async fn backup_is_of_one_moment_while_others_write() {
    for given in both_engines().await {
        let shop = GivenShop::in_database(given).await;
        let database = &shop.database.database;
        let is_over = AtomicBool::new(false);
        let writing = async {
            let mut writes = 0;
            while !is_over.load(Ordering::Relaxed) {
                let mut tx = database.write(NOW).await.unwrap();
                for text in [
                    "UPDATE category SET position = position + 1",
                    "UPDATE product SET popularity = popularity + 1",
                    "UPDATE variant SET weight_g = weight_g + 1",
                ] {
                    sql(text).execute(&mut tx).await.unwrap();
                }
                tx.touch(CacheKey::named("assortment"));
                tx.commit().await.unwrap();
                writes += 1;
            }
            writes
        };
        let backing_up = async {
            for _ in 0..20 {
                write(database.snapshot().await.unwrap(), &shop.storage(), &shop.backup(), NOW).await.unwrap();
            }
            is_over.store(true, Ordering::Relaxed);
        };

        let (writes, ()) = join(writing, backing_up).await;
        restored(&shop.backup(), &format!("sqlite:{}", shop.path("a.db").display()), &shop.path("a")).await.unwrap();

        let restored = Database::open(&format!("sqlite:{}", shop.path("a.db").display())).await.unwrap();
        let mut reader = restored.read(NOW).await.unwrap();
        let text = "SELECT MAX(category.position), MAX(product.popularity) - 12, MAX(variant.weight_g) - 1450
            FROM category, product, variant";
        let row = sql(text).one(&mut reader).await.unwrap();
        // The later category has the position 1.
        let raised = [row.column::<i64>(0).unwrap() - 1, row.column(1).unwrap(), row.column(2).unwrap()];
        assert!(writes > 1, "{}", shop.database.engine);
        assert_eq!(raised, [raised[0]; 3], "{}: all or none of each write", shop.database.engine);
    }
}

#[tokio::test]
async fn restored_shop_begins_a_history_that_no_cache_knows() {
    let shop = GivenShop::in_database(sqlite().await).await;
    let mut reader = shop.database.database.read(NOW).await.unwrap();
    let before = reader.version().await.unwrap();
    drop(reader);
    write(shop.database.database.snapshot().await.unwrap(), &shop.storage(), &shop.backup(), NOW).await.unwrap();

    for given in [postgres().await, sqlite().await] {
        given.database.close().await;
        let restored = restored(&shop.backup(), &given.address, &shop.path("there")).await.unwrap();

        let database = Database::open(&given.address).await.unwrap();
        let mut reader = database.read(NOW).await.unwrap();
        assert_eq!(restored.revision, Revision(before.revision.0 + 1), "{}", given.engine);
        assert_eq!(reader.revision().await.unwrap(), restored.revision);
        assert_ne!(reader.version().await.unwrap().epoch, before.epoch, "{}", given.engine);
        assert_eq!(reader.changes_since(&before).await.unwrap(), None, "{}", given.engine);
        assert!(!database.begin_epoch_of_other_file(NOW, 7).await.unwrap(), "{}", given.engine);
    }
}

#[tokio::test]
async fn rows_are_numbered_on_from_those_that_were_restored() {
    let shop = GivenShop::in_database(sqlite().await).await;
    write(shop.database.database.snapshot().await.unwrap(), &shop.storage(), &shop.backup(), NOW).await.unwrap();
    for given in both_engines().await {
        given.database.close().await;
        restored(&shop.backup(), &given.address, &shop.path("there")).await.unwrap();
        let database = Database::open(&given.address).await.unwrap();

        let mut tx = database.write(NOW).await.unwrap();
        let new =
            sql("INSERT INTO category (code, position) VALUES ('new', 9) RETURNING id").one(&mut tx).await.unwrap();

        assert_eq!(new.column::<i64>(0).unwrap(), 3, "{}", given.engine);
    }
}

#[tokio::test]
async fn shop_that_is_there_is_replaced_only_when_that_is_asked_for_and_nobody_has_it_open() {
    let shop = GivenShop::in_database(sqlite().await).await;
    write(shop.database.database.snapshot().await.unwrap(), &shop.storage(), &shop.backup(), NOW).await.unwrap();
    let expected = rows(&shop.database.database).await;
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        sql("INSERT INTO location (code) VALUES ('elsewhere')").execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let there = rows(&given.database).await;
        let attempt = async |if_written| {
            restore(&shop.backup(), &given.address, &shop.storage(), if_written, NOW).await.map_err(|error| match error
            {
                RestoreError::Rebuild(error) => error,
                other => panic!("{other}"),
            })
        };
        let open = given.database.clone();
        let mut following = tokio::task::JoinSet::new();
        following.spawn(async move { open.follow_changes().await });
        while given.database.change_detector().token().is_none() {
            tokio::task::yield_now().await;
        }

        let in_use = attempt(IfWritten::Replace).await;
        following.shutdown().await;
        let unasked = attempt(IfWritten::Fail).await;
        assert_eq!(rows(&given.database).await, there, "{}", given.engine);
        given.database.close().await;
        let refused = attempt(IfWritten::Fail).await;
        attempt(IfWritten::Replace).await.unwrap();

        assert!(matches!(in_use, Err(RebuildError::InUse { .. })), "{}: {in_use:?}", given.engine);
        assert!(unasked.is_err(), "{}", given.engine);
        assert!(matches!(refused, Err(RebuildError::Written { .. })), "{}: {refused:?}", given.engine);
        assert_eq!(rows(&Database::open(&given.address).await.unwrap()).await, expected, "{}", given.engine);
    }
}

#[tokio::test]
async fn backup_with_any_byte_changed_or_missing_restores_nothing() {
    let shop = GivenShop::in_database(sqlite().await).await;
    write(shop.database.database.snapshot().await.unwrap(), &shop.storage(), &shop.backup(), NOW).await.unwrap();
    let whole = std::fs::read(shop.backup()).unwrap();
    let damaged = shop.path("damaged.tar.zst");
    let there = shop.path("there.db");
    let step = whole.len() / 40;
    let changed = (0..40).map(|turn| {
        let mut bytes = whole.clone();
        bytes[turn * step] ^= 0x55;
        bytes
    });
    let cut = (0..40).map(|turn| whole[..turn * step].to_vec());

    for (turn, bytes) in changed.chain(cut).enumerate() {
        std::fs::write(&damaged, &bytes).unwrap();
        let refused = restored(&damaged, &format!("sqlite:{}", there.display()), &shop.path("there")).await;

        let refused = refused.err().unwrap_or_else(|| panic!("{turn} was restored"));
        assert!(matches!(refused, RestoreError::Damaged(_) | RestoreError::NotABackup(_)), "{turn}: {refused}");
        assert!(!there.exists() && !shop.path("there").exists(), "{turn}");
    }
    check(&shop.backup()).await.unwrap();
}

#[tokio::test]
async fn other_files_and_versions_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.json");
    let refusal = async |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        check(&file).await.err().unwrap().to_string()
    };
    let header = |format: &str| {
        let mut archive = tar::Builder::new(zstd::Encoder::new(Vec::new(), 1).unwrap());
        let text = format!("{{\"format\": \"{format}\"}}");
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        archive.append_data(&mut header, "backup.json", text.as_bytes()).unwrap();
        archive.into_inner().unwrap().finish().unwrap()
    };

    assert!(refusal(SHOP.as_bytes()).await.ends_with("is no backup that `vitrine backup` has written"));
    assert!(refusal(b"").await.ends_with("is no backup that `vitrine backup` has written"));
    assert!(refusal(&header("something/1")).await.ends_with("is no backup that `vitrine backup` has written"));
    let newer = refusal(&header("vitrine-backup/2")).await;
    assert_eq!(newer, "the backup has the format vitrine-backup/2, and this version of Vitrine reads vitrine-backup/1");
}

#[tokio::test]
async fn picture_that_is_lost_is_named_and_everything_else_is_backed_up() {
    let shop = GivenShop::in_database(sqlite().await).await;
    let address = ContentHash::of(&demo_picture("scene-majlis-tray"));
    for loss in ["changed", "gone"] {
        let path = shop.path("pictures/sources").join(&address.as_str()[..2]).join(address.as_str());
        match loss {
            "changed" => std::fs::write(path, "other bytes").unwrap(),
            _ => std::fs::remove_file(path).unwrap(),
        }

        let written = write(shop.database.database.snapshot().await.unwrap(), &shop.storage(), &shop.backup(), NOW)
            .await
            .unwrap();

        assert_eq!((written.pictures, written.missing_pictures.as_slice()), (0, &[address.as_str().to_owned()][..]));
        assert_eq!(check(&shop.backup()).await.unwrap().missing_pictures, [address.as_str()], "{loss}");
    }
}
