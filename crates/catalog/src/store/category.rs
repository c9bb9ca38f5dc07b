use database::{Error, Executor, sql};
use types::{CategoryId, ImageRef, Language};

/// A category as navigation shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryNode {
    /// The row's id.
    pub id: CategoryId,
    /// The parent category.
    pub parent: Option<CategoryId>,
    /// The name in documents.
    pub code: String,
    /// The name in this language's URLs.
    pub slug: String,
    /// The name shoppers read.
    pub name: String,
    /// The category's picture.
    pub picture: Option<ImageRef>,
}

/// Reads every category: parents before children, each level in the merchant's order.
pub(crate) async fn categories(on: &mut impl Executor, language: Language) -> Result<Vec<CategoryNode>, Error> {
    let rows = sql("SELECT
            category.id,
            category.parent_id,
            category.code,
            category_text.slug,
            category_text.name,
            picture_shape.address,
            picture_shape.width,
            picture_shape.height,
            picture_shape.colour,
            picture_alt.alt,
            picture_shape.focal_x,
            picture_shape.focal_y
        FROM category
        JOIN category_text ON category_text.category_id = category.id AND category_text.language = $1
        LEFT JOIN picture_shape ON picture_shape.picture_id = category.picture_id
        LEFT JOIN picture_alt ON picture_alt.picture_id = category.picture_id AND picture_alt.language = $1
        ORDER BY category.position, category.id")
    .bind(language)
    .all(on)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(CategoryNode {
                id: CategoryId(row.column(0)?),
                parent: row.column::<Option<i64>>(1)?.map(CategoryId),
                code: row.column(2)?,
                slug: row.column(3)?,
                name: row.column(4)?,
                picture: row.image(5)?,
            })
        })
        .collect()
}

/// Reads a category's name and description.
pub(crate) async fn category_words(
    on: &mut impl Executor,
    id: CategoryId,
    language: Language,
) -> Result<Option<(String, String)>, Error> {
    let statement = "SELECT name, description FROM category_text WHERE category_id = $1 AND language = $2";
    let row = sql(statement).bind(id).bind(language).optional(on).await?;
    row.map(|row| Ok((row.column(0)?, row.column(1)?))).transpose()
}
