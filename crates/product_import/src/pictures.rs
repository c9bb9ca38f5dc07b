//! The files of pictures.

use std::{
    collections::{HashMap, HashSet},
    io,
    path::{Path, PathBuf},
};

use percent_encoding::percent_decode_str;
use types::{Slug, nfc};

/// The folder of imported pictures, by their names in the shop.
const FOLDER: &str = "products";
/// Characters that no file name of the shop may have.
const REFUSED: [char; 4] = [';', '=', '|', '\\'];
/// The most bytes of a file's name. File systems have names of up to 255, and unfinished files have longer ones.
const LONGEST_NAME: usize = 200;

/// Returns the name of a picture in the shop: `products/{product}/{file}`.
pub(crate) fn file_name(product: &Slug, source: &str, is_taken: impl Fn(&String) -> bool) -> String {
    let name = base_name(source);
    let plain: String =
        name.chars().map(|c| if REFUSED.contains(&c) || c.is_control() || c == '/' { '-' } else { c }).collect();
    let plain = if matches!(plain.as_str(), "" | "." | "..") { "picture".to_owned() } else { plain };
    let plain = shortened(&plain);
    let mut file = format!("{FOLDER}/{product}/{plain}");
    let mut number = 2;
    while is_taken(&file) {
        file = format!("{FOLDER}/{product}/{number}-{plain}");
        number += 1;
    }
    file
}

/// Returns a name of at most [`LONGEST_NAME`] bytes with the same ending.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    let place = name.rfind('.').filter(|place| name.len() - place <= 10);
    let (stem, ending) = name.split_at(place.unwrap_or(name.len()));
    let end = (0..=LONGEST_NAME - ending.len()).rev().find(|end| stem.is_char_boundary(*end)).unwrap_or_default();
    format!("{}{ending}", &stem[..end])
}

/// Returns the last part of a URL's path or of a file's path.
fn base_name(source: &str) -> String {
    let is_url = source.contains("://");
    let path = if is_url { source.split(['?', '#']).next().unwrap_or_default() } else { source };
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = if is_url { percent_decode_str(last).decode_utf8_lossy().into_owned() } else { last.to_owned() };
    nfc(&name).into_owned()
}

/// A picture of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePicture {
    /// The line that names it.
    pub line: u64,
    /// The URL or file name, as in the file.
    pub source: String,
    /// Its name in this shop, which is the same in every import.
    pub file: String,
}

/// The pictures of a product file that lie in a folder.
#[derive(Clone, Debug, Default)]
pub struct FoundPictures {
    /// The path of each file below the folder, by the name of the picture in the shop.
    pub files: HashMap<String, String>,
    /// The reasons why others are not there, by the name of the picture in the shop.
    pub faults: HashMap<String, String>,
    /// The pictures that are fetched before an import, and that a report need not mention, by their names in the shop.
    pub awaited: HashSet<String>,
}

impl FoundPictures {
    /// Finds pictures in a folder and the folders in it, by the names of their files in any case.
    ///
    /// # Errors
    /// If the folder can't be read.
    pub fn in_folder(folder: &Path, pictures: &[FilePicture]) -> io::Result<Self> {
        let mut files = HashMap::new();
        add_files(folder, Path::new(""), &mut files)?;
        let found = |picture: &FilePicture| {
            let path = files.get(&base_name(&picture.source).to_lowercase())?;
            Some((picture.file.clone(), path.to_str()?.to_owned()))
        };
        Ok(Self { files: pictures.iter().filter_map(found).collect(), ..Self::default() })
    }
}

/// Adds the files below `folder/inside` by name. Of several files with one name, the first in the order of paths counts.
fn add_files(folder: &Path, inside: &Path, files: &mut HashMap<String, PathBuf>) -> io::Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(folder.join(inside))?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = inside.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            add_files(folder, &path, files)?;
        } else if kind.is_file()
            && let Some(name) = entry.file_name().to_str()
        {
            files.entry(nfc(name).to_lowercase()).or_insert(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_ends_of_addresses() {
        let shirt = Slug::new("shirt").unwrap();
        let cases = [
            ("https://cdn.example/s/files/Front%20view.jpg?v=17", "products/shirt/Front view.jpg"),
            ("C:\\fotos\\hemd=rot.png", "products/shirt/hemd-rot.png"),
            ("https://cdn.example/", "products/shirt/picture"),
        ];
        for (source, name) in cases {
            assert_eq!(file_name(&shirt, source, |_| false), name);
        }
        let long = file_name(&shirt, &format!("https://cdn.example/{}.jpeg", "シ".repeat(90)), |_| false);
        assert_eq!(long, format!("products/shirt/{}.jpeg", "シ".repeat(65)));
        assert_eq!(file_name(&shirt, "a.jpg", |name| name == "products/shirt/a.jpg"), "products/shirt/2-a.jpg");
    }
}
