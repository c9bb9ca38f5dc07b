use database::{Error, Executor, FromColumn, row, sql};
use types::{Language, Slug};

use crate::SluggedKind;

impl FromColumn for SluggedKind {
    type Stored = String;

    fn from_column(name: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let kind = Self::ALL.into_iter().find(|kind| kind.name() == name);
        Ok(kind.ok_or_else(|| format!("{name:?} is no kind of thing with a slug"))?)
    }
}

row! {
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
}

pub(crate) async fn former_slugs(on: &mut impl Executor) -> Result<Vec<FormerSlug>, Error> {
    sql("SELECT former.kind, thing.code, former.language, former.slug
        FROM catalog_retired_slug AS former
        JOIN (
            SELECT 'product' AS kind, id, code FROM product
            UNION ALL
            SELECT 'category', id, code FROM category
            UNION ALL
            SELECT 'collection', id, code FROM collection
        ) AS thing ON thing.kind = former.kind AND thing.id = former.target_id
        ORDER BY former.kind, thing.code, former.language, former.slug")
    .rows(on)
    .await
}
