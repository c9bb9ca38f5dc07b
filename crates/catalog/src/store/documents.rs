//! Reads rows as the documents that an export writes.

use database::{Error, Executor, row, sql};
use setup::{Origins, is_shop_language};
use types::{Language, Slug, Timestamp, Translated, Window};

use super::attribute_documents::slug;
use crate::{
    CategoryDocument, CollectionDocument, MembersDocument,
    store::{self, Archive, CollectionMembers, is_archived},
};

pub(super) fn moment(at: Timestamp) -> Result<jiff::Timestamp, Error> {
    jiff::Timestamp::from_millisecond(at.0).map_err(|error| Error::defect("timestamp", error))
}

row! {
    /// The texts of a category or a collection in one language.
    struct Words {
        language: Language,
        slug: String,
        name: String,
        description: String,
        origins: Origins,
    }
}

/// The rows with something's texts in the shop's languages. Texts in languages that the shop no longer has are no part of documents.
pub(super) struct Texts<T>(pub(super) Vec<T>);

/// The texts of something in one language.
pub(super) trait LanguageRow {
    fn language(&self) -> Language;
    fn origins(&self) -> &Origins;
}

impl<T: LanguageRow> Texts<T> {
    /// Returns the texts in the column `place` that are the languages' own.
    pub(super) fn each(&self, place: usize, text: impl Fn(&T) -> &String) -> Translated {
        let own = self.0.iter().filter(|row| row.origins().is_own(place));
        let written = own.map(|row| (row.language(), text(row).clone()));
        written.filter(|(_, text)| !text.is_empty()).collect()
    }

    pub(super) fn slugs(&self, text: impl Fn(&T) -> &String) -> Result<Translated<Slug>, Error> {
        self.each(0, text).try_map(|text| slug(text.clone()))
    }
}

impl LanguageRow for Words {
    fn language(&self) -> Language {
        self.language
    }

    fn origins(&self) -> &Origins {
        &self.origins
    }
}

row! {
    struct CategoryDocumentRow {
        id: types::CategoryId,
        code: Slug,
        parent: Option<Slug>,
        file_name: Option<String>,
        state: String,
        archive: Archive,
    }
}

pub(crate) async fn category_documents(on: &mut impl Executor) -> Result<Vec<CategoryDocument>, Error> {
    let rows: Vec<CategoryDocumentRow> = sql("SELECT
            category.id,
            category.code,
            parent.code AS parent,
            picture_file.file_name,
            category.state,
            category.archive
        FROM category
        LEFT JOIN category AS parent ON parent.id = category.parent_id
        LEFT JOIN picture_file ON picture_file.picture_id = category.picture_id
        WHERE category.state <> 'deleted'
        ORDER BY category.position, category.id")
    .rows(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let words = concat!(
            "SELECT language, slug, name, description, origins
            FROM category_text
            WHERE category_id = $1 AND ",
            is_shop_language!("language")
        );
        let texts = Texts::<Words>(sql(words).bind(row.id).rows(on).await?);
        documents.push(CategoryDocument {
            code: row.code,
            parent: row.parent,
            slug: texts.slugs(|words| &words.slug)?,
            name: texts.each(1, |words| &words.name),
            description: texts.each(2, |words| &words.description),
            picture: row.file_name,
            archived: is_archived(&row.state),
            redirect: row.archive.redirect,
        });
    }
    Ok(documents)
}

row! {
    struct CollectionDocumentRow {
        id: types::CollectionId,
        code: Slug,
        file_name: Option<String>,
        state: String,
        archive: Archive,
    }
}

pub(crate) async fn collection_documents(on: &mut impl Executor) -> Result<Vec<CollectionDocument>, Error> {
    let rows: Vec<CollectionDocumentRow> = sql("SELECT
            collection.id,
            collection.code,
            picture_file.file_name,
            collection.state,
            collection.archive
        FROM collection
        LEFT JOIN picture_file ON picture_file.picture_id = collection.picture_id
        WHERE collection.state <> 'deleted'
        ORDER BY collection.position, collection.id")
    .rows(on)
    .await?;
    let mut documents = Vec::with_capacity(rows.len());
    for row in rows {
        let words = concat!(
            "SELECT language, slug, name, description, origins
            FROM collection_text
            WHERE collection_id = $1 AND ",
            is_shop_language!("language")
        );
        let texts = Texts::<Words>(sql(words).bind(row.id).rows(on).await?);
        let Some(stored) = store::collection_members(on, row.id).await? else { continue };
        documents.push(CollectionDocument {
            code: row.code,
            slug: texts.slugs(|words| &words.slug)?,
            name: texts.each(1, |words| &words.name),
            description: texts.each(2, |words| &words.description),
            picture: row.file_name,
            published: row.archive.published.or_else(|| Window::from_bounds(stored.window)),
            archived: is_archived(&row.state),
            redirect: row.archive.redirect,
            members: members(on, row.id, stored).await?,
        });
    }
    Ok(documents)
}

async fn members(
    on: &mut impl Executor,
    id: types::CollectionId,
    stored: CollectionMembers,
) -> Result<MembersDocument, Error> {
    if let Some(rule) = stored.rule {
        return Ok(MembersDocument::Rule(rule));
    }
    let codes = sql("SELECT product.code
        FROM collection_product
        JOIN product ON product.id = collection_product.product_id
        WHERE collection_product.collection_id = $1
        ORDER BY collection_product.position")
    .bind(id)
    .scalars(on)
    .await?;
    Ok(MembersDocument::Products(codes))
}
