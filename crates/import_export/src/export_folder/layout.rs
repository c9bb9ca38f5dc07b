use std::collections::{HashMap, HashSet};

use pictures::{ContentHash, PictureDocument};
use types::nfc;

use super::{DOCUMENT, replacement::LIST};
use crate::check::stays_in_folder;

/// The folder of pictures that can't lie at their own names.
const ELSEWHERE: &str = "pictures";
/// Maximum bytes of a path below the folder. The lowest limit of common systems is 1,024, including the folder's own path.
const LONGEST_NAME: usize = 700;
/// Maximum bytes of each part of a path.
const LONGEST_PART: usize = 255;

/// The file names in an exported folder. They are distinct on file systems that ignore case, or the difference between
/// composed and decomposed letters.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    taken: HashMap<String, Entry>,
    /// Pictures that lie at their own names.
    own: HashSet<String>,
    elsewhere: HashMap<ContentHash, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    File,
    Folder,
}

/// The place of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Its own file name.
    Own,
    /// Another file, which is not written yet.
    New(String),
    /// The file of another picture with the same bytes.
    Shared(String),
}

impl Layout {
    /// Assigns their own names to the pictures. Of several names that collide, the first picture gets it.
    pub(crate) fn of(pictures: &[PictureDocument]) -> Self {
        let mut layout = Self::default();
        layout.take(DOCUMENT);
        layout.take(LIST);
        for PictureDocument { file, .. } in pictures {
            if is_portable(file) && layout.take(file) {
                layout.own.insert(file.clone());
            }
        }
        layout
    }

    /// Returns the place of a picture with these bytes.
    pub(crate) fn place(&mut self, file: &str, bytes: &[u8]) -> Place {
        if self.own.contains(file) {
            return Place::Own;
        }
        let address = ContentHash::of(bytes);
        if let Some(file) = self.elsewhere.get(&address) {
            return Place::Shared(file.clone());
        }
        let file = self.free_name(&address, bytes);
        self.elsewhere.insert(address, file.clone());
        Place::New(file)
    }

    fn free_name(&mut self, address: &ContentHash, bytes: &[u8]) -> String {
        let ending = pictures::probe(bytes).map_or("picture", |probe| probe.format.extension());
        let mut file = format!("{ELSEWHERE}/{}.{ending}", address.as_str());
        for number in 2.. {
            if self.take(&file) {
                break;
            }
            // Another picture may have the name of this folder, or of a file in it.
            file = format!("{ELSEWHERE}-{number}/{}.{ending}", address.as_str());
        }
        file
    }

    /// Reserves a name, unless it or one of its folders is the name of another file.
    /// Takes the name of another file than a picture's; `false` if it is taken or no file can have it.
    pub(crate) fn take_other(&mut self, file: &str) -> bool {
        is_portable(file) && self.take(file)
    }

    fn take(&mut self, file: &str) -> bool {
        let key = nfc(&file.to_uppercase().to_lowercase()).into_owned();
        let folders: Vec<&str> = key.match_indices('/').map(|(end, _)| &key[..end]).collect();
        let is_free = !self.taken.contains_key(&key)
            && folders.iter().all(|folder| self.taken.get(*folder) != Some(&Entry::File));
        if is_free {
            for folder in folders {
                self.taken.insert(folder.to_owned(), Entry::Folder);
            }
            self.taken.insert(key, Entry::File);
        }
        is_free
    }
}

/// Returns true if common file systems can have a file of this name below a folder.
fn is_portable(file: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty()
            && part.len() <= LONGEST_PART
            && !part.ends_with(['.', ' '])
            && !part.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
            && !part.contains(char::is_control)
    };
    stays_in_folder(file) && file.len() <= LONGEST_NAME && file.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::shop;

    fn places(files: &[&str]) -> Vec<String> {
        let picture = |file: &&str| PictureDocument { file: (*file).to_owned(), ..shop().pictures[0].clone() };
        let pictures: Vec<PictureDocument> = files.iter().map(picture).collect();
        let mut layout = Layout::of(&pictures);
        let place = |(number, file): (usize, &&str)| match layout.place(file, &[number as u8]) {
            Place::Own => (*file).to_owned(),
            Place::New(other) => other.replace(ContentHash::of(&[number as u8]).as_str(), "ADDRESS"),
            Place::Shared(other) => format!("as {other}"),
        };
        files.iter().enumerate().map(place).collect()
    }

    #[test]
    fn picture_lies_at_its_own_name_where_every_file_system_can_have_it() {
        let long = format!("{}.jpg", "a".repeat(252));
        let deep = "a/".repeat(400) + "vase.jpg";
        let right = ["images/vase.jpg", "images/VASES.jpg", "صور/مزهرية.jpg", "a b/c.d.jpg", &"a".repeat(255)];
        let wrong = [
            "shop.json",
            "Shop.JSON",
            "vitrine-export.json",
            "shop.json/a.jpg",
            "../a.jpg",
            "/a.jpg",
            "a/../b.jpg",
            "a//b.jpg",
            "a?.jpg",
            "a:b.jpg",
            "a./b.jpg",
            "b.jpg ",
            &long,
            &deep,
            "images/Vase.jpg",
            "images",
            "images/vase.jpg/a.jpg",
        ];

        let places = places(&[&right[..], &wrong[..]].concat());

        assert_eq!(places[..right.len()], right);
        assert!(places[right.len()..].iter().all(|place| place == "pictures/ADDRESS.picture"), "{places:#?}");
    }

    #[test]
    fn of_names_that_collide_the_first_one_is_a_file() {
        let files = ["caf\u{e9}.jpg", "cafe\u{301}.jpg", "STRASSE.jpg", "straße.jpg", "pictures", "A.jpg", "a.JPG"];

        let places = places(&files);

        let elsewhere = "pictures-2/ADDRESS.picture";
        assert_eq!(places, [files[0], elsewhere, files[2], elsewhere, files[4], files[5], elsewhere]);
    }

    #[test]
    fn pictures_of_the_same_bytes_share_a_file_elsewhere() {
        let mut layout = Layout::of(&[]);

        let (first, second) = (layout.place("../a.jpg", b"a"), layout.place("../b.jpg", b"a"));

        let Place::New(file) = first else { panic!("{first:?} is no new place") };
        assert_eq!(second, Place::Shared(file));
    }
}
