//! Deletion of pages. The row stays, without texts and blocks, because former addresses refer to it.

use database::{BaseReader, Error, Tx};
use types::{Slug, TargetDocument, Translated};

use crate::{PageDocument, PageKind, page, store};

/// A deleted page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedPage {
    /// Its kind.
    pub kind: PageKind,
    /// The name that documents had for it.
    pub code: Slug,
    /// The target of its addresses; without it, they answer 410.
    pub redirect: Option<TargetDocument>,
}

/// Returns every deleted page that former addresses lead to, by kind and code.
pub async fn deleted_pages(reader: &mut BaseReader) -> Result<Vec<DeletedPage>, Error> {
    let documents = store::deleted_pages(reader).await?.into_iter();
    Ok(documents.map(|PageDocument { kind, code, redirect, .. }| DeletedPage { kind, code, redirect }).collect())
}

/// Deletes a page, or records that one with this code was deleted. Its present slugs become former ones.
pub async fn delete_page(tx: &mut Tx, deleted: &DeletedPage) -> Result<(), Error> {
    let DeletedPage { kind, code, redirect } = deleted.clone();
    let id = store::save_deleted_page(tx, &document(kind, code, redirect)).await?;
    for (language, slug) in store::slugs(tx, id).await?.iter() {
        if let Ok(slug) = Slug::new(slug.slug.as_str()) {
            store::retire_slug(tx, kind, language, &slug, id).await?;
        }
    }
    store::delete_page_texts(tx, id).await?;
    tx.touch(page::key(id));
    tx.touch(page::list_key(kind));
    Ok(())
}

/// Returns the document of a page of which nothing is left.
fn document(kind: PageKind, code: Slug, redirect: Option<TargetDocument>) -> PageDocument {
    PageDocument {
        kind,
        code,
        slug: Translated::default(),
        title: Translated::default(),
        summary: Translated::default(),
        picture: None,
        published: None,
        archived: true,
        redirect,
        blocks: Vec::new(),
    }
}
