//! A shop of a test's own: its database, its clock, its pictures, and whoever comes to see it.

mod answer;
mod folder;
mod log;
mod open_shop;
mod program;
mod proxy;
mod wire;

use std::{
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    http::{Request, request::Builder},
};
use database::{Database, testing::TestDatabase};
use interchange::{Known, ShopDocument, import_shop, read_json};
use pictures::{Address, Storage};
use server::{Clock, Config, Files, Peer, Shop};
use tempfile::TempDir;
use tower::ServiceExt as _;
use types::Timestamp;

pub(crate) use answer::Answer;
pub(crate) use folder::ORIGIN;
pub(crate) use log::Log;
pub(crate) use program::{Program, free_port, is_superuser};
pub(crate) use proxy::Proxy;
pub(crate) use wire::{Visitor, visit};

/// 2026-06-01T00:00:00Z: everything in the tests' shop is public.
pub(crate) const NOW: Timestamp = Timestamp(1_780_272_000_000);

/// What is in the tests' shop, as a file that can be imported.
pub(crate) const SHOP: &str = include_str!("shop.json");

/// A migrated shop with a few products, in memory of this process. Dropped, it fails a test that left an error in the
/// log without saying that it would.
pub(crate) struct TestShop {
    pub(crate) shop: Arc<Shop>,
    pub(crate) log: Log,
    router: Router,
    _database: TestDatabase,
    folder: TempDir,
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

    /// On a database that a test has prepared.
    pub(crate) async fn over(database: TestDatabase, lines: &str) -> Self {
        let log = Log::start();
        let folder = folder::with_assets();
        let config = config(folder.path(), lines);
        import(&database.database, &config, folder.path(), SHOP).await;
        let files = Files::read(&config.assets).unwrap();
        let origin = config.origin.clone().unwrap_or_else(|| ORIGIN.to_owned());
        let shop = Arc::new(Shop::new(&config, origin, database.database.clone(), files, Clock::standing_at(NOW)));
        Self { router: server::router(&shop), shop, log, _database: database, folder }
    }

    /// GET, with what every browser sends.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address)).await
    }

    /// GET with one header.
    pub(crate) async fn get_with(&self, address: &str, header: &str, value: &str) -> Answer {
        self.ask(Request::get(address).header(header, value)).await
    }

    /// Any request.
    pub(crate) async fn ask(&self, request: Builder) -> Answer {
        let request = request.body(Body::empty()).unwrap();
        Answer::read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// The metrics, as a program on the same machine reads them.
    pub(crate) async fn metrics(&self) -> String {
        let local = Request::get("/metrics").extension(Peer(Ipv4Addr::LOCALHOST.into()));
        self.ask(local).await.text()
    }

    /// Imports `document` as well; its pictures are those of the shop.
    pub(crate) async fn import(&self, document: &str) {
        import(&self.shop.database, &config(self.folder.path(), ""), self.folder.path(), document).await;
    }

    /// A file on the shop's disk.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The address of a rendition of the shop's one picture.
pub(crate) fn rendition(name: &str) -> String {
    let picture = Address::of(&folder::picture());
    format!("/img/{}/{name}", picture.as_str())
}

fn config(folder: &Path, lines: &str) -> Config {
    let folder = folder.display();
    let text = format!("assets = \"{folder}/dist\"\npictures = \"{folder}/pictures\"\n{lines}");
    Config::from_texts(Some(("test.toml", &text)), &[]).unwrap()
}

async fn import(database: &Database, config: &Config, folder: &Path, document: &str) {
    let document: ShopDocument = read_json("shop.json", document.as_bytes(), &Known::default()).unwrap();
    let mut tx = database.write(NOW).await.unwrap();
    import_shop(&mut tx, &Storage::new(&config.pictures), &document, folder).await.unwrap();
    tx.commit().await.unwrap();
}
