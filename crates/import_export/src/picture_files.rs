use std::collections::{HashMap, HashSet};

use pictures::{ContentHash, PictureDocument, Storage};
use types::Focus;

use crate::{ExistingShop, NamedPicture, file_fault::FileFault, theme_files::FoundThemeFiles};

/// The state of the files below a document's folder: those of pictures, and those of the theme.
#[derive(Clone, Debug, Default)]
pub struct PictureFiles {
    found: HashMap<String, Result<ContentHash, FileFault>>,
    /// Pictures whose bytes are in the shop's database and storage under the same name.
    held: HashSet<String>,
    theme: FoundThemeFiles,
}

/// The work that an import has with a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PictureWork {
    /// The shop has the picture, and nothing is written.
    Nothing,
    /// The shop has the bytes. The texts are written, and the focus if it changes.
    Describe(Option<Focus>),
    /// The bytes are read from this file.
    Read(String),
}

impl PictureFiles {
    /// Returns these files with those of the theme.
    pub(crate) fn with_theme(self, theme: FoundThemeFiles) -> Self {
        Self { theme, ..self }
    }

    /// Returns the files of the theme.
    pub(crate) const fn theme(&self) -> &FoundThemeFiles {
        &self.theme
    }

    pub(crate) fn insert(&mut self, picture: &NamedPicture, found: Result<ContentHash, FileFault>) {
        self.found.insert(picture.file.clone(), found);
    }

    /// Records which files have the same bytes as the shop's pictures of their names. A file is imported again if the source is
    /// missing from the storage or damaged there.
    pub(crate) async fn record_held(&mut self, storage: &Storage, known: &ExistingShop) {
        for (file, found) in &self.found {
            let Ok(address) = found else { continue };
            if known.had.addresses.get(file) == Some(address) && is_stored(storage, address).await {
                self.held.insert(file.clone());
            }
        }
    }

    /// Returns the reason why this picture can't be imported. A picture that the shop has needs no file.
    pub(crate) fn fault(&self, file: &str, known: &ExistingShop) -> Option<&str> {
        let fault = self.found.get(file)?.as_ref().err()?;
        (!self.is_kept(file, known)).then_some(fault.message.as_str())
    }

    /// Returns the work with a picture whose bytes lie at `source`.
    pub(crate) fn work(&self, picture: &PictureDocument, source: &str, known: &ExistingShop) -> PictureWork {
        match known.had.pictures.get(&picture.file).filter(|_| self.is_kept(&picture.file, known)) {
            Some(had) if had == picture => PictureWork::Nothing,
            Some(had) => PictureWork::Describe((had.focus != picture.focus).then_some(picture.focus)),
            None => PictureWork::Read(source.to_owned()),
        }
    }

    fn is_kept(&self, file: &str, known: &ExistingShop) -> bool {
        match self.found.get(file) {
            Some(Err(fault)) => fault.is_missing && known.had.pictures.contains_key(file),
            Some(Ok(_)) => self.held.contains(file),
            None => false,
        }
    }
}

/// Returns true if the storage has the source undamaged. An error counts as false: it recurs when the picture is written.
async fn is_stored(storage: &Storage, address: &ContentHash) -> bool {
    matches!(storage.source(address).await, Ok(Some(bytes)) if ContentHash::of(&bytes) == *address)
}
