use database::{CacheKey, Error, Tx};
use types::{Focus, PictureId, Translated};

use crate::{Address, Inspected, PictureDocument, store};

/// Takes a picture in, or changes the words of one that is there: the same bytes are the same picture. Its source has
/// to be in the storage before this commits; one without a row does no harm.
pub async fn save_picture(tx: &mut Tx, document: &PictureDocument, new: &Inspected) -> Result<PictureId, Error> {
    let id = store::save(tx, document, new).await?;
    store::forget_former(tx, &new.address).await?;
    save_words(tx, id, &document.alt).await?;
    tx.touch(CacheKey::picture(new.address.as_str()));
    Ok(id)
}

/// Why a picture did not get other pixels.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// There is none at this address.
    #[error("there is no such picture")]
    Unknown,
    /// The new pixels are another picture's already.
    #[error("these pixels are another picture of the shop")]
    Taken,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Gives the picture at `former` other pixels, wherever it is used; words and focus stay. Its addresses of before lead
/// to the new ones.
pub async fn replace_picture(tx: &mut Tx, former: &Address, new: &Inspected) -> Result<PictureId, ReplaceError> {
    let id = store::lock_by_address(tx, former).await?.ok_or(ReplaceError::Unknown)?;
    match store::id_by_address(tx, &new.address).await? {
        Some(same) if same == id => return Ok(id),
        Some(_) => return Err(ReplaceError::Taken),
        None => {}
    }
    store::replace(tx, id, former, new).await?;
    store::save_former(tx, id, former).await?;
    store::forget_former(tx, &new.address).await?;
    for address in [former, &new.address] {
        tx.touch(CacheKey::picture(address.as_str()));
    }
    Ok(id)
}

/// Changes what is said of a picture, or what its crops keep; `None` if there is no such picture.
pub async fn describe_picture(
    tx: &mut Tx,
    address: &Address,
    alt: Option<&Translated>,
    focus: Option<Focus>,
) -> Result<Option<PictureId>, Error> {
    let Some(id) = store::lock_by_address(tx, address).await? else { return Ok(None) };
    if let Some(focus) = focus {
        store::set_focus(tx, id, focus).await?;
    }
    if let Some(alt) = alt {
        save_words(tx, id, alt).await?;
    }
    tx.touch(CacheKey::picture(address.as_str()));
    Ok(Some(id))
}

async fn save_words(tx: &mut Tx, id: PictureId, alt: &Translated) -> Result<(), Error> {
    for (language, alt) in alt.iter() {
        store::save_words(tx, id, language, alt).await?;
    }
    Ok(())
}
