//! Slugs that things of the catalogue had before: they lead to those things.

use database::{BaseReader, Error, Tx};

use crate::{FormerSlug, keys, store};

/// Every former slug, by kind, code, language and slug.
pub async fn former_slugs(reader: &mut BaseReader) -> Result<Vec<FormerSlug>, Error> {
    store::former_slugs(reader).await
}

/// Lets a slug lead to the thing that had it before. Returns whether there is such a thing. A slug that something has now
/// goes on leading there.
pub async fn save_former_slug(tx: &mut Tx, former: &FormerSlug) -> Result<bool, Error> {
    let FormerSlug { kind, code, language, slug } = former;
    let Some(id) = store::id_by_code(tx, *kind, code.as_str()).await? else { return Ok(false) };
    store::retire_slug(tx, *kind, *language, slug, id).await?;
    tx.touch(keys::slugs());
    Ok(true)
}
