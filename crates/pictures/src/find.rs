use database::{Error, Reader};
use media::Width;
use types::{ListingPictures, PictureId, Timestamp};

use crate::{
    Address, PictureDocument, PictureName, RenditionName,
    store::{self, Shaped},
};

/// Where a rendition is that has not been made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// The picture is there, and is shown in this size and cut: it can be made. Width and height of its source in pixels,
    /// as seen.
    Here((u32, u32)),
    /// The picture has other pixels now or another focus, or listings another shape: what is shown in place of it.
    Elsewhere(RenditionName),
    /// There is no such picture, or it is never shown so.
    Nowhere,
}

/// Whether a rendition is one that pages ask for, whose listings show pictures so.
pub async fn find_rendition(
    reader: &mut Reader,
    listing: ListingPictures,
    name: &RenditionName,
) -> Result<Whereabouts, Error> {
    let source = &name.picture.source;
    let there = store::shaped(reader, source).await?;
    let shaped = match there {
        Some(shaped) => Some(shaped),
        None => store::successor(reader, source).await?,
    };
    Ok(shaped.map_or(Whereabouts::Nowhere, |shaped| whereabouts(&shaped, listing, name)))
}

fn whereabouts(shaped: &Shaped, listing: ListingPictures, name: &RenditionName) -> Whereabouts {
    let cut = match name.picture.cut {
        // Listings had another shape: pages from before may still be kept somewhere.
        Some((shape, _)) if !listing.is_shown(shape) => listing.cut_of(shaped.width, shaped.height),
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

/// The picture at an address, if there is one.
pub async fn picture_by_address(reader: &mut Reader, address: &Address) -> Result<Option<StoredPicture>, Error> {
    store::stored(reader, address).await
}
