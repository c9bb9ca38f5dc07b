use std::collections::HashMap;

use database::{Error, Executor, Row, sql};

/// A category's code, its parent's, and its position.
pub(crate) type PlacedCategory = (String, Option<String>, i64);

fn by_code(rows: &[Row]) -> Result<HashMap<String, i64>, Error> {
    rows.iter().map(|row| Ok((row.column(0)?, row.column(1)?))).collect()
}

/// Reads every attribute's code and position.
pub(crate) async fn attribute_positions(on: &mut impl Executor) -> Result<HashMap<String, i64>, Error> {
    by_code(&sql("SELECT code, position FROM attribute").all(on).await?)
}

/// Reads the code and position of every value of an attribute.
pub(crate) async fn attribute_value_positions(
    on: &mut impl Executor,
    attribute: i64,
) -> Result<HashMap<String, i64>, Error> {
    let statement = "SELECT code, position FROM attribute_value WHERE attribute_id = $1";
    by_code(&sql(statement).bind(attribute).all(on).await?)
}

/// Reads every collection's code and position.
pub(crate) async fn collection_positions(on: &mut impl Executor) -> Result<HashMap<String, i64>, Error> {
    by_code(&sql("SELECT code, position FROM collection").all(on).await?)
}

/// Reads every category's code, parent and position.
pub(crate) async fn category_positions(on: &mut impl Executor) -> Result<Vec<PlacedCategory>, Error> {
    let rows = sql("SELECT category.code, parent.code, category.position
        FROM category
        LEFT JOIN category AS parent ON parent.id = category.parent_id")
    .all(on)
    .await?;
    rows.iter().map(|row| Ok((row.column(0)?, row.column(1)?, row.column(2)?))).collect()
}
