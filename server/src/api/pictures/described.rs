use pictures::{ContentHash, StoredPicture, picture_by_id};
use serde::Serialize;
use types::{Focus, PictureId, Translated};

use super::given::Upload;
use crate::{
    AppState,
    http::{api_error::ApiError, problem::Problem, route::STAFF_PICTURES},
};

/// A picture in the API's responses.
#[derive(Serialize)]
pub(super) struct Described {
    /// The hash of its pixels, which names it in addresses.
    picture: String,
    /// The name of its file in documents.
    name: String,
    /// The width in pixels, after rotation.
    width: u32,
    /// The height in pixels, after rotation.
    height: u32,
    /// The bytes of its source.
    bytes: u64,
    /// The colour that covers most of it.
    colour: String,
    alt: Translated,
    focus: Focus,
    /// The moment that it was added, in RFC 3339.
    since: String,
    /// The address of a rendition.
    src: String,
    used_by: Vec<UsedBy>,
}

/// An entity that shows the picture.
#[derive(Serialize)]
struct UsedBy {
    kind: &'static str,
    code: String,
}

/// Returns the picture that an upload of these bytes changes; `None` if it is new.
pub(super) async fn of_upload(
    shop: &AppState,
    upload: &Upload,
    address: &ContentHash,
) -> Result<Option<StoredPicture>, ApiError> {
    let mut reader = shop.database.read(shop.clock.now()).await?;
    let files = pictures::files_by_hash(&mut reader, address).await?;
    match upload.among(files)? {
        Some(id) => Ok(picture_by_id(&mut reader, id).await?),
        None => Ok(None),
    }
}

impl Described {
    /// Returns a picture and its address in the API.
    pub(super) async fn of(shop: &AppState, id: PictureId) -> Result<Option<(Self, String)>, Problem> {
        let mut reader = shop.database.read(shop.clock.now()).await?;
        let Some(picture) = picture_by_id(&mut reader, id).await? else { return Ok(None) };
        let is_shared = pictures::files_by_hash(&mut reader, &picture.hash).await?.len() > 1;
        let location = location(&picture, is_shared);
        let catalogue = catalog::uses_of_picture(&mut reader, picture.id).await?;
        let pages = content::uses_of_picture(&mut reader, picture.id).await?;
        let catalogue = catalogue.into_iter().map(|used| UsedBy { kind: used.kind, code: used.code });
        let pages = pages.into_iter().map(|(kind, code)| UsedBy { kind: kind.name(), code });
        Ok(Some((Self::new(picture, catalogue.chain(pages).collect()), location)))
    }

    fn new(picture: StoredPicture, used_by: Vec<UsedBy>) -> Self {
        let since = jiff::Timestamp::from_millisecond(picture.since.0);
        let address = picture.hash.as_str().to_owned();
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

/// Returns the address of a picture in the API. If several files share the bytes, it includes the file's name.
fn location(picture: &StoredPicture, is_shared: bool) -> String {
    let address = format!("{STAFF_PICTURES}/{}", picture.hash.as_str());
    let name = ("name", picture.document.file.as_str());
    if is_shared { format!("{address}?{}", encoded(&[name])) } else { address }
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(pairs).expect("pairs of texts can be encoded")
}
