use pictures::{Address, StoredPicture, picture_by_address};
use serde::Serialize;
use types::{Focus, Locale, Translated};

use crate::{Shop, problem::Problem};

/// A picture, as the API tells of it.
#[derive(Serialize)]
pub(super) struct Described {
    /// Its address, which changes with its pixels.
    picture: String,
    /// What documents call its file.
    name: String,
    /// Pixels, as seen.
    width: u32,
    /// Pixels, as seen.
    height: u32,
    /// Of its source.
    bytes: u64,
    /// The colour that covers most of it.
    colour: String,
    alt: Translated,
    focus: Focus,
    /// Since when it is there, RFC 3339.
    since: String,
    /// A rendition to look at.
    src: String,
    used_by: Vec<UsedBy>,
}

/// Something that shows it.
#[derive(Serialize)]
struct UsedBy {
    kind: &'static str,
    code: String,
}

/// The picture at an address, if there is one.
pub(super) async fn find(shop: &Shop, address: &Address) -> Result<Option<StoredPicture>, Problem> {
    let mut reader = shop.database.read(Locale::DEFAULT, shop.clock.now()).await?;
    Ok(picture_by_address(&mut reader, address).await?)
}

impl Described {
    pub(super) async fn of(shop: &Shop, address: &Address) -> Result<Option<Self>, Problem> {
        let mut reader = shop.database.read(Locale::DEFAULT, shop.clock.now()).await?;
        let Some(picture) = picture_by_address(&mut reader, address).await? else { return Ok(None) };
        let catalogue = catalog::uses_of_picture(&mut reader, picture.id).await?;
        let pages = content::uses_of_picture(&mut reader, picture.id).await?;
        let catalogue = catalogue.into_iter().map(|used| UsedBy { kind: used.kind, code: used.code });
        let pages = pages.into_iter().map(|(kind, code)| UsedBy { kind: kind.name(), code });
        Ok(Some(Self::new(picture, catalogue.chain(pages).collect())))
    }

    fn new(picture: StoredPicture, used_by: Vec<UsedBy>) -> Self {
        let since = jiff::Timestamp::from_millisecond(picture.since.0);
        let address = picture.address.as_str().to_owned();
        Self {
            src: format!("/img/{address}/160.jpg"),
            picture: address,
            name: picture.document.file,
            width: picture.width,
            height: picture.height,
            bytes: picture.bytes,
            colour: picture.colour,
            alt: picture.document.alt,
            focus: picture.document.focus,
            since: since.map(|since| since.to_string()).unwrap_or_default(),
            used_by,
        }
    }
}
