use std::collections::HashMap;

use database::Tx;
use setup::{RowTexts, Setup, SharedSlug, TextLanguage};
use types::{Language, PageId, PictureId, Slug, Translated, Window};

use crate::{
    Block, BlockDocument, ColumnDocument, Link, LinkDocument, PageDocument, PageKind, TextColumn, markdown, page,
    store::{self, StoredPage},
};

/// An error that kept a page from being saved.
#[derive(Debug, thiserror::Error)]
pub enum SavePageError {
    /// The page names a picture that the shop does not have.
    #[error("there is no picture {0}")]
    UnknownPicture(String),
    /// Another page of its kind has that slug.
    #[error("the slug {0} belongs to another page")]
    SlugTaken(Slug),
    /// Two pages would have one slug in a language of another setup.
    #[error(transparent)]
    SharedSlug(#[from] SharedSlug),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] database::Error),
}

/// Frees the slugs that a page gives up for these: they lead to it from now on, and another page may take them, in the
/// same transaction.
pub async fn release_slugs(
    tx: &mut Tx,
    kind: PageKind,
    code: &Slug,
    slugs: &Translated<Slug>,
) -> Result<(), SavePageError> {
    match store::page_id(tx, kind, code).await? {
        Some(id) => release(tx, kind, id, slugs).await,
        None => Ok(()),
    }
}

/// Gives a page other slugs, and leaves everything else of it as it is.
pub async fn take_slugs(
    tx: &mut Tx,
    kind: PageKind,
    code: &Slug,
    slugs: &Translated<Slug>,
) -> Result<(), SavePageError> {
    let Some(id) = store::page_id(tx, kind, code).await? else { return Ok(()) };
    claim(tx, kind, id, slugs).await?;
    for (language, slug) in slugs.iter() {
        store::replace_slug(tx, id, language, slug.as_str()).await?;
    }
    tx.touch(page::key(id));
    tx.touch(page::list_key(kind));
    Ok(())
}

/// Inserts or updates a page. `pictures` are ids by file name.
pub async fn save_page(
    tx: &mut Tx,
    setup: &Setup,
    document: &PageDocument,
    position: i64,
    pictures: &HashMap<String, PictureId>,
) -> Result<(), SavePageError> {
    let picture = document.picture.as_ref().map(|file| picture_id(pictures, file)).transpose()?;
    let published = document.published.as_ref().filter(|_| !document.archived);
    let window = Window::bounds(published);
    let id = store::save_page(tx, document, position, picture, window).await?;
    claim(tx, document.kind, id, &setup.fill(&document.slug)).await?;
    for of in setup.languages() {
        write_in(tx, id, of, document, pictures).await?;
    }
    tx.touch(page::key(id));
    tx.touch(page::list_key(document.kind));
    Ok(())
}

/// Writes the texts and blocks of every page for each language of a setup that has other languages or fallbacks than the one
/// before. `pictures` are ids by file name.
pub async fn refill_texts(
    tx: &mut Tx,
    setup: &Setup,
    pictures: &HashMap<String, PictureId>,
) -> Result<(), SavePageError> {
    let pages = store::stored_pages(tx).await?;
    check_slugs(setup, &pages)?;
    for StoredPage { id, document } in &pages {
        release(tx, document.kind, *id, &setup.fill(&document.slug)).await?;
    }
    for StoredPage { id, document } in &pages {
        claim(tx, document.kind, *id, &setup.fill(&document.slug)).await?;
        for of in setup.languages() {
            write_in(tx, *id, of, document, pictures).await?;
        }
    }
    Ok(())
}

/// Checks that no two pages of a kind would have one slug in a language of the setup.
fn check_slugs(setup: &Setup, pages: &[StoredPage]) -> Result<(), SharedSlug> {
    let mut owners: HashMap<(PageKind, Language, Slug), &Slug> = HashMap::new();
    for PageDocument { kind, code, slug, .. } in pages.iter().map(|page| &page.document) {
        for (language, slug) in setup.fill(slug).iter() {
            if let Some(owner) = owners.insert((*kind, language, slug.clone()), code) {
                let [first, second] = [owner, code].map(|code| format!("{} \"{code}\"", kind.name()));
                return Err(SharedSlug { language, slug: slug.to_string(), first, second });
            }
        }
    }
    Ok(())
}

/// Writes the texts and blocks of a page in one language.
async fn write_in(
    tx: &mut Tx,
    id: PageId,
    of: &TextLanguage,
    document: &PageDocument,
    pictures: &HashMap<String, PictureId>,
) -> Result<(), SavePageError> {
    store::save_page_text(tx, id, of, document).await?;
    let mut blocks = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        let mut row = of.row();
        let block = block_in(&mut row, block, pictures)?;
        blocks.push((block, row.borrowed_from()));
    }
    Ok(store::replace_blocks(tx, id, of.language, &blocks).await?)
}

/// Checks that no other page of this kind has these slugs, and releases those that the page had before.
async fn claim(tx: &mut Tx, kind: PageKind, id: PageId, slugs: &Translated<Slug>) -> Result<(), SavePageError> {
    release(tx, kind, id, slugs).await?;
    for (language, slug) in slugs.iter() {
        let owner = store::page_id_by_slug(tx, kind, language, slug).await?;
        if owner.is_some_and(|owner| owner != id) {
            return Err(SavePageError::SlugTaken(slug.clone()));
        }
        store::forget_retired_slug(tx, kind, language, slug).await?;
    }
    Ok(())
}

async fn release(tx: &mut Tx, kind: PageKind, id: PageId, slugs: &Translated<Slug>) -> Result<(), SavePageError> {
    let old = store::slugs(tx, id).await?;
    for (language, slug) in slugs.iter() {
        // A slug that is released already is no slug any more.
        let Some(Ok(old)) = old.get(language).map(|old| Slug::new(old.slug.as_str())) else { continue };
        if old != *slug {
            // A text that is no slug, and that no other page has.
            store::replace_slug(tx, id, language, &format!("~{}", id.0)).await?;
            store::retire_slug(tx, kind, language, &old, id).await?;
        }
    }
    Ok(())
}

fn picture_id(pictures: &HashMap<String, PictureId>, file: &str) -> Result<PictureId, SavePageError> {
    pictures.get(file).copied().ok_or_else(|| SavePageError::UnknownPicture(file.to_owned()))
}

fn block_in(
    row: &mut RowTexts<'_>,
    block: &BlockDocument,
    pictures: &HashMap<String, PictureId>,
) -> Result<Block<PictureId>, SavePageError> {
    Ok(match block {
        BlockDocument::Hero { title, text: words, picture, link: way } => Block::Hero {
            title: row.text(title).to_owned(),
            text: row.text(words).to_owned(),
            picture: picture_id(pictures, picture)?,
            link: link(way, row),
        },
        BlockDocument::Banner { title, text: words, picture, link: way } => Block::Banner {
            title: row.text(title).to_owned(),
            text: row.text(words).to_owned(),
            picture: picture_id(pictures, picture)?,
            link: link(way, row),
        },
        BlockDocument::RichText { markdown } => Block::RichText { html: markdown::safe_html(row.text(markdown)) },
        BlockDocument::Picture { picture, caption } => Block::Picture {
            picture: picture_id(pictures, picture)?,
            caption: caption.as_ref().map(|caption| row.text(caption).to_owned()),
        },
        BlockDocument::Quote { text: words, source } => {
            Block::Quote { text: row.text(words).to_owned(), source: row.text(source).to_owned() }
        }
        BlockDocument::Columns { columns } => {
            Block::Columns(columns.iter().map(|document| column(document, row)).collect())
        }
        BlockDocument::ProductList { title, products, limit } => {
            Block::ProductList { title: row.text(title).to_owned(), products: products.clone(), limit: *limit }
        }
        BlockDocument::Collections { title, collections } => Block::Collections {
            title: row.text(title).to_owned(),
            collections: collections.iter().map(|code| code.as_str().to_owned()).collect(),
        },
        BlockDocument::Categories { title } => Block::Categories { title: row.text(title).to_owned() },
        BlockDocument::Stories { title, limit } => Block::Stories { title: row.text(title).to_owned(), limit: *limit },
    })
}

fn column(document: &ColumnDocument, row: &mut RowTexts<'_>) -> TextColumn {
    let html = markdown::safe_html(row.text(&document.markdown));
    TextColumn { title: row.text(&document.title).to_owned(), html }
}

fn link(document: &LinkDocument, row: &mut RowTexts<'_>) -> Link {
    Link { label: row.text(&document.label).to_owned(), to: document.to.clone() }
}
