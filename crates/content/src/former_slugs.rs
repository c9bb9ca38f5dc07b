//! Slugs that pages had before: they lead to those pages.

use database::{BaseReader, Error, Tx};

use crate::{FormerPageSlug, page, store};

/// Every former slug, by kind, code, language and slug.
pub async fn former_slugs(reader: &mut BaseReader) -> Result<Vec<FormerPageSlug>, Error> {
    store::former_slugs(reader).await
}

/// Lets a slug lead to the page that had it before. Returns whether there is such a page. A slug that a page has now goes on
/// leading there.
pub async fn save_former_slug(tx: &mut Tx, former: &FormerPageSlug) -> Result<bool, Error> {
    let FormerPageSlug { kind, code, language, slug } = former;
    let Some(id) = store::page_id(tx, *kind, code).await? else { return Ok(false) };
    store::retire_slug(tx, *kind, *language, slug, id).await?;
    tx.touch(page::list_key(*kind));
    Ok(true)
}
