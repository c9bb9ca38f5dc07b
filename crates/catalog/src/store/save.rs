//! Writes documents. A row is found by its code and keeps its id; the rows that belong to it are replaced.

use std::collections::HashMap;

use database::{Error, Executor, Parameter, Statement, Tx, execute_rows, row, sql};
use types::{CategoryId, CollectionId, Language, PictureId, ProductId, Slug, Timestamp, Translated};

use super::card::ProductCode;
use crate::{AttributeValueDocument, CategoryDocument, CollectionDocument};

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
    code: &Slug,
    position: i64,
    is_facet: bool,
    name: &Translated,
) -> Result<i64, Error> {
    let id = sql("INSERT INTO attribute (code, position, is_facet) VALUES ($1, $2, $3)
        ON CONFLICT (code) DO UPDATE SET position = $2, is_facet = $3
        RETURNING id")
    .bind(code)
    .bind(position)
    .bind(is_facet)
    .scalar(tx)
    .await?;
    let text = "INSERT INTO attribute_text (attribute_id, language, name) VALUES {($1, ?, ?)}
        ON CONFLICT (attribute_id, language) DO UPDATE SET name = excluded.name";
    let rows = name.iter().map(|(language, name)| vec![language.into(), name.into()]).collect();
    execute_rows(tx, text, &[Parameter::Integer(Some(id))], rows).await?;
    Ok(id)
}

/// Adds or changes values of an attribute, each with its position.
pub(crate) async fn save_attribute_values(
    tx: &mut Tx,
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
    let mut rows: Vec<Vec<Parameter>> = Vec::with_capacity(values.len() * 3);
    for (_, value) in values {
        let id = ids.get(value.code.as_str()).copied().ok_or(Error::missing_row())?;
        rows.extend(value.label.iter().map(|(language, label)| vec![id.into(), language.into(), label.into()]));
    }
    let text = "INSERT INTO attribute_value_text (value_id, language, label) VALUES {(?, ?, ?)}
        ON CONFLICT (value_id, language) DO UPDATE SET label = excluded.label";
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

pub(crate) async fn save_category(
    tx: &mut Tx,
    document: &CategoryDocument,
    parent: Option<CategoryId>,
    position: i64,
    picture: Option<PictureId>,
) -> Result<CategoryId, Error> {
    sql("INSERT INTO category (code, parent_id, position, picture_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (code) DO UPDATE SET parent_id = $2, position = $3, picture_id = $4
        RETURNING id")
    .bind(&document.code)
    .bind(parent)
    .bind(position)
    .bind(picture)
    .scalar(tx)
    .await
}

pub(crate) async fn save_category_words(
    tx: &mut Tx,
    id: CategoryId,
    language: Language,
    document: &CategoryDocument,
) -> Result<(), Error> {
    sql("INSERT INTO category_text (category_id, language, slug, name, description) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (category_id, language) DO UPDATE SET slug = $3, name = $4, description = $5")
    .bind(id)
    .bind(language)
    .bind(document.slug.of(language))
    .bind(document.name.of(language))
    .bind(document.description.of(language))
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn save_collection(
    tx: &mut Tx,
    document: &CollectionDocument,
    position: i64,
    rule: Option<String>,
    picture: Option<PictureId>,
    window: [Option<Timestamp>; 2],
) -> Result<CollectionId, Error> {
    sql("INSERT INTO collection (code, position, rule, picture_id, published_from, published_to)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (code) DO UPDATE
        SET position = $2, rule = $3, picture_id = $4, published_from = $5, published_to = $6
        RETURNING id")
    .bind(&document.code)
    .bind(position)
    .bind(rule)
    .bind(picture)
    .bind(window[0])
    .bind(window[1])
    .scalar(tx)
    .await
}

pub(crate) async fn save_collection_words(
    tx: &mut Tx,
    id: CollectionId,
    language: Language,
    document: &CollectionDocument,
) -> Result<(), Error> {
    sql("INSERT INTO collection_text (collection_id, language, slug, name, description) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (collection_id, language) DO UPDATE SET slug = $3, name = $4, description = $5")
    .bind(id)
    .bind(language)
    .bind(document.slug.of(language))
    .bind(document.name.of(language))
    .bind(document.description.of(language))
    .execute(tx)
    .await?;
    Ok(())
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

/// The rows of products, by code, as far as there are any.
pub(crate) async fn product_ids_by_code(
    on: &mut impl Executor,
    codes: &[Slug],
) -> Result<HashMap<String, ProductId>, Error> {
    let mut ids = HashMap::with_capacity(codes.len());
    for codes in codes.chunks(CODES) {
        let statement = "SELECT code, id FROM product WHERE code IN (?)";
        let rows: Vec<ProductCode> = Statement::with_list(statement, Vec::new(), codes).rows(on).await?;
        ids.extend(rows.into_iter().map(|row| (row.code, row.id)));
    }
    Ok(ids)
}
