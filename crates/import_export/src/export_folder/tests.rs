use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

use database::testing::{TestDatabase, sqlite};
use pictures::{Storage, StorageLocation as Where};
use tempfile::TempDir;
use types::Timestamp;

use super::*;
use crate::{Import, Losses, Plan, PlanError, import_shop, plan_import, testing::SHOP};

const NOW: Timestamp = Timestamp(1_780_272_000_000);

/// A shop with a picture.
struct Given {
    database: TestDatabase,
    folder: TempDir,
}

/// Returns a database with the tests' setup.
async fn database() -> TestDatabase {
    let given = sqlite().await;
    setup::testing::give_setup(&given.database).await;
    given
}

impl Given {
    async fn shop() -> Self {
        let given = Self { database: database().await, folder: tempfile::tempdir().unwrap() };
        let picture = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/images/bottle-vase-olive-1.jpg");
        fs::create_dir_all(given.path("images")).unwrap();
        fs::copy(picture, given.path("images/vase.jpg")).unwrap();
        assert_ne!(given.import(SHOP, "").await, "");
        given
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn storage(&self) -> Storage {
        Storage::open(&Where::Folder(self.path("pictures"))).unwrap()
    }

    async fn plan(&self, document: &str, folder: &str) -> Result<Plan, PlanError> {
        let (storage, folder) = (self.storage(), self.path(folder));
        let mut reader = self.database.database.read(NOW).await.unwrap();
        plan_import(&mut reader, "shop.json", document.as_bytes(), &folder, &storage, Losses::Refused).await
    }

    /// Imports a document whose pictures lie in this folder, and returns the summary, which is empty if nothing changes.
    async fn import(&self, document: &str, folder: &str) -> String {
        let plan = self.plan(document, folder).await.unwrap();
        if plan.changes_nothing() {
            return String::new();
        }
        let mut write = self.database.database.large_write().await.unwrap();
        let import = Import { name: "shop.json", plan: &plan, folder: &self.path(folder), now: NOW };
        import_shop(&mut write, &self.storage(), import).await.unwrap();
        plan.summary.to_string()
    }

    async fn export(&self) -> Result<ExportedShop, ExportError> {
        let mut reader = self.database.database.read(NOW).await.unwrap();
        export_folder(&mut reader, &self.storage(), &self.path("export")).await
    }

    /// Returns the names of all files and folders in the export.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.path("export")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                }
                names.push(path.strip_prefix(self.path("export")).unwrap().display().to_string());
            }
        }
        names.sort();
        names
    }
}

#[tokio::test]
async fn export_over_an_export_replaces_its_files_and_no_others() {
    let given = Given::shop().await;
    given.export().await.unwrap();
    for name in ["notes/of-mine.txt", "images/sketch.txt"] {
        fs::create_dir_all(given.path("export").join(name).parent().unwrap()).unwrap();
        fs::write(given.path("export").join(name), name).unwrap();
    }
    fs::create_dir(given.path("export/empty")).unwrap();
    fs::set_permissions(given.path("export"), fs::Permissions::from_mode(0o750)).unwrap();
    fs::rename(given.path("images/vase.jpg"), given.path("images/jar.jpg")).unwrap();
    let renamed = SHOP.replace("images/vase.jpg", "images/jar.jpg");
    let other = Given { database: database().await, ..given };
    other.import(&renamed, "").await;

    let exported = other.export().await.unwrap();

    assert_eq!((exported.products, exported.pictures), (1, 1));
    let names = [
        "empty",
        "images",
        "images/jar.jpg",
        "images/sketch.txt",
        "notes",
        "notes/of-mine.txt",
        "shop.json",
        "vitrine-export.json",
    ];
    assert_eq!(other.names(), names);
    assert_eq!(fs::read_to_string(other.path("export/notes/of-mine.txt")).unwrap(), "notes/of-mine.txt");
    assert_eq!(fs::metadata(other.path("export")).unwrap().permissions().mode() & 0o777, 0o750);
    assert!(!other.path("export.part").exists());
}

#[tokio::test]
async fn what_no_export_wrote_is_left_as_it_is() {
    let given = Given::shop().await;
    fs::create_dir(given.path("export")).unwrap();
    fs::write(given.path("export/diary.txt"), "Monday").unwrap();
    let others = given.export().await.unwrap_err();
    fs::remove_dir_all(given.path("export")).unwrap();
    given.export().await.unwrap();
    let before = given.names();

    fs::create_dir(given.path("export.part")).unwrap();
    fs::write(given.path("export.part/diary.txt"), "Tuesday").unwrap();
    let in_the_way = given.export().await.unwrap_err();
    fs::remove_dir_all(given.path("export.part")).unwrap();
    fs::write(given.path("export/list.json"), r#"{ "format": "vitrine-export/1", "files": [] }"#).unwrap();
    fs::rename(given.path("export/list.json"), given.path("export/vitrine-export.json")).unwrap();
    let same_name = given.export().await.unwrap_err();

    assert!(
        others.to_string().ends_with(
            "export holds files and is no export of a shop; name one that is empty, or one that is not there yet"
        ),
        "{others}"
    );
    assert!(in_the_way.to_string().contains("export.part is in the way"), "{in_the_way}");
    assert!(same_name.to_string().contains("was written by no export"), "{same_name}");
    assert_eq!(given.names(), before);
    assert!(!given.path("export.part").exists());
}

#[tokio::test]
async fn left_over_of_an_export_that_was_killed_is_removed_and_one_under_way_is_not() {
    let given = Given::shop().await;
    given.export().await.unwrap();
    fs::rename(given.path("export"), given.path("export.part")).unwrap();
    fs::remove_file(given.path("export.part/shop.json")).unwrap();
    let running = fs::File::open(given.path("export.part/vitrine-export.json")).unwrap();
    running.lock().unwrap();

    let under_way = given.export().await.unwrap_err();
    running.unlock().unwrap();
    given.export().await.unwrap();

    assert!(under_way.to_string().starts_with("another export to this folder is under way in "), "{under_way}");
    assert_eq!(given.names(), ["images", "images/vase.jpg", "shop.json", "vitrine-export.json"]);
    assert!(!given.path("export.part").exists());
}

#[tokio::test]
async fn picture_whose_source_is_lost_is_named_and_everything_else_is_exported() {
    let given = Given::shop().await;
    fs::remove_dir_all(given.path("pictures")).unwrap();

    let exported = given.export().await.unwrap();

    assert_eq!((exported.pictures, exported.missing_pictures), (0, vec!["images/vase.jpg".to_owned()]));
    let document = fs::read_to_string(given.path("export/shop.json")).unwrap();
    assert_eq!(given.import(&document, "export").await, "", "the shop has everything");
}

#[tokio::test]
async fn lost_source_is_brought_again_by_the_same_file() {
    let given = Given::shop().await;
    given.export().await.unwrap();
    let document = fs::read_to_string(given.path("export/shop.json")).unwrap();
    let unchanged = given.import(&document, "export").await;
    fs::remove_dir_all(given.path("pictures")).unwrap();

    let brought = given.import(&document, "export").await;

    assert_eq!(unchanged, "");
    assert!(brought.starts_with("1 picture changed; "), "{brought}");
    assert_eq!(given.export().await.unwrap().missing_pictures, Vec::<String>::new());
}

#[tokio::test]
async fn words_of_a_picture_change_without_its_file() {
    let given = Given::shop().await;
    fs::remove_file(given.path("images/vase.jpg")).unwrap();
    let picture = r#"{ "file": "images/vase.jpg", "alt": { "en": "A jar" } }"#;
    let unknown = r#"{ "file": "images/jar.jpg", "alt": { "en": "A jar", "ar": "جرّة", "hi": "घड़ा" } }"#;
    let part = |picture: &str| format!(r#"{{ "format": "vitrine/1", "pictures": [{picture}] }}"#);

    let changed = given.import(&part(picture), "").await;
    let again = given.import(&part(picture), "").await;
    let refused = given.plan(&part(unknown), "").await.unwrap_err().to_string();
    let mut reader = given.database.database.read(NOW).await.unwrap();
    let pictures = pictures::documents(&mut reader).await.unwrap();

    assert_eq!((changed.as_str(), again.as_str()), ("1 picture changed", ""));
    let alt = ["en", "hi"].map(|tag| pictures[0].alt.get(setup::testing::language(tag)).map(String::as_str));
    assert_eq!(alt, [Some("A jar"), Some("फूलदान")]);
    assert_eq!((pictures[0].focus.x, pictures[0].focus.y), (400, 600));
    assert_eq!(refused, "shop.json:1: pictures[0].file: there is no such file; put it beside the document");
}

#[tokio::test]
async fn folder_that_only_its_owner_may_read_stays_so() {
    let given = Given::shop().await;
    let mode = |name: &str| fs::metadata(given.path(name)).unwrap().permissions().mode() & 0o777;
    for folder in ["export", "export/notes"] {
        fs::create_dir(given.path(folder)).unwrap();
        fs::set_permissions(given.path(folder), fs::Permissions::from_mode(0o700)).unwrap();
        if folder == "export" {
            given.export().await.unwrap();
        }
    }
    fs::write(given.path("export/notes/private.txt"), "mine").unwrap();

    given.export().await.unwrap();

    assert_eq!((mode("export"), mode("export/notes")), (0o700, 0o700));
    assert_eq!(fs::read_to_string(given.path("export/notes/private.txt")).unwrap(), "mine");
}
