use std::{collections::BTreeMap, sync::Arc};

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use theme::{FontError, FontFile, OwnFonts};

/// A checked file of a theme: a font or a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeFile {
    address: String,
    bytes: Arc<[u8]>,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Font(Box<FontFile>),
    Picture { width: u32, height: u32 },
}

impl ThemeFile {
    /// Reads a font.
    ///
    /// # Errors
    ///
    /// Fails if the bytes are no WOFF2 file within the limits of a font.
    pub fn font(bytes: &[u8]) -> Result<Self, FontError> {
        let font = FontFile::read(bytes)?;
        Ok(Self { address: font.address().to_owned(), bytes: bytes.into(), kind: Kind::Font(Box::new(font)) })
    }

    /// Makes a picture of bytes that were checked: cleaned SVG, or a raster picture that was probed. `ending` is that of its
    /// format; the size is in pixels, or of SVG in any unit.
    pub fn picture(bytes: &[u8], ending: &str, (width, height): (u32, u32)) -> Self {
        let hash = blake3::hash(bytes).to_hex();
        let address = format!("/assets/{}.{ending}", &hash[..16]);
        Self { address, bytes: bytes.into(), kind: Kind::Picture { width, height } }
    }

    /// Returns the path at which the shop serves the file. It never changes its content.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Returns the content.
    pub fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    /// Returns width and height of a picture.
    const fn size(&self) -> Option<(u32, u32)> {
        match self.kind {
            Kind::Font(_) => None,
            Kind::Picture { width, height } => Some((width, height)),
        }
    }

    pub(crate) fn facts(&self) -> ThemeFileFacts {
        ThemeFileFacts { address: self.address.clone(), size: self.size() }
    }

    pub(crate) fn content(&self) -> String {
        BASE64.encode(&self.bytes)
    }

    /// Puts facts and content of a stored file together.
    pub(crate) fn of_stored(facts: ThemeFileFacts, content: &str) -> Result<Self, StoredFileError> {
        let bytes = BASE64.decode(content.as_bytes())?;
        match facts.size {
            None => Ok(Self::font(&bytes)?),
            Some((width, height)) => {
                Ok(Self { address: facts.address, bytes: bytes.into(), kind: Kind::Picture { width, height } })
            }
        }
    }
}

/// The reason why a stored file can't be read.
#[derive(Debug, thiserror::Error)]
pub enum StoredFileError {
    /// The content is no Base64.
    #[error(transparent)]
    Encoding(#[from] data_encoding::DecodeError),
    /// This program refuses the font, which an earlier one has taken.
    #[error(transparent)]
    Font(#[from] FontError),
}

/// Everything about a stored file but its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ThemeFileFacts {
    pub(crate) address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<(u32, u32)>,
}

/// A file with its content, as a step of an import holds it.
#[derive(Serialize, Deserialize)]
struct WholeFile {
    #[serde(flatten)]
    facts: ThemeFileFacts,
    content: String,
}

/// The sides, in pixels, of the copies that are made of a larger icon: those of tabs, and of home screens of phones.
pub const ICON_SIDES: [u32; 2] = [48, 180];

/// The mark of a copy in a path. No path in a document has it.
const COPY: char = '#';

/// Returns the path of a copy of an icon. No file of a document has such a path.
pub fn icon_copy(path: &str, side: u32) -> String {
    format!("{path}{COPY}{side}")
}

/// A picture of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemePicture<'a> {
    /// The path at which the shop serves it.
    pub address: &'a str,
    /// The width in pixels, or of SVG in any unit.
    pub width: u32,
    /// The height in the same unit.
    pub height: u32,
}

/// The files of a theme by the paths that its document names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(into = "BTreeMap<String, WholeFile>", try_from = "BTreeMap<String, WholeFile>")]
pub struct ThemeFiles(BTreeMap<String, ThemeFile>);

impl ThemeFiles {
    /// Adds a file.
    pub fn insert(&mut self, path: &str, file: ThemeFile) {
        self.0.insert(path.to_owned(), file);
    }

    /// Returns the file at a path.
    pub fn get(&self, path: &str) -> Option<&ThemeFile> {
        self.0.get(path)
    }

    /// Returns the files that the document names, with their paths: all but copies.
    pub fn named(&self) -> impl Iterator<Item = (&str, &ThemeFile)> {
        self.iter().filter(|(path, _)| !path.contains(COPY))
    }

    /// Returns all files with their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ThemeFile)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// Returns the picture at a path.
    pub(crate) fn picture(&self, path: &str) -> Option<ThemePicture<'_>> {
        let file = self.get(path)?;
        let (width, height) = file.size()?;
        Some(ThemePicture { address: &file.address, width, height })
    }

    pub(crate) fn fonts(&self) -> OwnFonts {
        let font = |(path, file): (&String, &ThemeFile)| match &file.kind {
            Kind::Font(font) => Some((path.clone(), (**font).clone())),
            Kind::Picture { .. } => None,
        };
        self.0.iter().filter_map(font).collect()
    }

    /// Keeps the files at these paths, and their copies.
    pub(crate) fn only(&self, paths: &[&str]) -> Self {
        let is_named = |(path, _): &(&String, &ThemeFile)| paths.contains(&path.split(COPY).next().unwrap_or_default());
        Self(self.0.iter().filter(is_named).map(|(path, file)| (path.clone(), file.clone())).collect())
    }
}

impl From<ThemeFiles> for BTreeMap<String, WholeFile> {
    fn from(files: ThemeFiles) -> Self {
        let whole = |file: &ThemeFile| WholeFile { facts: file.facts(), content: file.content() };
        files.0.iter().map(|(path, file)| (path.clone(), whole(file))).collect()
    }
}

impl TryFrom<BTreeMap<String, WholeFile>> for ThemeFiles {
    type Error = StoredFileError;

    fn try_from(files: BTreeMap<String, WholeFile>) -> Result<Self, StoredFileError> {
        let read = |(path, file): (String, WholeFile)| {
            ThemeFile::of_stored(file.facts, &file.content).map(|file| (path, file))
        };
        files.into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }
}
