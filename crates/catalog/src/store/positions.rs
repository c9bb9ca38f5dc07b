use std::collections::HashMap;

use database::{Error, Executor, Statement, row, sql};

row! {
    struct PositionRow {
        code: String,
        position: i64,
    }
}

async fn by_code(on: &mut impl Executor, statement: Statement) -> Result<HashMap<String, i64>, Error> {
    let rows: Vec<PositionRow> = statement.rows(on).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.position)).collect())
}

/// Reads every attribute's code and position.
pub(crate) async fn attribute_positions(on: &mut impl Executor) -> Result<HashMap<String, i64>, Error> {
    by_code(on, sql("SELECT code, position FROM attribute")).await
}

/// Reads the code and position of every value of an attribute.
pub(crate) async fn attribute_value_positions(
    on: &mut impl Executor,
    attribute: i64,
) -> Result<HashMap<String, i64>, Error> {
    let statement = "SELECT code, position FROM attribute_value WHERE attribute_id = $1";
    by_code(on, sql(statement).bind(attribute)).await
}

/// Reads every collection's code and position.
pub(crate) async fn collection_positions(on: &mut impl Executor) -> Result<HashMap<String, i64>, Error> {
    by_code(on, sql("SELECT code, position FROM collection")).await
}

row! {
    /// A category's code, its parent's, and its position.
    pub(crate) struct PlacedCategory {
        pub(crate) code: String,
        pub(crate) parent: Option<String>,
        pub(crate) position: i64,
    }
}

/// Reads every category's code, parent and position.
pub(crate) async fn category_positions(on: &mut impl Executor) -> Result<Vec<PlacedCategory>, Error> {
    sql("SELECT category.code, parent.code AS parent, category.position
        FROM category
        LEFT JOIN category AS parent ON parent.id = category.parent_id")
    .rows(on)
    .await
}
