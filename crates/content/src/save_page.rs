use std::collections::HashMap;

use database::Tx;
use types::{Language, PageId, PictureId, Slug, Window};

use crate::{
    Block, BlockDocument, ColumnDocument, Link, LinkDocument, PageDocument, Target, TargetDocument, TextColumn,
    markdown, page, store,
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
    /// The database refused.
    #[error(transparent)]
    Database(#[from] database::Error),
}

/// Frees the slugs that a page gives up with this document, so that another page of the same import may take them in
/// any order.
pub async fn release_page(tx: &mut Tx, document: &PageDocument) -> Result<(), SavePageError> {
    match store::page_id(tx, document.kind, &document.code).await? {
        Some(id) => release_slugs(tx, id, document).await,
        None => Ok(()),
    }
}

/// Inserts or updates a page. `pictures` are ids by file name.
pub async fn save_page(
    tx: &mut Tx,
    document: &PageDocument,
    position: i64,
    pictures: &HashMap<String, PictureId>,
) -> Result<(), SavePageError> {
    let picture = document.picture.as_ref().map(|file| picture_id(pictures, file)).transpose()?;
    let window = Window::bounds(document.published.as_ref());
    let id = store::save_page(tx, document, position, picture, window).await?;
    claim_slugs(tx, id, document).await?;
    for language in Language::ALL {
        store::save_page_text(tx, id, language, document).await?;
        let blocks: Vec<Block<PictureId>> =
            document.blocks.iter().map(|block| block_in(language, block, pictures)).collect::<Result<_, _>>()?;
        store::replace_blocks(tx, id, language, &blocks).await?;
    }
    tx.touch(page::key(id));
    tx.touch(page::list_key(document.kind));
    Ok(())
}

/// Checks that no other page of this kind has these slugs, and releases those that the page had before.
async fn claim_slugs(tx: &mut Tx, id: PageId, document: &PageDocument) -> Result<(), SavePageError> {
    release_slugs(tx, id, document).await?;
    for (language, slug) in document.slug.iter() {
        let owner = store::page_id_by_slug(tx, document.kind, language, slug).await?;
        if owner.is_some_and(|owner| owner != id) {
            return Err(SavePageError::SlugTaken(slug.clone()));
        }
        store::forget_retired_slug(tx, document.kind, language, slug).await?;
    }
    Ok(())
}

async fn release_slugs(tx: &mut Tx, id: PageId, document: &PageDocument) -> Result<(), SavePageError> {
    let Some(old) = store::slugs(tx, id).await? else { return Ok(()) };
    for (language, slug) in document.slug.iter() {
        // A released slug has a placeholder that is no slug.
        let Ok(old) = Slug::new(old.of(language).as_str()) else { continue };
        if old != *slug {
            store::release_slug(tx, id, language).await?;
            store::retire_slug(tx, document.kind, language, &old, id).await?;
        }
    }
    Ok(())
}

fn picture_id(pictures: &HashMap<String, PictureId>, file: &str) -> Result<PictureId, SavePageError> {
    pictures.get(file).copied().ok_or_else(|| SavePageError::UnknownPicture(file.to_owned()))
}

fn block_in(
    language: Language,
    block: &BlockDocument,
    pictures: &HashMap<String, PictureId>,
) -> Result<Block<PictureId>, SavePageError> {
    let text = |text: &types::Translated| text.of(language).clone();
    Ok(match block {
        BlockDocument::Hero { title, text: words, picture, link: way } => Block::Hero {
            title: text(title),
            text: text(words),
            picture: picture_id(pictures, picture)?,
            link: link(way, language),
        },
        BlockDocument::Banner { title, text: words, picture, link: way } => Block::Banner {
            title: text(title),
            text: text(words),
            picture: picture_id(pictures, picture)?,
            link: link(way, language),
        },
        BlockDocument::RichText { markdown } => Block::RichText { html: markdown::safe_html(markdown.of(language)) },
        BlockDocument::Picture { picture, caption } => {
            Block::Picture { picture: picture_id(pictures, picture)?, caption: caption.as_ref().map(text) }
        }
        BlockDocument::Quote { text: words, source } => Block::Quote { text: text(words), source: text(source) },
        BlockDocument::Columns { columns } => Block::Columns(columns.iter().map(|of| column(of, language)).collect()),
        BlockDocument::ProductList { title, products, limit } => {
            Block::ProductList { title: text(title), products: products.clone(), limit: *limit }
        }
        BlockDocument::Collections { title, collections } => Block::Collections {
            title: text(title),
            collections: collections.iter().map(|code| code.as_str().to_owned()).collect(),
        },
        BlockDocument::Categories { title } => Block::Categories { title: text(title) },
        BlockDocument::Stories { title, limit } => Block::Stories { title: text(title), limit: *limit },
    })
}

fn column(document: &ColumnDocument, language: Language) -> TextColumn {
    TextColumn { title: document.title.of(language).clone(), html: markdown::safe_html(document.markdown.of(language)) }
}

fn link(document: &LinkDocument, language: Language) -> Link {
    let code = |code: &Slug| code.as_str().to_owned();
    let to = match &document.to {
        TargetDocument::Product(of) => Target::Product(code(of)),
        TargetDocument::Category(of) => Target::Category(code(of)),
        TargetDocument::Collection(of) => Target::Collection(code(of)),
        TargetDocument::Story(of) => Target::Story(code(of)),
        TargetDocument::Page(of) => Target::Page(code(of)),
    };
    Link { label: document.label.of(language).clone(), to }
}
