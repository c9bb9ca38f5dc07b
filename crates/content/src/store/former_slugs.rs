use database::{Error, Executor, Row, sql};
use types::{Language, Slug};

use crate::PageKind;

/// A slug that a page had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerPageSlug {
    /// The kind of the page.
    pub kind: PageKind,
    /// The code of the page.
    pub code: Slug,
    /// The language whose addresses had it.
    pub language: Language,
    /// The slug itself.
    pub slug: Slug,
}

pub(crate) async fn former_slugs(on: &mut impl Executor) -> Result<Vec<FormerPageSlug>, Error> {
    let rows = sql("SELECT former.kind, page.code, former.language, former.slug
        FROM content_retired_slug AS former
        JOIN page ON page.kind = former.kind AND page.id = former.target_id
        ORDER BY former.kind, page.code, former.language, former.slug")
    .all(on)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<FormerPageSlug, Error> {
    let (kind, language): (String, String) = (row.column(0)?, row.column(2)?);
    let kind = PageKind::ALL.into_iter().find(|of| of.name() == kind);
    let unknown = |what| Error::defect("content_retired_slug", std::io::Error::other(format!("an unknown {what}")));
    let slug = |index| {
        let text: String = row.column(index)?;
        Slug::new(text).map_err(|error| Error::defect("slug or code", error))
    };
    Ok(FormerPageSlug {
        kind: kind.ok_or_else(|| unknown("kind"))?,
        code: slug(1)?,
        language: Language::from_code(&language).ok_or_else(|| unknown("language"))?,
        slug: slug(3)?,
    })
}
