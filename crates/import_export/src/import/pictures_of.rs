use std::{
    fs::OpenOptions,
    io::Read as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use pictures::{ContentHash, MAX_BYTES, Refusal, RenditionError, SourceFacts, Storage, ValidatedImage};

use super::ImportError;
use crate::{NamedPicture, PictureFiles, Plan, check::stays_in_folder, picture_files::PictureWork};

/// Hashes the files of pictures below `folder`, and finds those that can't be imported. No pixel is decoded.
pub(crate) async fn probe_pictures(folder: &Path, pictures: &[NamedPicture]) -> PictureFiles {
    let mut files = PictureFiles::default();
    for picture in pictures {
        let probed = probe(folder, picture.source()).await;
        files.insert(picture, probed.map_err(|fault| fault.of_picture()));
    }
    files
}

async fn probe(folder: &Path, file: &str) -> Result<ContentHash, ImportError> {
    let bytes = read_file(folder, file).await?;
    let probe = move || pictures::probe(&bytes).map(|_| ContentHash::of(&bytes));
    let probed = tokio::task::spawn_blocking(probe).await;
    let probed = probed.map_err(|_| ImportError::DecoderPanicked { file: file.to_owned() })?;
    probed.map_err(|source| ImportError::RefusedPicture { file: file.to_owned(), source })
}

/// Decodes the pictures of a plan that are read from files, and stores them. Nothing is written to the database; a source
/// without a row does no harm.
pub(crate) async fn store_pictures(
    storage: &Storage,
    plan: &Plan,
    folder: &Path,
) -> Result<Vec<SourceFacts>, ImportError> {
    let mut sources = Vec::new();
    for document in &plan.document.pictures {
        let PictureWork::Read(file) = plan.work(document) else { continue };
        let new = validate_picture(folder, &file).await?;
        storage.keep(&new).await.map_err(|source| ImportError::Storage { file: document.file.clone(), source })?;
        sources.push(new.facts());
    }
    Ok(sources)
}

/// Reads and decodes a picture on a blocking thread, since decoding takes the processor.
async fn validate_picture(folder: &Path, file: &str) -> Result<ValidatedImage, ImportError> {
    let bytes = Bytes::from(read_file(folder, file).await?);
    let inspected = tokio::task::spawn_blocking(|| ValidatedImage::of(bytes)).await;
    let inspected = inspected.map_err(|_| ImportError::DecoderPanicked { file: file.to_owned() })?;
    inspected.map_err(|error| match error {
        RenditionError::Source(source) => ImportError::RefusedPicture { file: file.to_owned(), source },
        source => ImportError::UnfinishedPicture { file: file.to_owned(), source },
    })
}

/// Reads a file below the folder of a document.
pub(super) async fn read_file(folder: &Path, file: &str) -> Result<Vec<u8>, ImportError> {
    let unreadable = |source| ImportError::Unreadable { file: file.to_owned(), source };
    let path = resolve_inside(folder, file).await.map_err(unreadable)?;
    let path = path.ok_or_else(|| ImportError::OutsideFolder { file: file.to_owned() })?;
    let bytes = tokio::task::spawn_blocking(move || read_regular(&path)).await;
    let bytes = bytes.map_err(|died| unreadable(died.into()))?.map_err(unreadable)?;
    let bytes = bytes.ok_or_else(|| ImportError::NoFile { file: file.to_owned() })?;
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::RefusedPicture { file: file.to_owned(), source: Refusal::TooManyBytes });
    }
    Ok(bytes)
}

/// Reads a regular file, up to one byte beyond the limit; `None` for any other kind of file. It doesn't block on a pipe
/// without a writer, and doesn't read a device without an end.
fn read_regular(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)?;
    let found = file.metadata()?;
    if !found.is_file() {
        return Ok(None);
    }
    let most = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(found.len().min(most)).unwrap_or_default());
    file.take(most).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Returns the file's path, unless its name or a symbolic link leads out of the folder.
async fn resolve_inside(folder: &Path, file: &str) -> std::io::Result<Option<PathBuf>> {
    if !stays_in_folder(file) {
        return Ok(None);
    }
    let path = tokio::fs::canonicalize(find_path(folder, file).await?).await?;
    let folder = tokio::fs::canonicalize(folder).await?;
    Ok(path.starts_with(folder).then_some(path))
}

/// Returns the path of a file below a folder, in any Unicode normalisation form. Some file systems and archives decompose
/// accents and vowel signs (UAX #15), while the document's text is composed.
async fn find_path(folder: &Path, file: &str) -> std::io::Result<PathBuf> {
    let mut path = folder.to_owned();
    for part in file.split('/') {
        let here = path.join(part);
        path = if tokio::fs::try_exists(&here).await? {
            here
        } else {
            find_other_spelling(&path, part).await?.unwrap_or(here)
        };
    }
    Ok(path)
}

async fn find_other_spelling(folder: &Path, name: &str) -> std::io::Result<Option<PathBuf>> {
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        if entry.file_name().to_str().is_some_and(|other| types::nfc(other) == types::nfc(name)) {
            return Ok(Some(entry.path()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ExistingShop;

    #[tokio::test]
    async fn pictures_are_read_from_the_documents_folder_only() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("shop");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(outside.path().join("secret.jpg"), "secret").unwrap();
        std::fs::write(folder.join("vase.jpg"), "vase").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.jpg"), folder.join("link.jpg")).unwrap();

        assert_eq!(read_file(&folder, "vase.jpg").await.unwrap(), b"vase");
        let absolute = outside.path().join("secret.jpg").display().to_string();
        for file in ["../secret.jpg", "link.jpg", absolute.as_str(), ""] {
            assert!(matches!(read_file(&folder, file).await, Err(ImportError::OutsideFolder { .. })), "{file}");
        }
        assert!(matches!(read_file(&folder, "gone.jpg").await, Err(ImportError::Unreadable { .. })));
        assert!(matches!(read_file(outside.path(), "shop").await, Err(ImportError::NoFile { .. })));
        assert!(matches!(read_file(&folder, "gone/vase.jpg").await, Err(ImportError::Unreadable { .. })));
    }

    #[tokio::test]
    async fn every_file_that_is_no_picture_is_told_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("text.jpg"), "a text").unwrap();
        std::fs::create_dir(folder.path().join("folder.jpg")).unwrap();
        std::fs::File::create(folder.path().join("large.jpg")).unwrap().set_len(MAX_BYTES as u64 + 1).unwrap();
        let pipe = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.jpg")).status().unwrap();
        assert!(pipe.success());
        let named = |file: &str| NamedPicture { file: file.to_owned(), from: None };
        let files = ["gone.jpg", "text.jpg", "folder.jpg", "large.jpg", "pipe.jpg"].map(named);

        let found = probe_pictures(folder.path(), &files).await;

        let told = files.each_ref().map(|picture| found.fault(&picture.file, &ExistingShop::default()).unwrap());
        assert_eq!(
            told,
            [
                "there is no such file; put it beside the document",
                "this is not a JPEG, PNG, WebP, AVIF or GIF",
                "this is no regular file; put a picture there",
                "the file is larger than 20 MB: save it with stronger compression or fewer pixels",
                "this is no regular file; put a picture there",
            ]
        );
    }

    #[tokio::test]
    async fn a_file_is_found_however_its_name_is_spelt_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}");
        for (directory, file) in [(composed, decomposed), (decomposed, composed)] {
            let directory = folder.path().join(directory).join(file);
            std::fs::create_dir_all(&directory).unwrap();
            std::fs::write(directory.join("\u{95E}.jpg"), file).unwrap();
        }

        let one = read_file(folder.path(), "caf\u{e9}/caf\u{e9}/\u{92B}\u{93C}.jpg").await.unwrap();
        let other = read_file(folder.path(), "cafe\u{301}/cafe\u{301}/\u{95E}.jpg").await.unwrap();

        assert_eq!((one.as_slice(), other.as_slice()), (decomposed.as_bytes(), composed.as_bytes()));
    }
}
