//! Writes documents. A row is found by its code and keeps its id; the rows that belong to it are replaced.

use std::collections::HashMap;

use database::{Error, Executor, Parameter, Statement, Tx, execute_rows, row, sql};
use setup::{Setup, TextLanguage};
use types::{CategoryId, CollectionId, PictureId, ProductId, Slug, Translated};

use super::archive::Publication;
use crate::{AttributeDocument, AttributeValueDocument, CategoryDocument, CollectionDocument, SchemaProperty};

/// Codes that one statement asks for.
const CODES: usize = 500;

pub(crate) async fn category_id(on: &mut impl Executor, code: &Slug) -> Result<Option<CategoryId>, Error> {
    sql("SELECT id FROM category WHERE code = $1").bind(code).optional_scalar(on).await
}

row! {
    /// An attribute's code and row, and the code and row of one of its values, if it has any.
    pub(crate) struct AttributeValueCode {
        pub(crate) code: String,
        pub(crate) id: i64,
        pub(crate) value_code: Option<String>,
        pub(crate) value_id: Option<i64>,
    }
}

/// Every attribute with each of its values.
pub(crate) async fn attribute_value_codes(on: &mut impl Executor) -> Result<Vec<AttributeValueCode>, Error> {
    sql("SELECT
            attribute.code,
            attribute.id,
            attribute_value.code AS value_code,
            attribute_value.id AS value_id
        FROM attribute
        LEFT JOIN attribute_value ON attribute_value.attribute_id = attribute.id")
    .rows(on)
    .await
}

pub(crate) async fn save_attribute(
    tx: &mut Tx,
    setup: &Setup,
    document: &AttributeDocument,
    position: i64,
) -> Result<i64, Error> {
    let id = sql("INSERT INTO attribute (code, position, is_facet, is_shown, kind, schema_property)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (code) DO UPDATE
        SET position = $2, is_facet = $3, is_shown = $4, kind = $5, schema_property = $6
        RETURNING id")
    .bind(&document.code)
    .bind(position)
    .bind(document.facet)
    .bind(document.shown)
    .bind(document.kind.name())
    .bind(document.schema_property.map_or("", SchemaProperty::name))
    .scalar(tx)
    .await?;
    let text = "INSERT INTO attribute_text (attribute_id, language, name, group_name, unit, origins)
        VALUES {($1, ?, ?, ?, ?, ?)}
        ON CONFLICT (attribute_id, language) DO UPDATE
        SET name = excluded.name, group_name = excluded.group_name, unit = excluded.unit, origins = excluded.origins";
    let row = |of: &TextLanguage| {
        let mut row = of.row();
        let [name, group, unit] = [&document.name, &document.group, &document.unit].map(|text| row.text(text).into());
        vec![of.language.into(), name, group, unit, row.origins().into()]
    };
    let rows = setup.languages().iter().map(row).collect();
    execute_rows(tx, text, &[Parameter::Integer(Some(id))], rows).await?;
    Ok(id)
}

/// Returns the row of a single text: the language, the text and its origin.
fn word_row(of: &TextLanguage, text: &Translated) -> Vec<Parameter> {
    let mut row = of.row();
    let text = row.text(text);
    vec![of.language.into(), text.into(), row.origins().into()]
}

/// Adds or changes values of an attribute, each with its position.
pub(crate) async fn save_attribute_values(
    tx: &mut Tx,
    setup: &Setup,
    attribute: i64,
    values: &[(i64, &AttributeValueDocument)],
) -> Result<(), Error> {
    let text = "INSERT INTO attribute_value (attribute_id, code, position, swatch) VALUES {($1, ?, ?, ?)}
        ON CONFLICT (attribute_id, code) DO UPDATE SET position = excluded.position, swatch = excluded.swatch";
    let row = |(position, value): &(i64, &AttributeValueDocument)| {
        let swatch = value.swatch.as_ref().map(|swatch| swatch.as_str());
        vec![(&value.code).into(), (*position).into(), swatch.into()]
    };
    execute_rows(tx, text, &[attribute.into()], values.iter().map(row).collect()).await?;
    let ids = attribute_value_ids(tx, attribute).await?;
    let mut rows: Vec<Vec<Parameter>> = Vec::with_capacity(values.len() * setup.languages().len());
    for (_, value) in values {
        let id = ids.get(value.code.as_str()).copied().ok_or(Error::missing_row())?;
        rows.extend(setup.languages().iter().map(|of| [vec![id.into()], word_row(of, &value.label)].concat()));
    }
    let text = "INSERT INTO attribute_value_text (value_id, language, label, origins) VALUES {(?, ?, ?, ?)}
        ON CONFLICT (value_id, language) DO UPDATE SET label = excluded.label, origins = excluded.origins";
    execute_rows(tx, text, &[], rows).await.map(|_| ())
}

row! {
    struct AttributeValueRow {
        code: String,
        id: i64,
    }
}

async fn attribute_value_ids(on: &mut impl Executor, attribute: i64) -> Result<HashMap<String, i64>, Error> {
    let statement = "SELECT code, id FROM attribute_value WHERE attribute_id = $1";
    let rows: Vec<AttributeValueRow> = sql(statement).bind(attribute).rows(on).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.id)).collect())
}

/// The statement that writes a category's or a collection's texts, by the table and the column of the thing.
macro_rules! write_listing_texts {
    ($table:literal, $id:literal) => {
        concat!(
            "INSERT INTO ",
            $table,
            " (",
            $id,
            ", language, slug, name, description, origins)
            VALUES {($1, ?, ?, ?, ?, ?)}
            ON CONFLICT (",
            $id,
            ", language) DO UPDATE
            SET slug = excluded.slug, name = excluded.name, description = excluded.description,
                origins = excluded.origins"
        )
    };
}

/// Returns the row of a category's or a collection's texts.
fn listing_row(
    of: &TextLanguage,
    slugs: &Translated<Slug>,
    name: &Translated,
    description: &Translated,
) -> Vec<Parameter> {
    let mut row = of.row();
    let slug = row.slug(slugs).map(Slug::as_str);
    let [name, description] = [name, description].map(|text| row.text(text));
    vec![of.language.into(), slug.into(), name.into(), description.into(), row.origins().into()]
}

pub(crate) async fn save_category(
    tx: &mut Tx,
    document: &CategoryDocument,
    parent: Option<CategoryId>,
    position: i64,
    picture: Option<PictureId>,
) -> Result<CategoryId, Error> {
    let publication = Publication::new(document.archived, document.redirect.as_ref(), None);
    sql("INSERT INTO category (code, parent_id, position, picture_id, state, archive) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (code) DO UPDATE SET parent_id = $2, position = $3, picture_id = $4, state = $5, archive = $6
        RETURNING id")
    .bind(&document.code)
    .bind(parent)
    .bind(position)
    .bind(picture)
    .bind(publication.state)
    .bind(publication.archive)
    .scalar(tx)
    .await
}

pub(crate) async fn save_category_words(
    tx: &mut Tx,
    setup: &Setup,
    id: CategoryId,
    document: &CategoryDocument,
) -> Result<(), Error> {
    let text = write_listing_texts!("category_text", "category_id");
    let CategoryDocument { slug, name, description, .. } = document;
    let rows = setup.languages().iter().map(|of| listing_row(of, slug, name, description));
    execute_rows(tx, text, &[id.into()], rows.collect()).await.map(|_| ())
}

pub(crate) async fn save_collection(
    tx: &mut Tx,
    document: &CollectionDocument,
    position: i64,
    rule: Option<String>,
    picture: Option<PictureId>,
) -> Result<CollectionId, Error> {
    let publication = Publication::new(document.archived, document.redirect.as_ref(), document.published.as_ref());
    sql("INSERT INTO collection (code, position, rule, picture_id, published_from, published_to, state, archive)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (code) DO UPDATE
        SET position = $2, rule = $3, picture_id = $4, published_from = $5, published_to = $6, state = $7, archive = $8
        RETURNING id")
    .bind(&document.code)
    .bind(position)
    .bind(rule)
    .bind(picture)
    .bind(publication.window[0])
    .bind(publication.window[1])
    .bind(publication.state)
    .bind(publication.archive)
    .scalar(tx)
    .await
}

pub(crate) async fn save_collection_words(
    tx: &mut Tx,
    setup: &Setup,
    id: CollectionId,
    document: &CollectionDocument,
) -> Result<(), Error> {
    let text = write_listing_texts!("collection_text", "collection_id");
    let CollectionDocument { slug, name, description, .. } = document;
    let rows = setup.languages().iter().map(|of| listing_row(of, slug, name, description));
    execute_rows(tx, text, &[id.into()], rows.collect()).await.map(|_| ())
}

pub(crate) async fn replace_collection_products(
    tx: &mut Tx,
    id: CollectionId,
    products: &[ProductId],
) -> Result<(), Error> {
    sql("DELETE FROM collection_product WHERE collection_id = $1").bind(id).execute(tx).await?;
    let text = "INSERT INTO collection_product (collection_id, product_id, position) VALUES {($1, ?, ?)}";
    let rows = products.iter().zip(0_i64..).map(|(product, position)| vec![(*product).into(), position.into()]);
    execute_rows(tx, text, &[id.into()], rows.collect()).await.map(|_| ())
}

row! {
    /// A product's name in documents, and its row.
    struct ProductCode {
        code: String,
        id: ProductId,
    }
}

/// The rows of products, by code, as far as there are any.
pub(crate) async fn product_ids_by_code<C>(
    on: &mut impl Executor,
    codes: &[C],
) -> Result<HashMap<String, ProductId>, Error>
where
    for<'c> &'c C: Into<Parameter>,
{
    let mut ids = HashMap::with_capacity(codes.len());
    for codes in codes.chunks(CODES) {
        let statement = "SELECT code, id FROM product WHERE code IN (?)";
        let rows: Vec<ProductCode> = Statement::with_list(statement, Vec::new(), codes).rows(on).await?;
        ids.extend(rows.into_iter().map(|row| (row.code, row.id)));
    }
    Ok(ids)
}
