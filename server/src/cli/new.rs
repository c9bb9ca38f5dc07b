//! Writes the folder of a new shop: its setup, three products to replace, and its settings.

mod answers;
mod document;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use import_export::{DOCUMENT, Losses, document_json};
use setup::Setup;

pub(super) use answers::NewOptions;

use super::{CommandError, import, serve};
use crate::{Clock, Config};

const SETTINGS_FILE: &str = "vitrine.toml";
const PICTURES: [(&str, &[u8]); 4] = [
    ("bowl.png", include_bytes!("new/pictures/bowl.png")),
    ("cup.png", include_bytes!("new/pictures/cup.png")),
    ("hero.png", include_bytes!("new/pictures/hero.png")),
    ("vase.png", include_bytes!("new/pictures/vase.png")),
];

/// Writes the shop, and opens it if the options say so.
pub(super) async fn new(config: &Config, clock: Clock, folder: &Path, options: NewOptions) -> Result<(), CommandError> {
    ensure_empty(folder)?;
    let open = options.serve;
    let answers = options.complete(&folder_name(folder))?;
    let document = document::document(&answers)?;
    if let Some(setup) = &document.setup {
        Setup::check(setup).map_err(CommandError::NewSetup)?;
    }
    let text = document_json(&document);
    write(folder, Path::new(DOCUMENT), &text)?;
    for (name, bytes) in PICTURES {
        write(folder, &Path::new("images").join(name), bytes)?;
    }
    write(folder, Path::new(SETTINGS_FILE), settings(config).as_bytes())?;
    if open {
        return open_shop(folder, clock).await;
    }
    println!("The shop is written. To fill it and open it:\n\n  cd {}", folder.display());
    println!(
        "  vitrine import {DOCUMENT} && vitrine serve\n\nChange {DOCUMENT} and import it again as often as you like."
    );
    Ok(())
}

/// Imports the new shop and serves it, as if the commands were run in its folder.
async fn open_shop(folder: &Path, clock: Clock) -> Result<(), CommandError> {
    std::env::set_current_dir(folder).map_err(|source| file_error(folder, source))?;
    let config = Config::read(None)?;
    let products = import::ProductOptions::default();
    let import = import::Import { file: Path::new(DOCUMENT), losses: Losses::Refused, products };
    import.run(&config, &clock).await?;
    serve::serve(&config, clock).await
}

fn ensure_empty(folder: &Path) -> Result<(), CommandError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            Some(_) => Err(CommandError::NotEmpty(folder.display().to_string())),
            None => Ok(()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(file_error(folder, source)),
    }
}

/// Returns the settings of a new shop. The built files stay where this program found them.
fn settings(config: &Config) -> String {
    let assets = match config.assets.canonicalize() {
        // A string of JSON is one of TOML.
        Ok(assets) => format!("assets = {}", serde_json::Value::from(assets.display().to_string())),
        Err(_) => "# The folder of the built style sheet and scripts:\n# assets = \"/opt/vitrine/dist\"".to_owned(),
    };
    format!("# Every setting: docs/how-to/configure.md\nlisten = \"127.0.0.1:3000\"\n{assets}\n")
}

fn write(folder: &Path, name: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let file = folder.join(name);
    let parent = file.parent().unwrap_or(folder);
    fs::create_dir_all(parent).and_then(|()| fs::write(&file, bytes)).map_err(|source| file_error(&file, source))
}

/// Returns the last part of the folder's path, which is the shop's name unless another is given.
fn folder_name(folder: &Path) -> String {
    let path = folder.canonicalize().unwrap_or_else(|_| PathBuf::from(folder));
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn file_error(file: &Path, source: io::Error) -> CommandError {
    CommandError::File { file: file.display().to_string(), source }
}
