use database::{Error, Executor, Row, sql};
use types::{Language, Slug};

use crate::SluggedKind;

/// A slug that something had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerSlug {
    /// The kind of thing that had it.
    pub kind: SluggedKind,
    /// The code of that thing.
    pub code: Slug,
    /// The language whose addresses had it.
    pub language: Language,
    /// The slug itself.
    pub slug: Slug,
}

pub(crate) async fn former_slugs(on: &mut impl Executor) -> Result<Vec<FormerSlug>, Error> {
    let rows = sql("SELECT former.kind, thing.code, former.language, former.slug
        FROM catalog_retired_slug AS former
        JOIN (
            SELECT 'product' AS kind, id, code FROM product
            UNION ALL
            SELECT 'category', id, code FROM category
            UNION ALL
            SELECT 'collection', id, code FROM collection
        ) AS thing ON thing.kind = former.kind AND thing.id = former.target_id
        ORDER BY former.kind, thing.code, former.language, former.slug")
    .all(on)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<FormerSlug, Error> {
    let (kind, language): (String, String) = (row.column(0)?, row.column(2)?);
    let kind = SluggedKind::ALL.into_iter().find(|of| of.name() == kind);
    let unknown = |what| Error::defect("catalog_retired_slug", std::io::Error::other(format!("an unknown {what}")));
    let slug = |index| {
        let text: String = row.column(index)?;
        Slug::new(text).map_err(|error| Error::defect("slug or code", error))
    };
    Ok(FormerSlug {
        kind: kind.ok_or_else(|| unknown("kind"))?,
        code: slug(1)?,
        language: Language::from_code(&language).ok_or_else(|| unknown("language"))?,
        slug: slug(3)?,
    })
}
