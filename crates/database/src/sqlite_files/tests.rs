//! Real files that are put back, lost and replaced.

use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use types::Timestamp;

use crate::{CacheKey, Database, Error, OpenError, Revision, sql};

const NOW: Timestamp = Timestamp(1000);

/// A folder with a database, which a test opens and closes.
struct Shop {
    folder: TempDir,
}

/// The bytes of a database's files.
#[derive(Clone, PartialEq, Eq)]
struct Files {
    database: Vec<u8>,
    log: Option<Vec<u8>>,
    state: Vec<u8>,
}

impl Shop {
    async fn new() -> Self {
        let shop = Self { folder: tempfile::tempdir().unwrap() };
        let database = shop.open().await.unwrap();
        database.migrate().await.unwrap();
        database.begin_epoch_of_other_file(NOW, 7).await.unwrap();
        database.close().await;
        shop
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.path().join(format!("shop.db{ending}"))
    }

    async fn open(&self) -> Result<Database, OpenError> {
        Database::open(&format!("sqlite:{}", self.path("").display())).await
    }

    async fn refusal(&self) -> OpenError {
        self.open().await.err().expect("the files are refused")
    }

    /// Copies the files as a crash at this moment would leave them.
    fn files(&self) -> Files {
        Files {
            database: std::fs::read(self.path("")).unwrap(),
            log: std::fs::read(self.path("-wal")).ok().filter(|log| !log.is_empty()),
            state: std::fs::read(self.path(".state")).unwrap(),
        }
    }

    /// Overwrites the existing files with these bytes.
    fn put(&self, files: &Files) {
        std::fs::write(self.path(""), &files.database).unwrap();
        std::fs::write(self.path(".state"), &files.state).unwrap();
        match &files.log {
            Some(log) => std::fs::write(self.path("-wal"), log).unwrap(),
            None => drop(std::fs::remove_file(self.path("-wal"))),
        }
    }

    async fn run(&self, text: &'static str) {
        let options = SqliteConnectOptions::new().filename(self.path("")).foreign_keys(false);
        let mut connection = options.connect().await.unwrap();
        sqlx::query(text).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}

/// Makes this many writes, each to another page of the database.
async fn write(database: &Database, times: u32) -> Revision {
    let mut last = Revision(0);
    for _ in 0..times {
        let mut tx = database.write(NOW).await.unwrap();
        sql("INSERT INTO location (code) VALUES (hex(randomblob(3000)))").execute(&mut tx).await.unwrap();
        tx.touch(CacheKey::named("stock"));
        last = tx.commit().await.unwrap();
    }
    last
}

async fn revision(database: &Database) -> Revision {
    database.read(NOW).await.unwrap().revision().await.unwrap()
}

#[tokio::test]
async fn crash_loses_nothing_and_begins_no_history() {
    let shop = Shop::new().await;
    let database = shop.open().await.unwrap();
    let last = write(&database, 20).await;
    let crashed = shop.files();
    database.close().await;

    shop.put(&crashed);
    let again = shop.open().await.unwrap();

    assert!(crashed.log.is_some());
    assert_eq!(revision(&again).await, last);
    assert!(!again.begin_epoch_of_other_file(NOW, 7).await.unwrap());
}

#[tokio::test]
async fn file_that_was_closed_is_opened_without_a_word() {
    let shop = Shop::new().await;
    let database = shop.open().await.unwrap();
    let last = write(&database, 3).await;
    database.close().await;

    let again = shop.open().await.unwrap();

    assert!(!again.begin_epoch_of_other_file(NOW, 7).await.unwrap());
    assert_eq!(revision(&again).await, last);
}

/// A backup of the file alone, and a later log that a crash has left, once the log has begun again and once it has not.
#[tokio::test]
async fn backup_beside_a_later_log_is_refused_and_nothing_is_changed() {
    let shop = Shop::new().await;
    let database = shop.open().await.unwrap();
    write(&database, 5).await;
    database.close().await;
    let backup = shop.files();
    let database = shop.open().await.unwrap();
    write(&database, 5).await;
    shop.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    write(&database, 5).await;
    let crashed = shop.files();
    database.close().await;

    let mixed = Files { database: backup.database, ..crashed };
    shop.put(&mixed);
    let refused = shop.refusal().await;

    assert!(matches!(refused, OpenError::ForeignLog { .. }), "{refused}");
    assert!(shop.files() == mixed, "the files are as they were");
}

#[tokio::test]
async fn later_backup_beside_an_earlier_log_is_refused() {
    let shop = Shop::new().await;
    let database = shop.open().await.unwrap();
    write(&database, 5).await;
    let crashed = shop.files();
    write(&database, 5).await;
    database.close().await;
    let backup = shop.files();

    shop.put(&Files { database: backup.database, ..crashed });
    let refused = shop.refusal().await;

    assert!(matches!(refused, OpenError::ForeignLog { .. }), "{refused}");
}

#[tokio::test]
async fn log_of_another_shop_is_refused() {
    let (shop, other) = (Shop::new().await, Shop::new().await);
    let database = other.open().await.unwrap();
    write(&database, 2).await;
    let crashed = other.files();
    let own = shop.files();

    shop.put(&Files { log: crashed.log, ..own });
    let refused = shop.refusal().await;

    assert!(matches!(refused, OpenError::ForeignLog { .. }), "{refused}");
}

/// The log has everything since the backup: replaying it gives the newest state.
#[tokio::test]
async fn backup_beside_the_log_that_goes_on_from_it_is_the_newest_state() {
    let shop = Shop::new().await;
    let database = shop.open().await.unwrap();
    write(&database, 5).await;
    let backup = shop.files();
    let last = write(&database, 5).await;
    let crashed = shop.files();
    database.close().await;

    shop.put(&Files { database: backup.database, ..crashed });
    let again = shop.open().await.unwrap();

    assert_eq!(revision(&again).await, last);
}

#[tokio::test]
async fn backup_alone_is_checked_and_goes_on_in_another_epoch() {
    let shop = Shop::new().await;
    let database = shop.open().await.unwrap();
    write(&database, 5).await;
    database.close().await;
    let backup = shop.files();
    let database = shop.open().await.unwrap();
    write(&database, 5).await;
    let later = database.read(NOW).await.unwrap().version().await.unwrap();
    database.close().await;
    let present = shop.files();

    shop.put(&Files { database: backup.database, ..present });
    let again = shop.open().await.unwrap();
    let is_other = again.begin_epoch_of_other_file(NOW, 9).await.unwrap();

    assert!(is_other);
    assert!(!again.begin_epoch_of_other_file(NOW, 10).await.unwrap(), "once");
    let mut reader = again.read(NOW).await.unwrap();
    assert_eq!(reader.version().await.unwrap().epoch.as_str(), format!("{:032x}", 9));
    assert_eq!(reader.changes_since(&later).await.unwrap(), None, "nobody can follow what was written in between");
}

#[tokio::test]
async fn backup_with_a_broken_reference_is_refused() {
    let shop = Shop::new().await;
    shop.run("INSERT INTO stock (location_id, variant_id, on_hand) VALUES (7, 8, 9)").await;

    let refused = shop.refusal().await.to_string();

    assert!(refused.contains("a row of the table stock refers to one of"), "{refused}");
}

#[tokio::test]
async fn backup_that_was_torn_while_it_was_copied_is_refused() {
    let shop = Shop::new().await;
    let database = shop.open().await.unwrap();
    write(&database, 50).await;
    database.close().await;
    let mut torn = shop.files();
    torn.database.truncate(torn.database.len() / 4096 / 2 * 4096);

    shop.put(&torn);
    let refused = shop.refusal().await;

    assert!(matches!(refused, OpenError::Damaged { .. }), "{refused}");
    assert!(shop.files() == torn, "the file is as it was");
}

#[tokio::test]
async fn database_that_is_lost_is_not_made_anew() {
    for loss in ["gone", "empty"] {
        let shop = Shop::new().await;
        match loss {
            "gone" => std::fs::remove_file(shop.path("")).unwrap(),
            _ => std::fs::write(shop.path(""), "").unwrap(),
        }

        let refused = shop.refusal().await;

        assert!(matches!(refused, OpenError::Lost { .. }), "{loss}: {refused}");
        assert_eq!(std::fs::read(shop.path("")).unwrap_or_default(), b"", "{loss}");
    }
}

#[tokio::test]
async fn log_without_its_database_tells_that_there_was_one() {
    let shop = Shop::new().await;
    let database = shop.open().await.unwrap();
    write(&database, 1).await;
    let log = shop.files().log.unwrap();
    database.close().await;
    for ending in ["", ".state"] {
        std::fs::remove_file(shop.path(ending)).unwrap();
    }
    std::fs::write(shop.path("-wal"), &log).unwrap();

    let refused = shop.refusal().await;

    assert!(matches!(refused, OpenError::Lost { .. }), "{refused}");
    assert!(std::fs::read(shop.path("-wal")).unwrap() == log, "the log is as it was");
}

#[tokio::test]
async fn database_that_never_was_is_made_only_on_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("shop.db").display());

    let refused = Database::open_existing(&address).await.err().unwrap();

    assert!(matches!(refused, OpenError::NoDatabase { .. }), "{refused}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
    Database::open(&address).await.unwrap();
}

/// In the place of the open file: none, another one, other bytes, and a log that is gone.
#[tokio::test]
async fn nothing_is_written_while_the_open_file_is_not_in_its_place() {
    type Change = fn(&Path, &Path, &[u8]);
    let away: Change = |file, aside, _| std::fs::rename(file, aside).unwrap();
    let replaced: Change = |file, aside, bytes| {
        std::fs::rename(file, aside).unwrap();
        std::fs::write(file, bytes).unwrap();
    };
    let back: Change = |file, aside, _| std::fs::rename(aside, file).unwrap();
    for (name, ending, change) in [("away", "", away), ("replaced", "", replaced), ("log away", "-wal", away)] {
        let shop = Shop::new().await;
        let backup = shop.files();
        let database = shop.open().await.unwrap();
        let last = write(&database, 3).await;
        let tx = database.write(NOW).await.unwrap();

        change(&shop.path(ending), &shop.path("-aside"), &backup.database);
        let begun_before = tx.commit().await;
        let begun_after = database.write(NOW).await.err();

        assert!(matches!(begun_before, Err(Error::FileReplaced(_))), "{name}: {begun_before:?}");
        assert!(matches!(begun_after, Some(Error::FileReplaced(_))), "{name}: {begun_after:?}");
        assert!(matches!(database.verify_files(), Err(Error::FileReplaced(_))), "{name}");
        back(&shop.path(ending), &shop.path("-aside"), &[]);
        assert!(write(&database, 1).await > last, "{name}: written again, once the file is back");
    }
}

#[tokio::test]
async fn backup_that_is_copied_into_the_open_file_is_left_as_it_is() {
    let shop = Shop::new().await;
    let backup = shop.files();
    let database = shop.open().await.unwrap();
    write(&database, 5).await;
    shop.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    database.verify_files().unwrap();
    write(&database, 5).await;

    std::fs::write(shop.path(""), &backup.database).unwrap();
    let refused = database.write(NOW).await.err();
    database.close().await;
    drop(database);

    assert!(matches!(refused, Some(Error::FileReplaced(_))), "{refused:?}");
    assert!(std::fs::read(shop.path("")).unwrap() == backup.database, "closing copies no log into it");
    assert!(matches!(shop.refusal().await, OpenError::ForeignLog { .. }));
}

#[tokio::test]
async fn two_processes_that_write_at_once_count_every_commit() {
    let shop = Shop::new().await;
    let (one, other) = (shop.open().await.unwrap(), shop.open().await.unwrap());

    tokio::join!(write(&one, 50), write(&other, 50));
    one.close().await;
    let third = shop.open().await.unwrap();
    other.close().await;
    third.close().await;

    let before = shop.files();
    let last = shop.open().await.unwrap();
    assert_eq!(revision(&last).await, Revision(100));
    assert!(!last.begin_epoch_of_other_file(NOW, 7).await.unwrap(), "{}", String::from_utf8_lossy(&before.state));
}
