//! Writes documents. A row is found by its code and keeps its id; the rows that belong to it are replaced.

use database::{Connected, Error, Tx, sql};
use types::{CategoryId, CollectionId, Language, PictureId, ProductId, Slug, Timestamp, Translated};

use crate::{AttributeValueDocument, CategoryDocument, CollectionDocument};

pub(crate) async fn category_id(on: &mut impl Connected, code: &Slug) -> Result<Option<CategoryId>, Error> {
    let row = sql("SELECT id FROM category WHERE code = $1").bind(code).optional(on).await?;
    row.map(|row| Ok(CategoryId(row.column(0)?))).transpose()
}

/// Reads the attribute's id and, if `value` is one of its values, the value's id.
pub(crate) async fn attribute_value(
    on: &mut impl Connected,
    attribute: &Slug,
    value: &Slug,
) -> Result<Option<(i64, Option<i64>)>, Error> {
    let row = sql("SELECT attribute.id, attribute_value.id
        FROM attribute
        LEFT JOIN attribute_value ON attribute_value.attribute_id = attribute.id AND attribute_value.code = $2
        WHERE attribute.code = $1")
    .bind(attribute)
    .bind(value)
    .optional(on)
    .await?;
    row.map(|row| Ok((row.column(0)?, row.column(1)?))).transpose()
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
    for (language, name) in name.iter() {
        sql("INSERT INTO attribute_text (attribute_id, language, name) VALUES ($1, $2, $3)
            ON CONFLICT (attribute_id, language) DO UPDATE SET name = $3")
        .bind(id)
        .bind(language)
        .bind(name)
        .execute(tx)
        .await?;
    }
    Ok(id)
}

pub(crate) async fn save_attribute_value(
    tx: &mut Tx,
    attribute: i64,
    position: i64,
    value: &AttributeValueDocument,
) -> Result<(), Error> {
    let id: i64 = sql("INSERT INTO attribute_value (attribute_id, code, position, swatch) VALUES ($1, $2, $3, $4)
        ON CONFLICT (attribute_id, code) DO UPDATE SET position = $3, swatch = $4
        RETURNING id")
    .bind(attribute)
    .bind(&value.code)
    .bind(position)
    .bind(value.swatch.as_ref().map(|swatch| swatch.as_str()))
    .one(tx)
    .await?
    .column(0)?;
    for (language, label) in value.label.iter() {
        sql("INSERT INTO attribute_value_text (value_id, language, label) VALUES ($1, $2, $3)
            ON CONFLICT (value_id, language) DO UPDATE SET label = $3")
        .bind(id)
        .bind(language)
        .bind(label)
        .execute(tx)
        .await?;
    }
    Ok(())
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
    for (product, position) in products.iter().zip(0_i64..) {
        sql("INSERT INTO collection_product (collection_id, product_id, position) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(*product)
            .bind(position)
            .execute(tx)
            .await?;
    }
    Ok(())
}
