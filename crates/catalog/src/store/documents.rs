//! Reads rows as the documents that an export writes.

use database::{Error, Executor, row, sql};
use setup::{Origins, is_shop_language};
use types::{Language, Slug, Timestamp, Translated, Window};

use crate::{
    AttributeDocument, AttributeKind, AttributeValueDocument, CategoryDocument, CollectionDocument, MembersDocument,
    Swatch,
    store::{self, CollectionMembers},
};

pub(super) fn slug(text: String) -> Result<Slug, Error> {
    Slug::new(text).map_err(|error| Error::defect("slug or code", error))
}

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

pub(crate) async fn attribute_documents(on: &mut impl Executor) -> Result<Vec<AttributeDocument>, Error> {
    let mut documents: Vec<AttributeDocument> = Vec::new();
    for row in store::vocabulary(on).await? {
        let code = slug(row.attribute)?;
        if documents.last().is_none_or(|last| last.code != code) {
            documents.push(AttributeDocument {
                code,
                name: own(row.name, &row.origins, 0),
                kind: row.kind,
                unit: own(row.unit, &row.origins, 2),
                facet: row.is_facet,
                shown: row.is_shown,
                group: own(row.group, &row.origins, 1),
                schema_property: row.schema_property,
                values: Vec::new(),
            });
        }
        if let Some((document, value)) = documents.last_mut().zip(row.value) {
            let swatch = value.swatch.and_then(|swatch| Swatch::try_from(swatch).ok());
            let label = own(value.label, &value.origins, 0);
            document.values.push(AttributeValueDocument { code: slug(value.code)?, label, swatch });
        }
    }
    Ok(documents)
}

/// Returns the texts in the column `place` that are not empty and not borrowed.
fn own(texts: Translated, origins: &Translated<Origins>, place: usize) -> Translated {
    let is_own = |language| origins.get(language).is_some_and(|origins| origins.is_own(place));
    texts.into_iter().filter(|(language, text)| !text.is_empty() && is_own(*language)).collect()
}

row! {
    struct CategoryDocumentRow {
        id: types::CategoryId,
        code: Slug,
        parent: Option<Slug>,
        file_name: Option<String>,
    }
}

pub(crate) async fn category_documents(on: &mut impl Executor) -> Result<Vec<CategoryDocument>, Error> {
    let rows: Vec<CategoryDocumentRow> = sql("SELECT
            category.id,
            category.code,
            parent.code AS parent,
            picture_file.file_name
        FROM category
        LEFT JOIN category AS parent ON parent.id = category.parent_id
        LEFT JOIN picture_file ON picture_file.picture_id = category.picture_id
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
        });
    }
    Ok(documents)
}

row! {
    struct CollectionDocumentRow {
        id: types::CollectionId,
        code: Slug,
        file_name: Option<String>,
    }
}

pub(crate) async fn collection_documents(on: &mut impl Executor) -> Result<Vec<CollectionDocument>, Error> {
    let rows: Vec<CollectionDocumentRow> = sql("SELECT collection.id, collection.code, picture_file.file_name
        FROM collection
        LEFT JOIN picture_file ON picture_file.picture_id = collection.picture_id
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
            published: Window::from_bounds(stored.window),
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
