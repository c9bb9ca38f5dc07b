//! A shop of a test's own: its database, its clock, its pictures, and whoever comes to see it.

mod answer;
mod collector;
mod edge;
mod folder;
mod full_shop;
mod log;
mod open_shop;
mod page;
mod program;
mod proxy;
mod serving;
mod wire;

use std::{
    fs,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::{
    body::Body,
    http::{Request, request::Builder},
};
use cdn::PurgeCursor;
use database::{Database, IfWritten, Version, testing::TestDatabase};
use import_export::{DOCUMENT, ExportedShop, Import, Losses, export_folder, import_shop, plan_import};
use pictures::{ContentHash, Limits, PictureName, Renditions, Storage};
use secrecy::ExposeSecret as _;
use server::{AppState, Clock, Config, Files, Peer, Storefront};
use tempfile::TempDir;
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt as _;
use types::Timestamp;

pub(crate) use answer::Answer;
pub(crate) use collector::{Collector, attribute};
pub(crate) use edge::Edge;
pub(crate) use folder::ORIGIN;
pub(crate) use log::Log;
use open_shop::OpenShop;
pub(crate) use program::{Program, free_port, is_superuser};
pub(crate) use proxy::{Break, Proxy};
pub(crate) use serving::{Serving, until_it_listens};
pub(crate) use wire::{Visitor, visit};

/// 2026-06-01T00:00:00Z: everything in the tests' shop is public.
pub(crate) const NOW: Timestamp = Timestamp(1_780_272_000_000);

/// For what takes milliseconds on a quiet machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The content of the tests' shop, as a file that can be imported.
pub(crate) const SHOP: &str = include_str!("shop.json");

/// A migrated shop with a few products, in memory of this process. Dropped, it fails a test that left an error in the
/// log without saying that it would.
pub(crate) struct TestShop {
    pub(crate) shop: Arc<AppState>,
    pub(crate) log: Log,
    storefront: Storefront,
    database: TestDatabase,
    folder: TempDir,
    /// The writer of orders, which runs as long as the shop is there.
    _writer: JoinSet<()>,
}

impl TestShop {
    /// On SQLite.
    pub(crate) async fn open() -> Self {
        Self::over(database::testing::sqlite().await, "").await
    }

    /// On SQLite, with these lines in its configuration.
    pub(crate) async fn configured(lines: &str) -> Self {
        Self::over(database::testing::sqlite().await, lines).await
    }

    /// On SQLite, with only this document in it, and the tests' setup unless it has one.
    pub(crate) async fn opened_with(document: &str) -> Self {
        let mut document: serde_json::Value = serde_json::from_str(document).unwrap();
        let sections = document.as_object_mut().unwrap();
        sections.entry("setup").or_insert_with(|| serde_json::to_value(setup::testing::document()).unwrap());
        Self::with(database::testing::sqlite().await, "", &document.to_string()).await
    }

    /// On a database that a test has prepared.
    pub(crate) async fn over(database: TestDatabase, lines: &str) -> Self {
        Self::with(database, lines, SHOP).await
    }

    async fn with(mut database: TestDatabase, lines: &str, document: &str) -> Self {
        let log = Log::start();
        let folder = folder::with_assets();
        let config = config(folder.path(), lines);
        database.database = told(database.database, &config);
        import(&database.database, &config, folder.path(), ("shop.json", document)).await;
        Self::of(log, database, folder, &config)
    }

    /// From a backup, on a database that nobody has written to.
    pub(crate) async fn restored(backup: &Path, mut database: TestDatabase) -> Self {
        let log = Log::start();
        let folder = folder::with_assets();
        let config = config(folder.path(), "");
        database.database.close().await;
        let storage = Storage::open(&config.pictures).unwrap();
        backup::restore(backup, &database.address, &storage, IfWritten::Fail, NOW).await.unwrap();
        database.database = Database::open(&database.address).await.unwrap();
        Self::of(log, database, folder, &config)
    }

    fn of(log: Log, database: TestDatabase, folder: TempDir, config: &Config) -> Self {
        let files = Files::read(&config.assets).unwrap();
        let origin = config.origin.clone().unwrap_or_else(|| ORIGIN.to_owned());
        let shop =
            Arc::new(AppState::new(config, origin, database.database.clone(), files, Clock::standing_at(NOW)).unwrap());
        let mut writer = JoinSet::new();
        writer.spawn(shop.take_order_writer().unwrap().run());
        Self { storefront: server::storefront(&shop), shop, log, database, folder, _writer: writer }
    }

    /// Writes a backup to this file.
    pub(crate) async fn back_up(&self, file: &Path) {
        let storage = Storage::open(&config(self.folder.path(), "").pictures).unwrap();
        let snapshot = self.shop.database.snapshot().await.unwrap();
        backup::write(snapshot, &storage, file, NOW).await.unwrap();
    }

    /// Writes an export to this folder.
    pub(crate) async fn export(&self, folder: &Path) -> ExportedShop {
        let storage = Storage::open(&config(self.folder.path(), "").pictures).unwrap();
        let mut reader = self.shop.database.read(NOW).await.unwrap();
        export_folder(&mut reader, &storage, folder).await.unwrap()
    }

    /// A shop in an empty database, of what an export wrote to this folder.
    pub(crate) async fn imported(export: &Path, database: TestDatabase) -> Self {
        let log = Log::start();
        let folder = folder::with_assets();
        let config = config(folder.path(), "");
        let document = fs::read_to_string(export.join(DOCUMENT)).unwrap();
        import(&database.database, &config, export, ("shop.json", &document)).await;
        Self::of(log, database, folder, &config)
    }

    /// GET, with what every browser sends.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address)).await
    }

    /// GET with one header.
    pub(crate) async fn get_with(&self, address: &str, header: &str, value: &str) -> Answer {
        self.ask(Request::get(address).header(header, value)).await
    }

    /// As [`Self::get`], from a process that keeps nothing yet.
    pub(crate) async fn rendered_anew(&self, address: &str) -> Answer {
        let config = config(self.folder.path(), "");
        let files = Files::read(&config.assets).unwrap();
        let database = self.shop.database.clone();
        let shop = AppState::new(&config, ORIGIN.to_owned(), database, files, self.shop.clock.clone()).unwrap();
        let request = Request::get(address).body(Body::empty()).unwrap();
        Answer::read(server::storefront(&Arc::new(shop)).oneshot(request).await.unwrap()).await
    }

    /// Any request.
    pub(crate) async fn ask(&self, request: Builder) -> Answer {
        self.send(request, Body::empty()).await
    }

    /// Any request with a body.
    pub(crate) async fn send(&self, request: Builder, body: impl Into<Body>) -> Answer {
        let request = request.body(body.into()).unwrap();
        Answer::read(self.storefront.clone().oneshot(request).await.unwrap()).await
    }

    /// The metrics, as a program on the same machine reads them.
    pub(crate) async fn metrics(&self) -> String {
        let local = Request::get("/metrics").extension(Peer(Ipv4Addr::LOCALHOST.into()));
        self.ask(local).await.text()
    }

    /// Imports `document` as well; its pictures are those of the shop.
    pub(crate) async fn import(&self, document: &str) {
        self.import_file("shop.json", document).await;
    }

    /// Imports a table of the stock of one variant.
    pub(crate) async fn set_stock(&self, sku: &str, units: u32) {
        self.import_file("stock.csv", &format!("sku,stock\n{sku},{units}\n")).await;
    }

    async fn import_file(&self, name: &str, text: &str) {
        let folder = self.folder.path();
        import(&self.shop.database, &config(folder, ""), folder, (name, text)).await;
    }

    /// Writes a file beside the shop's document.
    pub(crate) fn write_file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    /// Writes the product again with this price, and nothing else.
    pub(crate) async fn reprice(&self, dirhams: u32) {
        let mut document: serde_json::Value = serde_json::from_str(SHOP).unwrap();
        for variant in ["/products/0/variants/0", "/products/0/variants/1"] {
            document.pointer_mut(variant).unwrap()["price"]["AED"] = (dirhams * 100).into();
        }
        document.as_object_mut().unwrap().retain(|section, _| section == "format" || section == "products");
        self.import(&document.to_string()).await;
    }

    /// The state that the database is in.
    pub(crate) async fn version(&self) -> Version {
        self.shop.database.read(NOW).await.unwrap().version().await.unwrap()
    }

    /// Returns when the shop, which is served, hears of changes.
    pub(crate) async fn is_following(&self) {
        let following = async {
            while self.shop.database.change_detector().token().is_none() {
                sleep(Duration::from_millis(2)).await;
            }
        };
        timeout(PATIENCE, following).await.expect("the shop follows no changes");
    }

    /// Returns when the CDN in front has been purged for everything that was written.
    pub(crate) async fn edge_knows(&self) {
        let revision = self.version().await.revision;
        self.edge_is_told(|cursor| cursor.revision >= revision).await;
    }

    /// Returns when the CDN in front has been purged so far, and that is recorded.
    pub(crate) async fn edge_is_told(&self, so_far: impl Fn(&PurgeCursor) -> bool) {
        let target = self.shop.cdn_target().expect("the test configures one");
        let recorded = async {
            loop {
                let mut reader = self.shop.database.read(NOW).await.unwrap();
                let cursor = cdn::purge_cursor(&mut reader, &target).await.unwrap();
                if cursor.is_some_and(|cursor| so_far(&cursor)) {
                    return;
                }
                drop(reader);
                sleep(Duration::from_millis(2)).await;
            }
        };
        timeout(PATIENCE, recorded).await.expect("the CDN was not purged");
    }

    /// As [`Self::edge_knows`]; until now the shop may have complained that it is not there.
    pub(crate) async fn edge_is_there(&self) {
        self.edge_knows().await;
        self.log.take_errors();
    }

    /// A second process on the same database, as far as it can be one within this one.
    pub(crate) async fn serve_another(&self, lines: &str) -> OpenShop {
        let config = config(self.folder.path(), lines);
        let files = Files::read(&config.assets).unwrap();
        let database = told(Database::open(&self.database.address).await.unwrap(), &config);
        let shop = AppState::new(&config, ORIGIN.to_owned(), database, files, self.shop.clock.clone()).unwrap();
        OpenShop::of(Arc::new(shop), Duration::ZERO, Duration::ZERO).await
    }

    /// Makes every rendition of a picture, as the server does when it is served and nobody asks.
    pub(crate) async fn make_ladder(&self, picture: &str) {
        let storage = Storage::open(&config(self.folder.path(), "").pictures).unwrap();
        let name = PictureName::parse(picture).unwrap();
        let limits = Limits { asked: 1, ahead: 1, memory: 1 << 30 };
        Renditions::new(storage, limits).make_ladder(&name).await.unwrap();
    }

    /// The file of its SQLite database.
    pub(crate) fn database_file(&self) -> PathBuf {
        self.database.address.strip_prefix("sqlite:").expect("the test opens SQLite").into()
    }

    /// A file on the shop's disk.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The database, hearing of other processes' writes as the settings say.
fn told(database: Database, config: &Config) -> Database {
    match &config.redis {
        None => database,
        Some(redis) => database.with_redis_notifications(redis.expose_secret()).unwrap(),
    }
}

/// Rounds of a test that provokes races: `ordinary`, times the factor that `cargo xtask soak` sets.
#[expect(clippy::disallowed_methods, reason = "the runner's variable, not a setting of the shop")]
pub(crate) fn soaked(ordinary: u32) -> u32 {
    let factor = std::env::var("VITRINE_TEST_SOAK").map_or(1, |factor| factor.parse().unwrap());
    ordinary * factor
}

/// The address of a rendition of the shop's one picture.
pub(crate) fn rendition(name: &str) -> String {
    format!("/img/{}/{name}", picture_address())
}

/// The address of the shop's one picture, which is 1200 by 1500 px.
pub(crate) fn picture_address() -> String {
    ContentHash::of(&folder::picture()).as_str().to_owned()
}

fn config(folder: &Path, lines: &str) -> Config {
    let folder = folder.display();
    let text = format!("assets = \"{folder}/dist\"\npictures = \"{folder}/pictures\"\n{lines}");
    Config::from_texts(Some(("test.toml", &text)), &[]).unwrap()
}

async fn import(database: &Database, config: &Config, folder: &Path, (name, text): (&str, &str)) {
    let mut write = database.large_write().await.unwrap();
    let mut reader = database.read(NOW).await.unwrap();
    let storage = Storage::open(&config.pictures).unwrap();
    let plan = plan_import(&mut reader, name, text.as_bytes(), folder, &storage, Losses::Allowed);
    let plan = plan.await.unwrap();
    drop(reader);
    let import = Import { name, plan: &plan, folder, now: NOW };
    import_shop(&mut write, &storage, import).await.unwrap();
}
