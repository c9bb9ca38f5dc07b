use std::{
    collections::HashSet,
    path::{Component, Path},
};

use pictures::PictureDocument;
use types::bounds::MAX_ALT_BYTES;

use super::{Check, Reference};
use crate::field::PathCursor;

impl Check<'_> {
    pub(crate) fn check_pictures(&mut self, pictures: &[PictureDocument]) {
        let list = PathCursor::top("pictures");
        let mut met = HashSet::new();
        for (index, picture) in pictures.iter().enumerate() {
            let at = list.index(index);
            self.check_file_name(at.field("file"), &picture.file);
            let source = picture.from.as_ref().unwrap_or(&picture.file);
            let field = if picture.from.is_some() { "from" } else { "file" };
            self.require(at.field(field), stays_in_folder(source), || {
                format!("\"{source}\" is not a file below the document's folder; write its path from there, such as \"images/vase.jpg\"")
            });
            self.require(at.field("file"), met.insert(&picture.file), || {
                format!("another picture above has the file \"{}\"; name each file once", picture.file)
            });
            self.check_text(at.field("alt"), &picture.alt, MAX_ALT_BYTES);
            let focus = at.field("focus");
            self.check_thousandths(focus.field("x"), picture.focus.x);
            self.check_thousandths(focus.field("y"), picture.focus.y);
        }
    }

    /// Checks that the shop has the picture, if one is named.
    pub(crate) fn check_picture(&mut self, at: PathCursor<'_>, file: Option<&String>) {
        let Some(file) = file else { return };
        if !self.shop.has_picture(file) {
            self.report_unknown(at, Reference::Picture, "picture", file, "pictures");
        }
    }

    fn check_file_name(&mut self, at: PathCursor<'_>, file: &str) {
        self.require(at, file.len() <= MAX_ALT_BYTES, || {
            format!("a file name is at most {MAX_ALT_BYTES} bytes long; rename the file")
        });
        let separators = [';', '=', '|', '\\'];
        let is_plain = !file.contains(separators) && !file.contains(char::is_control);
        self.require(at, is_plain, || {
            "a file name is written without ; = | \\ and line breaks; rename the file".to_owned()
        });
    }

    fn check_thousandths(&mut self, at: PathCursor<'_>, value: u16) {
        self.require(at, value <= 1000, || format!("write thousandths from 0 to 1000, not {value}"));
    }
}

/// Returns true for a relative path of plain names, which can't lead out of the folder it is joined to.
pub(crate) fn stays_in_folder(file: &str) -> bool {
    let mut parts = Path::new(file).components();
    !file.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}
