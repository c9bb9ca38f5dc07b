use database::{BaseReader, Error, Tx};
use media::Width;
use types::{ListingPictures, PictureId};

use crate::{
    ContentHash, PictureFile, PictureName, RenditionName, StoredPicture,
    store::{self, Shaped},
};

/// The result of looking up a rendition that has not been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenditionLookup {
    /// Pages show the picture in this size and cut, so the rendition can be made. Holds the width and height of the source
    /// in pixels, as seen.
    Found((u32, u32)),
    /// The picture has other pixels or another focus now, or listings have another shape. Holds the rendition that pages
    /// show in its place.
    Redirect(RenditionName),
    /// The shop has no such picture, or no page shows it in this size and cut.
    NotFound,
}

/// Looks up a rendition in a shop whose listings show pictures like `listing`. Returns whether pages ask for it, and
/// the rendition that replaces it if they don't. Of pictures that share their bytes, one that is shown in this size
/// and cut decides.
pub async fn find_rendition(
    reader: &mut BaseReader,
    listing: ListingPictures,
    name: &RenditionName,
) -> Result<RenditionLookup, Error> {
    let source = &name.picture.source;
    let mut shapes = store::shaped(reader, source).await?;
    if shapes.is_empty() {
        shapes.extend(store::successor(reader, source).await?);
    }
    let mut found = shapes.iter().map(|shaped| lookup(shaped, listing, name));
    let first = found.next().unwrap_or(RenditionLookup::NotFound);
    let is_here = |place: &RenditionLookup| matches!(place, RenditionLookup::Found(_));
    Ok(if is_here(&first) { first } else { found.find(is_here).unwrap_or(first) })
}

fn lookup(shaped: &Shaped, listing: ListingPictures, name: &RenditionName) -> RenditionLookup {
    let cut = match name.picture.cut {
        // Listings had another shape before, and a CDN or browser may still cache pages from then.
        Some((shape, _)) if !listing.uses_shape(shape) => listing.cut_of(shaped.width, shaped.height),
        cut => cut.map(|(shape, _)| shape),
    };
    let current = PictureName { source: shaped.hash.clone(), cut: cut.map(|shape| (shape, shaped.focus)) };
    match current.seen(shaped.width, shaped.height) {
        Some((width, _)) if current == name.picture => {
            if Width::ladder(width).any(|width| width == name.width) {
                RenditionLookup::Found((shaped.width, shaped.height))
            } else {
                RenditionLookup::NotFound
            }
        }
        Some((width, _)) => {
            // The present picture may be narrower.
            let width = Width::ladder(width).take_while(|width| *width <= name.width).last().unwrap_or(Width::ALL[0]);
            RenditionLookup::Redirect(RenditionName { picture: current, width, format: name.format })
        }
        // A cut that removes nothing has no URL, unless the former pixels had another shape.
        None if shaped.hash == name.picture.source => RenditionLookup::NotFound,
        None => lookup(
            shaped,
            listing,
            &RenditionName { picture: PictureName::whole(name.picture.source.clone()), ..name.clone() },
        ),
    }
}

/// Returns the pictures that have these bytes, by the names of their files.
pub async fn files_by_hash(reader: &mut BaseReader, hash: &ContentHash) -> Result<Vec<PictureFile>, Error> {
    store::files(reader, hash).await
}

/// Returns the same as [`files_by_hash`], and keeps other writers from giving these pictures other bytes until this
/// write commits.
pub async fn lock_files(tx: &mut Tx, hash: &ContentHash) -> Result<Vec<PictureFile>, Error> {
    store::lock_files(tx, hash).await
}

/// Returns the hash of the picture's bytes whose file has this name in documents.
pub async fn hash_by_file(tx: &mut Tx, file: &str) -> Result<Option<ContentHash>, Error> {
    store::hash_of_file(tx, file).await
}

/// Returns the picture in this row, if there is one.
pub async fn picture_by_id(reader: &mut BaseReader, id: PictureId) -> Result<Option<StoredPicture>, Error> {
    store::stored(reader, id).await
}
