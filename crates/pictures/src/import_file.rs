use database::{CacheKey, Tx};
use types::PictureId;

use crate::{
    Address, PictureDocument, Storage,
    store::{self, Facts},
};

/// Why a picture was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The bytes are no picture we show.
    #[error("{file}: {source}")]
    Refused {
        /// The file, as the document names it.
        file: String,
        /// What is wrong with it.
        source: media::Refusal,
    },
    /// The source can't be kept.
    #[error("{file} can't be stored: {source}")]
    Storage {
        /// The file, as the document names it.
        file: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The database refused.
    #[error(transparent)]
    Database(#[from] database::Error),
}

/// Takes a source in, or changes the words of one that is there: the same bytes are the same picture. The source is
/// kept before the row commits; one without a row does no harm.
pub async fn import_file(
    tx: &mut Tx,
    storage: &Storage,
    document: &PictureDocument,
    bytes: Vec<u8>,
) -> Result<PictureId, ImportError> {
    let refused = |source| ImportError::Refused { file: document.file.clone(), source };
    let facts = facts(&bytes).map_err(refused)?;
    let keep = storage.keep_source(&facts.address, &bytes);
    keep.map_err(|source| ImportError::Storage { file: document.file.clone(), source })?;
    let id = store::save(tx, document, &facts).await?;
    for (language, alt) in document.alt.iter() {
        store::save_words(tx, id, language, alt).await?;
    }
    tx.touch(CacheKey::picture(facts.address.as_str()));
    Ok(id)
}

fn facts(bytes: &[u8]) -> Result<Facts, media::Refusal> {
    let (width, height) = media::probe(bytes)?.seen();
    let [red, green, blue] = media::Source::decode(bytes)?.placeholder().colour;
    Ok(Facts {
        address: Address::of(bytes),
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        width,
        height,
        colour: format!("#{red:02x}{green:02x}{blue:02x}"),
    })
}
