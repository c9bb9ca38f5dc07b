use database::{CacheKey, Error, Tx};
use setup::Setup;
use types::{Focus, PictureId, Translated};

use crate::{ContentHash, FormerAddress, PictureDocument, SourceFacts, ValidatedImage, store};

/// Adds a picture, or updates the bytes, words and focus of the one whose file has this name. Pictures of the same
/// bytes keep their own names, words and focuses. The bytes have to be in the storage before this commits; a source
/// without a row does no harm.
pub async fn save_picture(
    tx: &mut Tx,
    setup: &Setup,
    document: &PictureDocument,
    new: &ValidatedImage,
) -> Result<PictureId, Error> {
    save_source(tx, setup, document, &new.facts()).await
}

/// Saves like [`save_picture`], for bytes that were validated before and are in the storage.
pub async fn save_source(
    tx: &mut Tx,
    setup: &Setup,
    document: &PictureDocument,
    new: &SourceFacts,
) -> Result<PictureId, Error> {
    let former = store::hash_of_file(tx, &document.file).await?.filter(|former| *former != new.hash);
    let id = store::save(tx, document, new).await?;
    lead_on(tx, id, former.as_ref(), &new.hash).await?;
    save_words(tx, setup, id, &document.alt).await?;
    Ok(id)
}

/// Replaces the pixels of a picture wherever it is used; words and focus stay. Returns `None` if there is no such
/// picture.
pub async fn replace_picture(tx: &mut Tx, id: PictureId, new: &ValidatedImage) -> Result<Option<PictureId>, Error> {
    let Some(former) = store::hash_of(tx, id).await? else { return Ok(None) };
    if former != new.hash {
        store::replace(tx, id, &former, new).await?;
        lead_on(tx, id, Some(&former), &new.hash).await?;
    }
    Ok(Some(id))
}

/// Changes the words or the focus of a picture. Returns `None` if there is no such picture.
pub async fn describe_picture(
    tx: &mut Tx,
    setup: &Setup,
    id: PictureId,
    alt: Option<&Translated>,
    focus: Option<Focus>,
) -> Result<Option<PictureId>, Error> {
    let Some(hash) = store::hash_of(tx, id).await? else { return Ok(None) };
    if let Some(focus) = focus {
        store::set_focus(tx, id, focus).await?;
    }
    if let Some(alt) = alt {
        save_words(tx, setup, id, alt).await?;
    }
    tx.touch(CacheKey::picture(hash.as_str()));
    Ok(Some(id))
}

/// Makes a former address redirect to the picture that had it. An address that some picture has now stays that
/// picture's. Returns false if no picture has this file.
pub async fn save_former_address(tx: &mut Tx, former: &FormerAddress) -> Result<bool, Error> {
    let Some(id) = store::id_of_file(tx, &former.file).await? else { return Ok(false) };
    if store::files(tx, &former.address).await?.is_empty() {
        store::save_former(tx, id, &former.address).await?;
        tx.touch(CacheKey::picture(former.address.as_str()));
    }
    Ok(true)
}

/// Makes the former hash of a picture redirect to its new one. While another picture has the former bytes, their hash
/// stays that picture's.
async fn lead_on(tx: &mut Tx, id: PictureId, former: Option<&ContentHash>, new: &ContentHash) -> Result<(), Error> {
    if let Some(former) = former {
        store::save_former(tx, id, former).await?;
        tx.touch(CacheKey::picture(former.as_str()));
    }
    store::forget_former(tx, new).await?;
    tx.touch(CacheKey::picture(new.as_str()));
    Ok(())
}

async fn save_words(tx: &mut Tx, setup: &Setup, id: PictureId, alt: &Translated) -> Result<(), Error> {
    for of in setup.languages() {
        store::save_words(tx, id, of, alt).await?;
    }
    Ok(())
}
