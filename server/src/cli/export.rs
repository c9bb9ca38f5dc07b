use std::{
    ffi::OsStr,
    fs::File,
    io::Write as _,
    path::{MAIN_SEPARATOR, Path},
};

use database::{BaseReader, Database, has_half_a_write};
use import_export::{ExportedShop, ShopDocument, export_folder, json_pieces, write_csv};
use pictures::Storage;
use setup::Setup;

use super::{CommandError, ensure_complete};
use crate::{Clock, Config, startup::open_database, unfinished_import::begin_large_write};

/// Writes the shop to a folder, or without pictures and former addresses to a file.
pub(super) async fn export(config: &Config, clock: &Clock, path: &Path) -> Result<(), CommandError> {
    match form_of(path)? {
        Form::Folder => to_folder(config, clock, path).await,
        Form::File(format) => to_file(config, clock, path, format).await,
    }
}

/// Writes the whole shop to a folder. At every moment, the folder is either the former one or the new one.
async fn to_folder(config: &Config, clock: &Clock, folder: &Path) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let storage = Storage::open(&config.pictures)?;
    let mut reader = whole_shop(&database, clock).await?;
    let exported = export_folder(&mut reader, &storage, folder).await;
    drop(reader);
    database.close().await;
    let ExportedShop { products, pictures, missing_pictures } = exported?;
    println!("Exported {products} products and {pictures} pictures to {}.", folder.display());
    ensure_complete(&missing_pictures, CommandError::IncompleteExport)
}

/// Writes the shop to a file, which gets its name when it is complete.
async fn to_file(config: &Config, clock: &Clock, file: &Path, format: Format) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let mut reader = whole_shop(&database, clock).await?;
    let failed = |source| CommandError::File { file: file.display().to_string(), source };
    let unfinished = file.with_added_extension("part");
    let mut output = File::create(&unfinished).map_err(failed)?;
    let products = match format {
        Format::Json => {
            let mut pieces = json_pieces(&mut reader).await?;
            while let Some(piece) = pieces.next(&mut reader).await? {
                output.write_all(&piece).map_err(failed)?;
            }
            pieces.products()
        }
        Format::Csv => {
            let document = import_export::export(&mut reader).await?;
            let setup = setup::load(&mut reader).await?;
            output.write_all(&csv_of(&document, setup.as_ref())).map_err(failed)?;
            document.products.len()
        }
    };
    drop(reader);
    database.close().await;
    // A power cut after the renaming does not leave an empty file.
    output.sync_all().and_then(|()| std::fs::rename(&unfinished, file)).map_err(failed)?;
    println!("Exported {products} products to {}.", file.display());
    Ok(())
}

/// Returns a reader of the shop, after an import that was cut off is finished.
async fn whole_shop(database: &Database, clock: &Clock) -> Result<BaseReader, CommandError> {
    loop {
        let mut reader = database.read(clock.now()).await?;
        if !has_half_a_write(&mut reader).await? {
            return Ok(reader);
        }
        drop(reader);
        drop(begin_large_write(database, clock).await?);
    }
}

/// Returns the products as a table. A shop without a setup has no products.
fn csv_of(document: &ShopDocument, setup: Option<&Setup>) -> Vec<u8> {
    match setup {
        Some(setup) => write_csv(setup, &document.products).into_bytes(),
        None => write_csv(&Setup::neutral(), &document.products).into_bytes(),
    }
}

enum Form {
    Folder,
    File(Format),
}

enum Format {
    Json,
    Csv,
}

/// Returns the form of an export to this path: a folder if one exists, or if the name has no ending or ends with a
/// slash.
fn form_of(path: &Path) -> Result<Form, CommandError> {
    let ending = path.extension().map(OsStr::to_ascii_lowercase);
    if path.is_dir() || ending.is_none() || path.as_os_str().to_string_lossy().ends_with(MAIN_SEPARATOR) {
        return Ok(Form::Folder);
    }
    match ending.as_deref().and_then(OsStr::to_str) {
        Some("json") => Ok(Form::File(Format::Json)),
        Some("csv") => Ok(Form::File(Format::Csv)),
        _ => Err(CommandError::Ending(path.display().to_string())),
    }
}
