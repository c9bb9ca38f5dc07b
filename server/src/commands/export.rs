use std::{ffi::OsStr, path::Path};

use database::{Database, has_half_a_write};
use interchange::{ShopDocument, write_csv};
use types::Locale;

use super::CommandError;
use crate::{Clock, Config, opening::open_database, unfinished_import::begin_large_write};

/// Writes the shop to a file, which is whole when it has its name.
pub(super) async fn export(config: &Config, clock: &Clock, file: &Path) -> Result<(), CommandError> {
    let write = writer_of(file)?;
    let database = open_database(config, clock).await?;
    let document = present(&database, clock).await?;
    database.close().await;
    let unfinished = file.with_added_extension("part");
    let written = std::fs::write(&unfinished, write(&document)).and_then(|()| std::fs::rename(&unfinished, file));
    written.map_err(|source| CommandError::File { file: file.display().to_string(), source })?;
    println!("Exported {} products to {}.", document.products.len(), file.display());
    Ok(())
}

/// Reads the shop without a half of an import in it.
async fn present(database: &Database, clock: &Clock) -> Result<ShopDocument, CommandError> {
    loop {
        let mut reader = database.read(Locale::DEFAULT, clock.now()).await?;
        if !has_half_a_write(&mut reader).await? {
            return Ok(interchange::export(&mut reader).await?);
        }
        drop(reader);
        drop(begin_large_write(database, clock).await?);
    }
}

type Write = fn(&ShopDocument) -> String;

fn writer_of(file: &Path) -> Result<Write, CommandError> {
    let ending = file.extension().map(OsStr::to_ascii_lowercase);
    match ending.as_deref().and_then(OsStr::to_str) {
        Some("json") => Ok(json),
        Some("csv") => Ok(|document| write_csv(&document.products)),
        _ => Err(CommandError::Ending(file.display().to_string())),
    }
}

fn json(document: &ShopDocument) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("a document has texts for keys and can't fail");
    text.push('\n');
    text
}
