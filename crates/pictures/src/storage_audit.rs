//! The audit of the storage: it finds damaged objects, and unneeded ones.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use database::{BaseReader, Error};
use media::{Quality, Width};
use types::{Focus, ListingPictures, Timestamp};

use crate::{
    ContentHash, PictureName, RenditionName, Storage, StorageError,
    storage::{Object, ObjectKind},
    store::{self, Shaped},
};

/// Milliseconds for which a source may be without a row: its import may not have committed yet, or it may have been
/// replaced by mistake.
const UNCOMMITTED: i64 = 86_400_000;

/// Every picture of the shop: the objects that pages may ask for.
pub struct StorageAudit {
    /// The shape of each source, with the focus of each picture that has these bytes.
    shapes: HashMap<ContentHash, Vec<Shaped>>,
    former: HashSet<ContentHash>,
    listing: ListingPictures,
    now: Timestamp,
}

/// Damage to a stored object.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntegrityError {
    /// The database has the source, the storage does not.
    #[error("the source is not in the storage: restore it from a backup, or replace the picture")]
    Lost,
    /// The bytes do not match the hash.
    #[error("the source is damaged in the storage: restore it from a backup, or replace the picture")]
    Changed,
    /// The source no longer decodes.
    #[error("the source does not decode: {0}")]
    Undecodable(media::Refusal),
    /// The mezzanine does not decode.
    #[error("the mezzanine is damaged: `vitrine pictures rebuild --all` makes it again")]
    Mezzanine,
    /// A rendition does not decode.
    #[error("the rendition {0} is damaged: `vitrine pictures rebuild --all` makes it again")]
    Rendition(String),
}

impl StorageAudit {
    /// Reads the pictures of a shop whose listings show pictures like `listing`.
    pub async fn of(reader: &mut BaseReader, listing: ListingPictures) -> Result<Self, Error> {
        let mut shapes: HashMap<ContentHash, Vec<Shaped>> = HashMap::new();
        for shaped in store::all_shaped(reader).await? {
            shapes.entry(shaped.hash.clone()).or_default().push(shaped);
        }
        let now = reader.at;
        let former = store::former_hashes(reader, now.plus_millis(-UNCOMMITTED)).await?.into_iter().collect();
        Ok(Self { shapes, former, listing, now })
    }

    /// Returns the hash of every source, sorted, with the focus of each picture of these bytes.
    pub fn pictures(&self) -> Vec<(ContentHash, Vec<Focus>)> {
        let focuses = |shapes: &Vec<Shaped>| shapes.iter().map(|shaped| shaped.focus).collect();
        let mut pictures: Vec<_> = self.shapes.iter().map(|(hash, shapes)| (hash.clone(), focuses(shapes))).collect();
        pictures.sort_by(|(one, _), (other, _)| one.cmp(other));
        pictures
    }

    /// Returns the whole and the cuts of a source that pages show, as far as is known: the pregenerated ones, and the
    /// cuts of which renditions are stored.
    pub async fn shown(&self, storage: &Storage, hash: &ContentHash) -> Result<Vec<PictureName>, StorageError> {
        let Some(shapes) = self.shapes.get(hash) else { return Ok(Vec::new()) };
        let mut names = Vec::new();
        for Shaped { width, height, focus, .. } in shapes {
            let pregenerated = PictureName::pregenerated(hash, (*width, *height), *focus, self.listing);
            names.extend(pregenerated.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
        }
        let others = storage.pictures_of(hash).await?;
        let others = others.into_iter().filter(|name| self.is_shown(name) && !names.contains(name));
        names.extend(others.collect::<Vec<_>>());
        Ok(names)
    }

    /// Checks the source of a picture, its mezzanine and its renditions.
    pub async fn integrity_errors(
        &self,
        storage: &Storage,
        hash: &ContentHash,
    ) -> Result<Vec<IntegrityError>, StorageError> {
        let Some(source) = storage.source(hash).await? else { return Ok(vec![IntegrityError::Lost]) };
        if ContentHash::of(&source) != *hash {
            return Ok(vec![IntegrityError::Changed]);
        }
        let mut errors = Vec::new();
        match media::Source::decode(&source).map(|source| (source.width(), source.height())) {
            Err(refusal) => errors.push(IntegrityError::Undecodable(refusal)),
            Ok(seen) => {
                let stands_in = |mezzanine: Bytes| media::stand_in(&mezzanine, seen, Width::ALL[0], None);
                if storage.mezzanine(hash).await?.is_some_and(|mezzanine| stands_in(mezzanine).is_err()) {
                    errors.push(IntegrityError::Mezzanine);
                }
            }
        }
        for picture in self.shown(storage, hash).await? {
            errors.extend(damaged(storage, &picture).await?);
        }
        Ok(errors)
    }

    /// Returns the objects that are not needed: renditions by another version of the pipeline, of pixels or a focus
    /// that no picture has now, fast ones beside final ones, and sources and mezzanines without a row for a day.
    ///
    /// `objects` were listed before the audit was made: an object that was added in between is neither waste nor
    /// known.
    pub fn waste(&self, objects: Vec<Object>) -> Vec<Object> {
        let good: HashSet<RenditionName> =
            objects.iter().filter_map(|object| final_rendition(&object.kind)).cloned().collect();
        objects.into_iter().filter(|object| self.is_waste(object, &good)).collect()
    }

    fn is_waste(&self, object: &Object, good: &HashSet<RenditionName>) -> bool {
        match &object.kind {
            ObjectKind::Source(hash) | ObjectKind::Mezzanine(hash) => {
                let known = self.shapes.contains_key(hash) || self.former.contains(hash);
                !known && object.written_at < self.now.0 - UNCOMMITTED
            }
            ObjectKind::Rendition(name, quality) => {
                !self.is_shown(&name.picture) || (*quality == Quality::Fast && good.contains(name))
            }
            ObjectKind::Outdated => true,
        }
    }

    fn is_shown(&self, picture: &PictureName) -> bool {
        let Some(shapes) = self.shapes.get(&picture.source) else { return false };
        picture.cut.as_ref().is_none_or(|(_, focus)| shapes.iter().any(|shaped| shaped.focus == *focus))
    }
}

/// Returns true if an object that was waste belongs to a picture again.
pub async fn has_come_back(reader: &mut BaseReader, object: &Object) -> Result<bool, Error> {
    match &object.kind {
        ObjectKind::Source(hash) | ObjectKind::Mezzanine(hash) => Ok(!store::shaped(reader, hash).await?.is_empty()),
        ObjectKind::Rendition(..) | ObjectKind::Outdated => Ok(false),
    }
}

/// Returns the renditions of a picture that do not decode.
async fn damaged(storage: &Storage, picture: &PictureName) -> Result<Vec<IntegrityError>, StorageError> {
    let mut errors = Vec::new();
    for quality in [Quality::Final, Quality::Fast] {
        for name in storage.renditions_of(picture, quality).await? {
            let bytes = storage.rendition(&name, quality).await?;
            if bytes.is_some_and(|bytes| media::Source::decode(&bytes).is_err()) {
                errors.push(IntegrityError::Rendition(name.to_string()));
            }
        }
    }
    Ok(errors)
}

fn final_rendition(kept: &ObjectKind) -> Option<&RenditionName> {
    match kept {
        ObjectKind::Rendition(name, Quality::Final) => Some(name),
        _ => None,
    }
}
