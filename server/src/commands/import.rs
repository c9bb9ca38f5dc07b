use std::{path::Path, time::Duration};

use database::{Database, Revision};
use interchange::{Known, Refusals, ShopDocument, Summary, import_shop, read_csv, read_json};
use pictures::Storage;
use tokio::time::timeout;
use types::{Locale, Timestamp};

use super::Failure;
use crate::{
    Clock, Config,
    edge::Purger,
    opening::{ensure_pictures_writable, open_or_make_database},
    shop::purger,
};

/// How long an import waits for the network in front of the shop.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a file into the shop, whole or not at all.
pub(super) async fn import(config: &Config, clock: &Clock, file: &Path) -> Result<(), Failure> {
    let database = open_or_make_database(config, clock).await?;
    import_into(&database, config, clock, file).await
}

/// As [`import`], unless something was written to this shop before.
pub(super) async fn import_if_empty(config: &Config, clock: &Clock, file: &Path) -> Result<(), Failure> {
    let database = open_or_make_database(config, clock).await?;
    if database.read(Locale::DEFAULT, clock.now()).await?.revision().await? > Revision(0) {
        println!("The shop is not empty: nothing was imported.");
        return Ok(());
    }
    import_into(&database, config, clock, file).await
}

async fn import_into(database: &Database, config: &Config, clock: &Clock, file: &Path) -> Result<(), Failure> {
    let now = clock.now();
    ensure_pictures_writable(config)?;
    let document = document(database, now, file).await?;
    let mut tx = database.write(now).await?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let summary = import_shop(&mut tx, &Storage::open(&config.pictures)?, &document, folder).await?;
    let revision = tx.commit().await?;
    println!("{}", told(&summary));
    if let Some(purger) = purger(config, database, clock) {
        tell_the_edge(&purger, revision).await;
    }
    database.close().await;
    Ok(())
}

/// What was written is public either way; a network that can't be told now is told by the server as soon as it can.
pub(super) async fn tell_the_edge(purger: &Purger, revision: Revision) {
    match timeout(PATIENCE, purger.purged_up_to(revision)).await {
        Ok(Ok(())) => println!("The network in front of the shop has forgotten the pages that changed."),
        Ok(Err(error)) => eprintln!("{error}; the server will try again"),
        Err(_) => eprintln!("the network in front of the shop has not confirmed yet; the server goes on telling it"),
    }
}

async fn document(database: &Database, now: Timestamp, file: &Path) -> Result<ShopDocument, Failure> {
    let read = reader_of(file)?;
    let name = file.display().to_string();
    let bytes = tokio::fs::read(file).await.map_err(|source| Failure::File { file: name.clone(), source })?;
    let known = Known::of_shop(&mut database.read(Locale::DEFAULT, now).await?).await?;
    Ok(read(&name, &bytes, &known)?)
}

type Read = fn(&str, &[u8], &Known) -> Result<ShopDocument, Refusals>;

fn reader_of(file: &Path) -> Result<Read, Failure> {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("json") => Ok(read_json),
        Some("csv") => Ok(read_csv),
        _ => Err(Failure::Ending(file.display().to_string())),
    }
}

fn told(summary: &Summary) -> String {
    let counts = [
        (summary.pictures, "pictures"),
        (summary.attributes, "attributes"),
        (summary.categories, "categories"),
        (summary.products, "products"),
        (summary.variants, "variants"),
        (summary.collections, "collections"),
        (summary.pages, "pages"),
    ];
    let brought = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    match brought.collect::<Vec<_>>().join(", ") {
        nothing if nothing.is_empty() => "The file is empty: nothing was imported.".to_owned(),
        brought => format!("Imported: {brought}."),
    }
}
