mod bucket;
mod leftovers;

use std::{
    collections::HashSet,
    path::{Path as Folder, PathBuf},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use media::Quality;
use object_store::{
    Error, ObjectMeta, ObjectStore, ObjectStoreExt as _, PutPayload, Result, local::LocalFileSystem, path::Path,
};
use tokio::time::timeout;
use types::Timestamp;

use crate::{ContentHash, PictureName, RenditionName};
pub use bucket::Bucket;
pub use leftovers::Leftover;

/// The location of the picture storage.
#[derive(Clone, Debug)]
pub enum StorageLocation {
    /// A folder, which is created with the first picture.
    Folder(PathBuf),
    /// A bucket of Amazon S3, or of a service with the same API.
    Bucket(Bucket),
}

/// The storage is unreachable or failed.
#[derive(Debug, thiserror::Error)]
#[error("the picture storage failed")]
pub struct StorageError(#[from] Error);

/// Stores sources, which are kept until pruned, and mezzanines and renditions, which can be made again.
#[derive(Clone, Debug)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    root: Path,
    /// The folder, unless the storage is a bucket.
    folder: Option<PathBuf>,
}

/// The kind of a stored object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// A source.
    Source(ContentHash),
    /// A smaller copy of a source.
    Mezzanine(ContentHash),
    /// A rendition by this version of the pipeline, with its quality.
    Rendition(RenditionName, Quality),
    /// A rendition by another version of the pipeline.
    Outdated,
}

/// An object of the storage.
#[derive(Clone, Debug)]
pub struct Object {
    /// The kind of the object.
    pub kind: ObjectKind,
    /// The moment of the last write, in milliseconds since 1970.
    pub written_at: i64,
    /// The size in bytes.
    pub bytes: u64,
    path: Path,
}

impl Storage {
    /// Opens the storage at this location. Sends it no request yet.
    ///
    /// # Errors
    /// Fails if the path of the folder is invalid, or the settings of the bucket contradict each other.
    pub fn open(place: &StorageLocation) -> std::result::Result<Self, StorageError> {
        Ok(match place {
            StorageLocation::Folder(folder) => {
                Self { store: files(), root: path_of(folder)?, folder: Some(folder.clone()) }
            }
            StorageLocation::Bucket(bucket) => {
                Self { store: bucket.open()?, root: Path::from(bucket.prefix.as_str()), folder: None }
            }
        })
    }

    /// Returns true if this folder has stored sources.
    pub fn has_sources_in(folder: &Folder) -> bool {
        folder.join(SOURCES).is_dir()
    }

    /// Stores a source.
    pub async fn keep_source(&self, hash: &ContentHash, bytes: Bytes) -> std::result::Result<(), StorageError> {
        Ok(self.put(&self.source_path(hash), bytes).await?)
    }

    /// Stores the mezzanine of a source.
    pub async fn keep_mezzanine(&self, source: &ContentHash, bytes: Bytes) -> std::result::Result<(), StorageError> {
        Ok(self.put(&self.mezzanine_path(source), bytes).await?)
    }

    /// Returns the mezzanine of a source, if there is one.
    pub async fn mezzanine(&self, source: &ContentHash) -> std::result::Result<Option<Bytes>, StorageError> {
        Ok(self.get(&self.mezzanine_path(source)).await?)
    }

    /// Returns the bytes of a source, if there is one of that hash.
    pub async fn source(&self, hash: &ContentHash) -> std::result::Result<Option<Bytes>, StorageError> {
        Ok(self.get(&self.source_path(hash)).await?)
    }

    /// Stores a rendition. A final one replaces the fast one.
    pub(crate) async fn keep_rendition(
        &self,
        name: &RenditionName,
        quality: Quality,
        bytes: Bytes,
    ) -> std::result::Result<(), StorageError> {
        self.put(&self.rendition_path(name, quality), bytes).await?;
        if quality == Quality::Final {
            self.delete(&self.rendition_path(name, Quality::Fast)).await?;
        }
        Ok(())
    }

    /// Returns the bytes of a rendition of this quality, if it is stored.
    pub(crate) async fn rendition(
        &self,
        name: &RenditionName,
        quality: Quality,
    ) -> std::result::Result<Option<Bytes>, StorageError> {
        Ok(self.get(&self.rendition_path(name, quality)).await?)
    }

    /// Returns the stored renditions of a picture of this quality.
    pub(crate) async fn renditions_of(
        &self,
        picture: &PictureName,
        quality: Quality,
    ) -> std::result::Result<Vec<RenditionName>, StorageError> {
        let folder = self.folder_of(picture, quality);
        let objects = self.list(&folder).await?;
        let names = objects.iter().filter_map(|object| object.location.filename());
        Ok(names.filter_map(|file| RenditionName::parse(&picture.to_string(), file)).collect())
    }

    /// Lists every object of the shop, in no order. Foreign objects in the same location are skipped.
    pub fn everything(&self) -> BoxStream<'_, std::result::Result<Object, StorageError>> {
        let listed = self.store.list(Some(&self.root).filter(|root| !root.is_root()));
        let object = |object: ObjectMeta| {
            let kind = self.read(&object.location)?;
            let (written_at, bytes) = (object.last_modified.timestamp_millis(), object.size);
            Some(Object { kind, written_at, bytes, path: object.location })
        };
        listed.try_filter_map(move |listed| std::future::ready(Ok(object(listed)))).map_err(StorageError).boxed()
    }

    /// Returns true for a folder, and false for a bucket.
    pub(crate) fn is_folder(&self) -> bool {
        self.folder.is_some()
    }

    /// Returns temporary files of writes that were interrupted at least an hour ago. A bucket has none.
    pub async fn leftovers(&self, now: Timestamp) -> std::result::Result<Vec<Leftover>, StorageError> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let folders = QUALITIES.map(|(_, quality)| self::folder(quality)).into_iter();
        let folders = folders.chain([SOURCES, MEZZANINES].map(str::to_owned)).map(|name| folder.join(name)).collect();
        Ok(on_disk(move || leftovers::find(folders, now)).await?)
    }

    /// Deletes a leftover file.
    pub async fn delete_leftover(&self, leftover: Leftover) -> std::result::Result<(), StorageError> {
        Ok(on_disk(move || leftover.delete()).await?)
    }

    /// Returns the whole and the cuts of a source of which renditions are stored.
    pub(crate) async fn pictures_of(
        &self,
        source: &ContentHash,
    ) -> std::result::Result<HashSet<PictureName>, StorageError> {
        let mut names = HashSet::new();
        for quality in [Quality::Final, Quality::Fast] {
            let shelf = self.root.clone().join(folder(quality)).join(&source.as_str()[..2]);
            let objects = self.list(&shelf).await?;
            let kept = objects.iter().filter_map(|object| self.read(&object.location));
            names.extend(kept.filter_map(|kept| match kept {
                ObjectKind::Rendition(name, _) if name.picture.source == *source => Some(name.picture),
                _ => None,
            }));
        }
        Ok(names)
    }

    /// Deletes an object, unless it was written again since it was listed: another process may be about to need it.
    /// Returns true if the object is gone.
    pub async fn forget(&self, object: &Object) -> std::result::Result<bool, StorageError> {
        // A bucket lists times in milliseconds, and reports a single object in seconds.
        let seconds = |millis: i64| millis.div_euclid(1000);
        match self.store.head(&object.path).await {
            Ok(now) if seconds(now.last_modified.timestamp_millis()) > seconds(object.written_at) => Ok(false),
            Ok(_) => {
                self.delete(&object.path).await?;
                Ok(true)
            }
            Err(Error::NotFound { .. }) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    fn source_path(&self, hash: &ContentHash) -> Path {
        self.shelved(SOURCES, hash)
    }

    fn mezzanine_path(&self, source: &ContentHash) -> Path {
        self.shelved(MEZZANINES, source)
    }

    fn shelved(&self, folder: &str, hash: &ContentHash) -> Path {
        let hash = hash.as_str();
        self.root.clone().join(folder).join(&hash[..2]).join(hash)
    }

    /// Returns the folder of a quality. Its name has the version, because a new pipeline makes new renditions.
    fn folder_of(&self, picture: &PictureName, quality: Quality) -> Path {
        let shelf = &picture.source.as_str()[..2];
        self.root.clone().join(folder(quality)).join(shelf).join(picture.to_string())
    }

    fn rendition_path(&self, name: &RenditionName, quality: Quality) -> Path {
        self.folder_of(&name.picture, quality).join(name.file())
    }

    /// Parses the path of an object; `None` for a foreign one.
    fn read(&self, path: &Path) -> Option<ObjectKind> {
        let parts: Vec<_> = path.prefix_match(&self.root)?.collect();
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        match parts.as_slice() {
            [SOURCES, _, hash] => ContentHash::parse(hash).map(ObjectKind::Source),
            [MEZZANINES, _, hash] => ContentHash::parse(hash).map(ObjectKind::Mezzanine),
            [place, _, picture, file] => {
                let name = RenditionName::parse(picture, file)?;
                let (kind, version) = place.rsplit_once('-')?;
                version.parse::<u32>().ok()?;
                let quality = QUALITIES.into_iter().find(|(of, _)| *of == kind)?.1;
                Some(if folder(quality) == *place {
                    ObjectKind::Rendition(name, quality)
                } else {
                    ObjectKind::Outdated
                })
            }
            _ => None,
        }
    }

    async fn put(&self, path: &Path, bytes: Bytes) -> Result<()> {
        self.store.put(path, PutPayload::from_bytes(bytes)).await.map(drop)
    }

    async fn get(&self, path: &Path) -> Result<Option<Bytes>> {
        match self.store.get(path).await {
            // The caller holds a turn at the encoders: a service that stops responding must not keep it.
            Ok(found) => timeout(PATIENCE, found.bytes()).await.unwrap_or_else(|late| Err(silent(late))).map(Some),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Lists the objects below a path. The caller is one of few threads: a service that stops responding must not keep
    /// it.
    async fn list(&self, under: &Path) -> Result<Vec<ObjectMeta>> {
        let listed = self.store.list(Some(under)).try_collect();
        timeout(PATIENCE, listed).await.unwrap_or_else(|late| Err(silent(late)))
    }

    async fn delete(&self, path: &Path) -> Result<()> {
        match self.store.delete(path).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Runs blocking file operations on a blocking thread.
async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    let failed = |source: BoxError| Error::Generic { store: "the folder of the pictures", source };
    let done = tokio::task::spawn_blocking(work).await.map_err(|died| failed(died.into()))?;
    done.map_err(|error| failed(error.into()))
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The timeout of reading an object, or a list of some.
const PATIENCE: Duration = Duration::from_secs(60);

fn silent(late: tokio::time::error::Elapsed) -> Error {
    Error::Generic { store: "the picture storage", source: late.into() }
}

/// Opens the disk. A write is durable, and atomic.
fn files() -> Arc<dyn ObjectStore> {
    Arc::new(LocalFileSystem::new().with_fsync(true))
}

/// Returns the path, as the storage names it, of a folder that need not exist yet.
fn path_of(folder: &Folder) -> Result<Path> {
    let absolute = std::path::absolute(folder)
        .map_err(|source| Error::Generic { store: "the folder of the pictures", source: source.into() })?;
    Ok(Path::from_absolute_path(absolute)?)
}

/// The folder of sources.
const SOURCES: &str = "sources";
/// The folder of mezzanines. It has no version: fast renditions are replaced soon.
const MEZZANINES: &str = "mezzanines";

/// A better pipeline makes new renditions: the version is in the folder's name.
fn folder(quality: Quality) -> String {
    let name = QUALITIES.into_iter().find(|(_, of)| *of == quality).map_or("", |(name, _)| name);
    format!("{name}-{}", media::VERSION)
}

/// The name of the folder of each quality.
const QUALITIES: [(&str, Quality); 2] = [("renditions", Quality::Final), ("quick", Quality::Fast)];

#[cfg(test)]
mod tests;
