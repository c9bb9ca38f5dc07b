use database::{Error, Executor, row, sql};
use types::{Language, Slug};

use crate::PageKind;

row! {
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
}

pub(crate) async fn former_slugs(on: &mut impl Executor) -> Result<Vec<FormerPageSlug>, Error> {
    sql("SELECT former.kind, page.code, former.language, former.slug
        FROM content_retired_slug AS former
        JOIN page ON page.kind = former.kind AND page.id = former.target_id
        ORDER BY former.kind, page.code, former.language, former.slug")
    .rows(on)
    .await
}
