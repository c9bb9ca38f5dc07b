mod fetch_pictures;
mod product_file;

use std::{borrow::Cow, path::Path, time::Duration};

use database::{Database, LargeWrite, Revision, Slices, StagedWrite};
use import_export::{DOCUMENT, ImportError, Losses, Plan, ShopDocument, Tally, import_shop, plan_import};
use pictures::Storage;
use tokio::time::timeout;
use types::{Market, Timestamp};

use super::{CommandError, confirm_write::FailedCommit};
use crate::{
    Clock, Config,
    app_state::cdn_purger,
    cdn_purge::CdnPurger,
    startup::{ensure_pictures_writable, open_database, open_or_make_database},
    unfinished_import::begin_large_write,
};

/// Time that an import waits for the purge of the CDN.
const PURGE_TIMEOUT: Duration = Duration::from_secs(30);

/// The way to set the stock of variants that the shop has.
const SET_STOCK: &str = "To set it, import a table with the columns sku and stock.";

pub(super) use product_file::ProductOptions;
use product_file::ReadProducts;

/// Reads a file into the shop.
pub(super) struct Import<'a> {
    /// The file, whose folder contains the pictures that it names, or the folder of an export.
    pub(super) file: &'a Path,
    /// Decides if entries that the file's lists no longer have are removed.
    pub(super) losses: Losses,
    /// The options of product files of other shops.
    pub(super) products: ProductOptions,
}

/// A file's bytes, and its products if it is a product file of another shop.
pub(super) struct Source {
    name: String,
    bytes: Vec<u8>,
    products: Option<ReadProducts>,
}

impl Source {
    /// Returns the source of a document that no file has, under this name.
    pub(super) fn of_document(name: &str, document: &ShopDocument) -> Self {
        let bytes = serde_json::to_vec(document).expect("a document has texts for keys");
        Self { name: name.to_owned(), bytes, products: None }
    }
}

impl Import<'_> {
    pub(super) async fn run(&self, config: &Config, clock: &Clock) -> Result<(), CommandError> {
        let database = open_or_make_database(config, clock).await?;
        let source = self.read(&database, config, clock).await?;
        let write = begin_large_write(&database, clock).await?;
        self.run_in(write, &source, config, clock).await
    }

    /// Like [`Self::run`], for a document that is no file.
    pub(super) async fn run_of(&self, source: &Source, config: &Config, clock: &Clock) -> Result<(), CommandError> {
        let database = open_database(config, clock).await?;
        let write = begin_large_write(&database, clock).await?;
        self.run_in(write, source, config, clock).await
    }

    /// Shows what an import would change, and writes nothing.
    pub(super) async fn dry_run(&self, config: &Config, clock: &Clock) -> Result<(), CommandError> {
        let database = open_database(config, clock).await?;
        let source = self.read_only(&database, clock).await?;
        self.show(&source, database, config, clock).await
    }

    /// Like [`Self::dry_run`], for a document that is no file.
    pub(super) async fn dry_run_of(&self, source: &Source, config: &Config, clock: &Clock) -> Result<(), CommandError> {
        let database = open_database(config, clock).await?;
        self.show(source, database, config, clock).await
    }

    async fn show(
        &self,
        source: &Source,
        database: Database,
        config: &Config,
        clock: &Clock,
    ) -> Result<(), CommandError> {
        let storage = Storage::open(&config.pictures)?;
        let plan = self.plan(source, &database, &storage, clock.now()).await?;
        print_exceptions(&plan);
        if plan.changes_nothing() {
            println!("Nothing to import: {}.", left(&plan));
        } else {
            println!("Would import: {}. Nothing was written.", plan.summary);
            if may_lack_prices(&plan) {
                print_unpriced_variants(&plan.unpriced_variants(&mut database.read(clock.now()).await?).await?);
            }
        }
        database.close().await;
        Ok(())
    }

    /// Like [`Self::run`], but does nothing if this shop was ever written to.
    pub(super) async fn run_if_empty(&self, config: &Config, clock: &Clock) -> Result<(), CommandError> {
        let database = open_or_make_database(config, clock).await?;
        if is_written(&database, clock).await? {
            return Ok(());
        }
        let source = self.read(&database, config, clock).await?;
        let write = begin_large_write(&database, clock).await?;
        // Another process may have imported meanwhile.
        if is_written(&database, clock).await? {
            return Ok(());
        }
        self.run_in(write, &source, config, clock).await
    }

    /// Plans and imports. No other process can import meanwhile, so that the plan stays true.
    async fn run_in(
        &self,
        mut write: LargeWrite,
        source: &Source,
        config: &Config,
        clock: &Clock,
    ) -> Result<(), CommandError> {
        ensure_pictures_writable(config)?;
        let storage = Storage::open(&config.pictures)?;
        let database = &write.database().clone();
        let now = clock.now();
        let plan = self.plan(source, database, &storage, now).await?;
        print_exceptions(&plan);
        if plan.changes_nothing() {
            println!("Nothing to import: {}.", left(&plan));
            return Ok(());
        }
        let before = database.read(now).await?.revision().await?;
        let import =
            import_export::Import { name: &source.name, plan: &plan, folder: self.picture_folder(source), now };
        let imported = import_shop(&mut write, &storage, import).await;
        report(&write);
        drop(write);
        let (database, revision) = match imported {
            Ok(revision) => (database.clone(), revision),
            Err(ImportError::Commit(error)) => {
                FailedCommit { before, now, error }.confirmed(database, config, clock).await?
            }
            Err(error) => return Err(error.into()),
        };
        println!("Imported: {}.", plan.summary);
        if may_lack_prices(&plan) {
            let mut reader = database.read(now).await?;
            let setup = setup::required(&mut reader).await?;
            print_unpriced_variants(&catalog::unpriced_variants(&mut reader, setup.markets()).await?);
        }
        if let Some(purger) = cdn_purger(config, &database, clock) {
            wait_for_cdn_purge(&purger, revision).await;
        }
        database.close().await;
        Ok(())
    }

    /// Reads the file, and fetches the pictures of a product file.
    async fn read(&self, database: &Database, config: &Config, clock: &Clock) -> Result<Source, CommandError> {
        let mut source = self.read_only(database, clock).await?;
        if let Some(products) = &mut source.products {
            products.fetch_pictures(config).await?;
        }
        Ok(source)
    }

    async fn read_only(&self, database: &Database, clock: &Clock) -> Result<Source, CommandError> {
        let file = self.document();
        let name = file.display().to_string();
        let bytes = tokio::fs::read(&file).await.map_err(|source| CommandError::File { file: name.clone(), source })?;
        let mut products = self.products.read(&file, &name, &bytes).await?;
        if let Some(products) = &mut products {
            let mut reader = database.read(clock.now()).await?;
            products.find_pictures(&mut reader).await?;
        }
        Ok(Source { name, bytes, products })
    }

    async fn plan(
        &self,
        source: &Source,
        database: &Database,
        storage: &Storage,
        now: Timestamp,
    ) -> Result<Plan, CommandError> {
        let Source { name, bytes, products } = source;
        let mut reader = database.read(now).await?;
        let Some(products) = products else {
            return Ok(plan_import(&mut reader, name, bytes, self.folder(), storage, self.losses).await?);
        };
        let (plan, report) = products.plan(&mut reader, name, storage, self.losses, now).await?;
        println!("{report}");
        Ok(plan)
    }

    fn picture_folder<'s>(&'s self, source: &'s Source) -> &'s Path {
        source.products.as_ref().map_or_else(|| self.folder(), ReadProducts::folder)
    }

    /// Returns the path of the document: that of the folder, or the file itself.
    fn document(&self) -> Cow<'_, Path> {
        if self.file.is_dir() { self.file.join(DOCUMENT).into() } else { self.file.into() }
    }

    fn folder(&self) -> &Path {
        if self.file.is_dir() {
            return self.file;
        }
        self.file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }
}

/// Finishes an import that was cut off.
pub(super) async fn finish(config: &Config, clock: &Clock) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let mut write = database.large_write().await?;
    match import_export::finish_import(&mut write, clock.now()).await? {
        Some(import) => println!("Finished the import of {}: all {} steps are in the shop.", import.name, import.steps),
        None => println!("No import was cut off."),
    }
    drop(write);
    database.close().await;
    Ok(())
}

/// Drops the remaining steps of an import that was cut off.
pub(super) async fn drop_unfinished(config: &Config, clock: &Clock) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let mut write = database.large_write().await?;
    match write.give_up(clock.now()).await? {
        Some(StagedWrite { name, done, steps, .. }) => {
            println!("Dropped the rest of the import of {name}: {done} of {steps} steps are in the shop, and stay.");
        }
        None => println!("No import was cut off."),
    }
    drop(write);
    database.close().await;
    Ok(())
}

/// Logs how long other writers may have waited.
fn report(write: &LargeWrite) {
    let Slices { count, longest } = write.slices();
    if count > 0 {
        tracing::info!(
            transactions = count,
            longest_ms = longest.as_millis(),
            "the import was written in several transactions, with other writes in between"
        );
    }
}

/// Returns true if the shop was ever written to, and says so.
async fn is_written(database: &Database, clock: &Clock) -> Result<bool, CommandError> {
    let is_written = database.read(clock.now()).await?.revision().await? > Revision(0);
    if is_written {
        println!("The shop is not empty: nothing was imported.");
    }
    Ok(is_written)
}

/// Prints the plan's losses, the items that menus leave out, and the stock that it does not take from the file.
fn print_exceptions(plan: &Plan) {
    if let Some(losses) = &plan.losses {
        println!("{losses}");
    }
    if let Some(hidden) = &plan.hidden {
        println!("{hidden}");
    }
    match plan.summary.kept_stock {
        0 => {}
        1 => println!("The file states another stock for 1 variant of the shop, which keeps its own. {SET_STOCK}"),
        kept => {
            println!("The file states another stock for {kept} variants of the shop, which keep theirs. {SET_STOCK}")
        }
    }
}

/// Returns true if the import changes which markets lack prices.
const fn may_lack_prices(plan: &Plan) -> bool {
    let Tally { added, changed, .. } = plan.summary.setup;
    added + changed + plan.summary.variants.added > 0
}

/// Prints the markets in which variants lack a price, and so can't be bought.
fn print_unpriced_variants(unpriced: &[(Market, u64)]) {
    for (market, variants) in unpriced {
        let (code, currency) = (market.code(), market.currency());
        let have = if *variants == 1 { "variant has" } else { "variants have" };
        println!("{variants} {have} no price in the market \"{code}\" ({currency}), where nobody can buy them.");
    }
}

fn left(plan: &Plan) -> String {
    match plan.summary.to_string() {
        nothing if nothing.is_empty() => "the file is empty".to_owned(),
        summary => summary,
    }
}

/// Waits until the CDN is purged for a write. The write is public either way: the server repeats a purge that fails.
pub(super) async fn wait_for_cdn_purge(purger: &CdnPurger, revision: Revision) {
    match timeout(PURGE_TIMEOUT, purger.wait_until_purged(revision)).await {
        Ok(Ok(())) => println!("The CDN is purged of the pages that changed."),
        Ok(Err(error)) => eprintln!("{error}; the server will repeat the purge"),
        Err(_) => eprintln!("the CDN has not confirmed the purge yet; the server will repeat it"),
    }
}
