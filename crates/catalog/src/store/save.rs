//! Writes documents. A row is found by its code and keeps its id; the rows that belong to it are replaced.

use std::collections::HashMap;

use database::{Error, Executor, Parameter, Row, Statement, Tx, execute_rows, sql};
use types::{CategoryId, CollectionId, Language, PictureId, ProductId, Slug, Timestamp, Translated};

use crate::{AttributeValueDocument, CategoryDocument, CollectionDocument};

/// Codes that one statement asks for.
const CODES: usize = 500;

pub(crate) async fn category_id(on: &mut impl Executor, code: &Slug) -> Result<Option<CategoryId>, Error> {
    let row = sql("SELECT id FROM category WHERE code = $1").bind(code).optional(on).await?;
    row.map(|row| Ok(CategoryId(row.column(0)?))).transpose()
}

/// Every category with its code and its parent.
pub(crate) async fn category_codes(
    on: &mut impl Executor,
) -> Result<Vec<(CategoryId, String, Option<CategoryId>)>, Error> {
    let rows = sql("SELECT id, code, parent_id FROM category").all(on).await?;
    let parent = |row: &Row| Ok::<_, Error>(row.column::<Option<i64>>(2)?.map(CategoryId));
    rows.iter().map(|row| Ok((CategoryId(row.column(0)?), row.column(1)?, parent(row)?))).collect()
}

/// An attribute's code and row, and the code and row of one of its values, if it has any.
type AttributeValueCode = (String, i64, Option<(String, i64)>);

/// Every attribute with each of its values.
pub(crate) async fn attribute_value_codes(on: &mut impl Executor) -> Result<Vec<AttributeValueCode>, Error> {
    let rows = sql("SELECT attribute.code, attribute.id, attribute_value.code, attribute_value.id
        FROM attribute
        LEFT JOIN attribute_value ON attribute_value.attribute_id = attribute.id")
    .all(on)
    .await?;
    rows.iter()
        .map(|row| {
            let value = row.column::<Option<String>>(2)?.zip(row.column::<Option<i64>>(3)?);
            Ok((row.column(0)?, row.column(1)?, value))
        })
        .collect()
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
    .one(tx)
    .await?
    .column(0)?;
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

async fn attribute_value_ids(on: &mut impl Executor, attribute: i64) -> Result<HashMap<String, i64>, Error> {
    let statement = "SELECT code, id FROM attribute_value WHERE attribute_id = $1";
    let rows = sql(statement).bind(attribute).all(on).await?;
    rows.iter().map(|row| Ok((row.column(0)?, row.column(1)?))).collect()
}

pub(crate) async fn save_category(
    tx: &mut Tx,
    document: &CategoryDocument,
    parent: Option<CategoryId>,
    position: i64,
    picture: Option<PictureId>,
) -> Result<CategoryId, Error> {
    let row = sql("INSERT INTO category (code, parent_id, position, picture_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (code) DO UPDATE SET parent_id = $2, position = $3, picture_id = $4
        RETURNING id")
    .bind(&document.code)
    .bind(parent)
    .bind(position)
    .bind(picture)
    .one(tx)
    .await?;
    Ok(CategoryId(row.column(0)?))
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
    let row = sql("INSERT INTO collection (code, position, rule, picture_id, published_from, published_to)
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
    .one(tx)
    .await?;
    Ok(CollectionId(row.column(0)?))
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
        for row in &Statement::with_list(statement, Vec::new(), codes).all(on).await? {
            ids.insert(row.column(0)?, ProductId(row.column(1)?));
        }
    }
    Ok(ids)
}
