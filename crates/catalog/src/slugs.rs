//! Slugs: the row that a slug belongs to, and the slugs that a row has or had.

use std::collections::HashMap;

use database::{BaseReader, CacheKey, Error, Reader, Tx};
use types::{CategoryId, Gone, Language, LocalSlug, ProductId, Slug, SlugLookup, Translated};

use crate::{CatalogSaveError, CatalogSitemapEntry, SluggedKind, keys, store, store::StoredSlug};

/// The place of the name among the texts of a row of any kind.
const NAME: usize = 1;

/// Finds the row with this slug, or the present slug of the row that had it before.
pub(crate) async fn find(reader: &mut Reader, kind: SluggedKind, slug: &Slug) -> Result<SlugLookup<i64>, Error> {
    let language = reader.language();
    if let Some(id) = store::id_by_slug(reader, kind, language, slug).await? {
        return Ok(SlugLookup::Found(id));
    }
    reader.touch(keys::slugs());
    let moved = match store::id_by_retired_slug(reader, kind, language, slug).await? {
        Some(id) => Some(id),
        None => store::id_by_slug_in_any_language(reader, kind, slug).await?,
    };
    let Some(id) = moved else { return Ok(SlugLookup::NotFound) };
    match public_slug(reader, kind, id).await? {
        Some(slug) => Ok(SlugLookup::Redirect(slug)),
        None => gone(reader, kind, id).await,
    }
}

/// Returns a row that is not public as gone, if it is archived or deleted.
pub(crate) async fn gone<T>(reader: &mut Reader, kind: SluggedKind, id: i64) -> Result<SlugLookup<T>, Error> {
    reader.touch(key(kind, id));
    let language = reader.language();
    let Some(row) = store::gone(reader, kind, id, language).await? else { return Ok(SlugLookup::NotFound) };
    let category = match row.category {
        Some(category) => active_category(reader, category).await?,
        None => None,
    };
    Ok(SlugLookup::Gone(Box::new(Gone {
        name: row.origins.unwrap_or_default().local_text(row.name.unwrap_or_default(), NAME, reader.locale.languages()),
        redirect: row.archive.redirect,
        category,
        product: (kind == SluggedKind::Product).then_some(ProductId(id)),
    })))
}

/// Returns the present slug of a row, if the row is public.
async fn public_slug(reader: &mut Reader, kind: SluggedKind, id: i64) -> Result<Option<String>, Error> {
    reader.touch(key(kind, id));
    let [from, to] = store::window_of(reader, kind, id).await?;
    if !reader.is_open(from, to) {
        return Ok(None);
    }
    let language = reader.language();
    store::slug_by_id(reader, kind, language, id).await
}

/// Returns a category, or the first above it that is not archived or deleted.
async fn active_category(reader: &mut Reader, category: CategoryId) -> Result<Option<CategoryId>, Error> {
    reader.touch(keys::navigation());
    let path = store::categories_upwards(reader, category).await?;
    Ok(path.into_iter().find(|row| row.state == store::ACTIVE).map(|row| row.id))
}

/// Returns the row's slugs in every language, for language switchers and hreflang.
pub async fn slug_of(reader: &mut BaseReader, kind: SluggedKind, id: i64) -> Result<Translated<LocalSlug>, Error> {
    store::slugs_by_id(reader, kind, id).await
}

/// Returns the public rows of a sitemap's shard, which has the rows `(number - 1) * size` to `number * size`. Rows that
/// are not public count too, so that a publication changes one shard and moves no row to another.
pub async fn sitemap(
    reader: &mut BaseReader,
    kind: SluggedKind,
    number: i64,
    size: i64,
) -> Result<Vec<CatalogSitemapEntry>, Error> {
    store::sitemap(reader, kind, number, size).await
}

/// Returns the numbers, from 1 on, of the shards of this size that have a public row.
pub async fn sitemap_shards(reader: &mut BaseReader, kind: SluggedKind, size: i64) -> Result<Vec<i64>, Error> {
    store::sitemap_shards(reader, kind, size).await
}

/// Frees the slugs that a thing gives up for these: they lead to it from now on, and another thing may take them, in the
/// same transaction.
pub async fn release_slugs(tx: &mut Tx, kind: SluggedKind, code: &Slug, slugs: &Translated<Slug>) -> Result<(), Error> {
    match store::id_by_code(tx, kind, code.as_str()).await? {
        Some(id) => release(tx, kind, id, slugs).await,
        None => Ok(()),
    }
}

/// Gives a thing other slugs, and leaves everything else of it as it is.
pub async fn take_slugs(
    tx: &mut Tx,
    kind: SluggedKind,
    code: &Slug,
    slugs: &Translated<Slug>,
) -> Result<(), CatalogSaveError> {
    let Some(id) = store::id_by_code(tx, kind, code.as_str()).await? else { return Ok(()) };
    claim(tx, kind, id, slugs).await?;
    for (language, slug) in slugs.iter() {
        store::replace_slug(tx, kind, language, id, slug.as_str()).await?;
    }
    tx.touch(key(kind, id));
    Ok(())
}

pub(crate) fn key(kind: SluggedKind, id: i64) -> CacheKey {
    match kind {
        SluggedKind::Product => keys::product(types::ProductId(id)),
        SluggedKind::Category => keys::category(types::CategoryId(id)),
        SluggedKind::Collection => keys::collection(types::CollectionId(id)),
    }
}

/// Frees the slugs that this row gives up: they lead to it from now on, and another row may take them.
pub(crate) async fn release(tx: &mut Tx, kind: SluggedKind, id: i64, slugs: &Translated<Slug>) -> Result<(), Error> {
    release_all(tx, kind, &[(id, slugs.clone())]).await
}

async fn release_all(tx: &mut Tx, kind: SluggedKind, rows: &[(i64, Translated<Slug>)]) -> Result<(), Error> {
    let new: HashMap<i64, &Translated<Slug>> = rows.iter().map(|(id, slugs)| (*id, slugs)).collect();
    for StoredSlug { id, language, slug: old } in store::stored_slugs(tx, kind, rows.iter().map(|(id, _)| *id)).await? {
        let Some(slug) = new.get(&id).and_then(|slugs| slugs.get(language)) else { continue };
        // A released slug no longer parses as one.
        let Ok(old) = Slug::new(old) else { continue };
        if old != *slug {
            // A text that is no slug, and that no other row has.
            store::replace_slug(tx, kind, language, id, &format!("~{id}")).await?;
            store::retire_slug(tx, kind, language, &old, id).await?;
        }
    }
    Ok(())
}

/// Checks that no other row has these slugs, and releases those that the row had before; the caller writes the row
/// next. Categories and collections share one URL space.
pub(crate) async fn claim(
    tx: &mut Tx,
    kind: SluggedKind,
    id: i64,
    slugs: &Translated<Slug>,
) -> Result<(), CatalogSaveError> {
    match claim_all(tx, kind, &[(id, slugs.clone())]).await? {
        Some((_, slug)) => Err(CatalogSaveError::SlugTaken(slug)),
        None => Ok(()),
    }
}

/// Claims slugs like [`claim`] for many rows of a kind. Returns the first slug that something else has, with its row's index.
pub(crate) async fn claim_all(
    tx: &mut Tx,
    kind: SluggedKind,
    rows: &[(i64, Translated<Slug>)],
) -> Result<Option<(usize, Slug)>, Error> {
    release_all(tx, kind, rows).await?;
    let pairs = || rows.iter().flat_map(|(_, slugs)| slugs.iter());
    for space in space_of(kind) {
        let owners = store::owners_of_slugs(tx, *space, pairs()).await?;
        let is_other = |owner: &StoredSlug, id| *space != kind || owner.id != id;
        let mut taken: HashMap<(Language, &str), i64> = HashMap::new();
        for (index, (id, slugs)) in rows.iter().enumerate() {
            for (language, slug) in slugs.iter() {
                let owner = owners.get(&(language, slug.as_str().to_owned()));
                let earlier = taken.insert((language, slug.as_str()), *id);
                if owner.is_some_and(|owner| is_other(owner, *id)) || earlier.is_some_and(|other| other != *id) {
                    return Ok(Some((index, slug.clone())));
                }
            }
        }
        store::forget_retired_slugs(tx, *space, pairs()).await?;
    }
    tx.touch(keys::slugs());
    Ok(None)
}

/// Returns the kinds among which a slug is unique.
pub(crate) const fn space_of(kind: SluggedKind) -> &'static [SluggedKind] {
    match kind {
        SluggedKind::Product => &[SluggedKind::Product],
        SluggedKind::Category | SluggedKind::Collection => &[SluggedKind::Category, SluggedKind::Collection],
    }
}

/// Returns the present slug, in the reader's language, of the public row with this code.
pub async fn slug_by_code(reader: &mut Reader, kind: SluggedKind, code: &str) -> Result<Option<String>, Error> {
    match store::id_by_code(reader, kind, code).await? {
        Some(id) => public_slug(reader, kind, id).await,
        None => {
            reader.touch(keys::slugs());
            Ok(None)
        }
    }
}
