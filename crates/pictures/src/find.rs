use database::{Error, Reader, Tx};
use media::Width;
use types::{ListingPictures, PictureId, Timestamp};

use crate::{
    Address, PictureDocument, PictureName, RenditionName,
    store::{self, Shaped},
};

/// Where a rendition is that has not been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// The picture is there, and is shown in this size and cut: it can be made. Width and height of its source in
    /// pixels, as seen.
    Here((u32, u32)),
    /// The picture has other pixels now or another focus, or listings another shape: what is shown in place of it.
    Elsewhere(RenditionName),
    /// There is no such picture, or it is never shown so.
    Nowhere,
}

/// Whether a rendition is one that pages ask for, whose listings show pictures so. Of pictures that share their bytes,
/// one that is shown so decides.
pub async fn find_rendition(
    reader: &mut Reader,
    listing: ListingPictures,
    name: &RenditionName,
) -> Result<Whereabouts, Error> {
    let source = &name.picture.source;
    let mut shapes = store::shaped(reader, source).await?;
    if shapes.is_empty() {
        shapes.extend(store::successor(reader, source).await?);
    }
    let mut found = shapes.iter().map(|shaped| whereabouts(shaped, listing, name));
    let first = found.next().unwrap_or(Whereabouts::Nowhere);
    let is_here = |place: &Whereabouts| matches!(place, Whereabouts::Here(_));
    Ok(if is_here(&first) { first } else { found.find(is_here).unwrap_or(first) })
}

fn whereabouts(shaped: &Shaped, listing: ListingPictures, name: &RenditionName) -> Whereabouts {
    let cut = match name.picture.cut {
        // Listings had another shape: pages from before may still be kept somewhere.
        Some((shape, _)) if !listing.uses_shape(shape) => listing.cut_of(shaped.width, shaped.height),
        cut => cut.map(|(shape, _)| shape),
    };
    let current = PictureName { source: shaped.address.clone(), cut: cut.map(|shape| (shape, shaped.focus)) };
    match current.seen(shaped.width, shaped.height) {
        Some((width, _)) if current == name.picture => {
            if Width::ladder(width).any(|width| width == name.width) {
                Whereabouts::Here((shaped.width, shaped.height))
            } else {
                Whereabouts::Nowhere
            }
        }
        Some((width, _)) => {
            // What is there now may be narrower.
            let width = Width::ladder(width).take_while(|width| *width <= name.width).last().unwrap_or(Width::ALL[0]);
            Whereabouts::Elsewhere(RenditionName { picture: current, width, format: name.format })
        }
        // A cut that cuts nothing off is no address of ours, unless the pixels of before were of another shape.
        None if shaped.address == name.picture.source => Whereabouts::Nowhere,
        None => whereabouts(
            shaped,
            listing,
            &RenditionName { picture: PictureName::whole(name.picture.source.clone()), ..name.clone() },
        ),
    }
}

/// A picture as its shop has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPicture {
    /// Its row.
    pub id: PictureId,
    /// Its address.
    pub address: Address,
    /// Bytes of its source.
    pub bytes: u64,
    /// Its width in pixels, as seen.
    pub width: u32,
    /// Its height in pixels, as seen.
    pub height: u32,
    /// The colour it stands on, or that covers most of it, as `#rrggbb`.
    pub colour: String,
    /// Since when it is there.
    pub since: Timestamp,
    /// What the merchant says of it.
    pub document: PictureDocument,
}

/// A picture as documents name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// Its row.
    pub id: PictureId,
    /// Its file's name.
    pub name: String,
}

/// The pictures that have these bytes, by the names of their files.
pub async fn files_by_address(reader: &mut Reader, address: &Address) -> Result<Vec<PictureFile>, Error> {
    store::files(reader, address).await
}

/// As [`files_by_address`]; until this write commits, none of them gets other bytes from elsewhere.
pub async fn lock_files(tx: &mut Tx, address: &Address) -> Result<Vec<PictureFile>, Error> {
    store::lock_files(tx, address).await
}

/// The address of the bytes of the picture whose file documents call so.
pub async fn address_by_file(tx: &mut Tx, file: &str) -> Result<Option<Address>, Error> {
    store::address_of_file(tx, file).await
}

/// The picture in this row, if there is one.
pub async fn picture_by_id(reader: &mut Reader, id: PictureId) -> Result<Option<StoredPicture>, Error> {
    store::stored(reader, id).await
}
