//! Looks up which of many file names pictures have.

use std::collections::{HashMap, HashSet};

use database::{Error, Executor, find_rows, row};
use types::PictureId;

row! {
    struct FileRow {
        file_name: String,
        id: PictureId,
    }
}

async fn rows<'a>(on: &mut impl Executor, files: impl Iterator<Item = &'a String>) -> Result<Vec<FileRow>, Error> {
    let text = "SELECT file_name, id FROM picture WHERE file_name IN ({?})";
    find_rows(on, text, &[], files.map(|file| vec![file.into()]).collect()).await
}

/// Returns the rows of these files, as far as their names are stored as they are written here.
pub(crate) async fn ids_of_files(
    on: &mut impl Executor,
    files: &HashSet<&String>,
) -> Result<HashMap<String, PictureId>, Error> {
    Ok(rows(on, files.iter().copied()).await?.into_iter().map(|row| (row.file_name, row.id)).collect())
}

/// Returns those of these names that files of pictures have.
pub(crate) async fn known_files(on: &mut impl Executor, files: &HashSet<String>) -> Result<Vec<String>, Error> {
    Ok(rows(on, files.iter()).await?.into_iter().map(|row| row.file_name).collect())
}
