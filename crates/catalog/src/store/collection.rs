use database::{Error, Executor, Reader, sql};
use types::{CollectionId, ImageRef, Language, ProductId, Timestamp};

use crate::Rule;

/// A collection as other pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionCard {
    /// The name in documents.
    pub code: String,
    /// The name in this language's URLs.
    pub slug: String,
    /// The name shoppers read.
    pub name: String,
    /// A sentence or two under the name.
    pub description: String,
    /// The collection's picture.
    pub picture: Option<ImageRef>,
}

pub(crate) struct CollectionRow {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) rule: Option<Rule>,
    pub(crate) window: [Option<Timestamp>; 2],
}

pub(crate) async fn collection(
    on: &mut impl Executor,
    id: CollectionId,
    language: Language,
) -> Result<Option<CollectionRow>, Error> {
    let row = sql("SELECT
            collection_text.name,
            collection_text.description,
            collection.rule,
            collection.published_from,
            collection.published_to
        FROM collection
        JOIN collection_text ON collection_text.collection_id = collection.id AND collection_text.language = $2
        WHERE collection.id = $1")
    .bind(id)
    .bind(language)
    .optional(on)
    .await?;
    row.map(|row| {
        Ok(CollectionRow {
            name: row.column(0)?,
            description: row.column(1)?,
            rule: row.column::<Option<String>>(2)?.map(|rule| parse_rule(&rule)).transpose()?,
            window: row.window(3)?,
        })
    })
    .transpose()
}

/// Writes a rule as the database stores it.
pub(crate) fn rule_text(rule: &Rule) -> String {
    serde_json::to_string(rule).expect("a rule is strings and numbers, which JSON can hold")
}

fn parse_rule(text: &str) -> Result<Rule, Error> {
    serde_json::from_str(text).map_err(|error| Error::defect("collection.rule", error))
}

pub(crate) async fn collection_id(on: &mut impl Executor, code: &str) -> Result<Option<CollectionId>, Error> {
    let row = sql("SELECT id FROM collection WHERE code = $1").bind(code).optional(on).await?;
    row.map(|row| Ok(CollectionId(row.column(0)?))).transpose()
}

pub(crate) async fn collection_products(on: &mut impl Executor, id: CollectionId) -> Result<Vec<ProductId>, Error> {
    let statement = "SELECT product_id FROM collection_product WHERE collection_id = $1 ORDER BY position";
    let rows = sql(statement).bind(id).all(on).await?;
    rows.iter().map(|row| Ok(ProductId(row.column(0)?))).collect()
}

type CardRow = (CollectionId, [Option<Timestamp>; 2], CollectionCard);

/// Reads every collection, drafts included: there are few.
pub(crate) async fn collection_cards(reader: &mut Reader) -> Result<Vec<CardRow>, Error> {
    let language = reader.language();
    let rows = sql("SELECT
            collection.id,
            collection.published_from,
            collection.published_to,
            collection.code,
            collection_text.slug,
            collection_text.name,
            collection_text.description,
            picture_shape.address,
            picture_shape.width,
            picture_shape.height,
            picture_shape.colour,
            picture_alt.alt,
            picture_shape.focal_x,
            picture_shape.focal_y
        FROM collection
        JOIN collection_text ON collection_text.collection_id = collection.id AND collection_text.language = $1
        LEFT JOIN picture_shape ON picture_shape.picture_id = collection.picture_id
        LEFT JOIN picture_alt ON picture_alt.picture_id = collection.picture_id AND picture_alt.language = $1
        ORDER BY collection.position, collection.id")
    .bind(language)
    .all(reader)
    .await?;
    rows.iter()
        .map(|row| {
            let card = CollectionCard {
                code: row.column(3)?,
                slug: row.column(4)?,
                name: row.column(5)?,
                description: row.column(6)?,
                picture: row.image(7)?,
            };
            Ok((CollectionId(row.column(0)?), row.window(1)?, card))
        })
        .collect()
}
