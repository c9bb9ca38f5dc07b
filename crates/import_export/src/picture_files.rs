use std::collections::{HashMap, HashSet};

use pictures::{ContentHash, PictureDocument, Storage};
use types::Focus;

use crate::{ExistingShop, NamedPicture};

/// The files of a document's pictures, as they were found below its folder.
#[derive(Clone, Debug, Default)]
pub struct PictureFiles {
    found: HashMap<String, Result<ContentHash, PictureFault>>,
    /// Pictures whose bytes the shop has under the same name, in its database and in its storage.
    held: HashSet<String>,
}

/// The reason why a picture's file can't be imported.
#[derive(Clone, Debug)]
pub(crate) struct PictureFault {
    pub(crate) message: String,
    /// Whether there is no file at all.
    pub(crate) is_missing: bool,
}

/// The work that an import has with a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PictureWork {
    /// None: the shop has it.
    Nothing,
    /// The shop has the bytes; what is said of them changes, and the focus if there is one here.
    Describe(Option<Focus>),
    /// The bytes are read from this file.
    Read(String),
}

impl PictureFiles {
    pub(crate) fn insert(&mut self, picture: &NamedPicture, found: Result<ContentHash, PictureFault>) {
        self.found.insert(picture.file.clone(), found);
    }

    /// Notes which files have the bytes that the shop has under the same name. A source that the storage has lost, or that is
    /// damaged there, is brought by the file again.
    pub(crate) async fn note_held(&mut self, storage: &Storage, known: &ExistingShop) {
        for (file, found) in &self.found {
            let Ok(address) = found else { continue };
            if known.had.addresses.get(file) == Some(address) && is_stored(storage, address).await {
                self.held.insert(file.clone());
            }
        }
    }

    /// The reason against importing this picture. One that the shop has needs no file.
    pub(crate) fn fault(&self, file: &str, known: &ExistingShop) -> Option<&str> {
        let fault = self.found.get(file)?.as_ref().err()?;
        (!self.is_kept(file, known)).then_some(fault.message.as_str())
    }

    /// The work with a picture whose bytes lie at `source`.
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

/// A storage that fails now has another chance to, when the picture is written.
async fn is_stored(storage: &Storage, address: &ContentHash) -> bool {
    matches!(storage.source(address).await, Ok(Some(bytes)) if ContentHash::of(&bytes) == *address)
}
