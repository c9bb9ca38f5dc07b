use setup::{PathStep, ThemeFile, ThemeFiles};
use theme::ThemeFileName;

use crate::{ExistingShop, file_fault::FileFault};

/// The files below a document's folder that its theme names.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoundThemeFiles {
    read: ThemeFiles,
    faults: Vec<(NamedFile, FileFault)>,
}

/// A file that a theme names.
#[derive(Clone, Debug)]
struct NamedFile {
    field: String,
    path: String,
}

impl FoundThemeFiles {
    /// Adds a file that was read.
    pub(crate) fn insert(&mut self, path: &str, file: ThemeFile) {
        self.read.insert(path, file);
    }

    /// Adds a file that can't be imported.
    pub(crate) fn insert_fault(&mut self, name: ThemeFileName<'_>, fault: FileFault) {
        self.faults.push((NamedFile { field: name.field, path: name.path.to_owned() }, fault));
    }

    /// Returns the files that were read, and for those that are missing from the folder the shop's own at the same path.
    pub(crate) fn files(&self, known: &ExistingShop) -> ThemeFiles {
        let mut files = self.read.clone();
        for (name, fault) in &self.faults {
            if let Some(kept) = kept(name, fault, known) {
                files.insert(&name.path, kept.clone());
                for (path, copy) in copies(&name.path, known) {
                    files.insert(&path, copy.clone());
                }
            }
        }
        files
    }

    /// Returns the place and the message of each file that can't be imported.
    pub(crate) fn faults<'a>(&'a self, known: &'a ExistingShop) -> impl Iterator<Item = (Vec<PathStep>, &'a str)> {
        let faults = self.faults.iter().filter(|(name, fault)| kept(name, fault, known).is_none());
        faults.map(|(name, fault)| (setup::theme_path(&name.field), fault.message.as_str()))
    }
}

/// Returns the shop's copies of an icon, with their paths.
fn copies<'a>(path: &str, known: &'a ExistingShop) -> impl Iterator<Item = (String, &'a ThemeFile)> {
    let paths = setup::ICON_SIDES.map(|side| setup::icon_copy(path, side));
    let files = known.setup.as_ref().map(|setup| setup.look().files());
    paths.into_iter().filter_map(move |path| files?.get(&path).map(|file| (path.clone(), file)))
}

/// Returns the shop's own file at the path of one that the folder lacks.
fn kept<'a>(name: &NamedFile, fault: &FileFault, known: &'a ExistingShop) -> Option<&'a ThemeFile> {
    let setup = known.setup.as_ref().filter(|_| fault.is_missing)?;
    setup.look().files().get(&name.path)
}
