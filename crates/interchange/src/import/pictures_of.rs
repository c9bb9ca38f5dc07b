use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use database::Tx;
use pictures::{Inspected, PictureDocument, RenditionError, Storage};
use types::PictureId;

use super::ImportError;
use crate::check::stays_in_folder;

/// Writes the pictures of a document, and answers the row of every picture the shop then has, by file.
pub(crate) async fn import_pictures(
    tx: &mut Tx,
    storage: &Storage,
    documents: &[PictureDocument],
    folder: &Path,
) -> Result<HashMap<String, PictureId>, ImportError> {
    let mut ids = pictures::ids_by_file(tx).await?;
    for document in documents {
        let new = inspected(folder, &document.file).await?;
        storage.keep(&new).await.map_err(|source| ImportError::Storage { file: document.file.clone(), source })?;
        ids.insert(document.file.clone(), pictures::save_picture(tx, document, &new).await?);
    }
    Ok(ids)
}

/// On a thread of its own: decoding takes the processor.
async fn inspected(folder: &Path, file: &str) -> Result<Inspected, ImportError> {
    let bytes = Bytes::from(read(folder, file).await?);
    let inspected = tokio::task::spawn_blocking(|| Inspected::of(bytes)).await;
    let inspected = inspected.map_err(|died| ImportError::Unreadable { file: file.to_owned(), source: died.into() })?;
    inspected.map_err(|error| match error {
        RenditionError::Source(source) => ImportError::RefusedPicture { file: file.to_owned(), source },
        source => ImportError::UnfinishedPicture { file: file.to_owned(), source },
    })
}

async fn read(folder: &Path, file: &str) -> Result<Vec<u8>, ImportError> {
    let unreadable = |source| ImportError::Unreadable { file: file.to_owned(), source };
    let path = inside(folder, file).await.map_err(unreadable)?;
    let path = path.ok_or_else(|| ImportError::OutsideFolder { file: file.to_owned() })?;
    tokio::fs::read(path).await.map_err(unreadable)
}

/// The file's path, unless its name or a symbolic link leads out of the folder.
async fn inside(folder: &Path, file: &str) -> std::io::Result<Option<PathBuf>> {
    if !stays_in_folder(file) {
        return Ok(None);
    }
    let path = tokio::fs::canonicalize(folder.join(file)).await?;
    let folder = tokio::fs::canonicalize(folder).await?;
    Ok(path.starts_with(folder).then_some(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn pictures_are_read_from_the_documents_folder_only() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("shop");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(outside.path().join("secret.jpg"), "secret").unwrap();
        std::fs::write(folder.join("vase.jpg"), "vase").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.jpg"), folder.join("link.jpg")).unwrap();

        assert_eq!(read(&folder, "vase.jpg").await.unwrap(), b"vase");
        let absolute = outside.path().join("secret.jpg").display().to_string();
        for file in ["../secret.jpg", "link.jpg", absolute.as_str(), ""] {
            assert!(matches!(read(&folder, file).await, Err(ImportError::OutsideFolder { .. })), "{file}");
        }
        assert!(matches!(read(&folder, "gone.jpg").await, Err(ImportError::Unreadable { .. })));
    }
}
