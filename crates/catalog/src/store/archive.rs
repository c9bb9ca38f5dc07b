//! The columns of archived and deleted things.

use database::{Error, Executor, FromColumn, Tx, row, sql};
use serde::{Deserialize, Serialize};
use setup::Origins;
use types::{CategoryId, Language, Slug, TargetDocument, Timestamp, Window, bounds::MAX_CATEGORY_DEPTH};

use crate::SluggedKind;

/// The state of a thing, as the database has it.
pub(crate) const ACTIVE: &str = "active";
const ARCHIVED: &str = "archived";
const DELETED: &str = "deleted";

/// The parts of a document that its thing needs while it is archived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Archive {
    /// The target of its addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) redirect: Option<TargetDocument>,
    /// The time in which it is public when it is not archived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) published: Option<Window>,
}

impl FromColumn for Archive {
    type Stored = String;

    fn from_column(text: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        if text.is_empty() { Ok(Self::default()) } else { Ok(serde_json::from_str(&text)?) }
    }
}

impl Archive {
    /// Returns the text of the column.
    pub(crate) fn column(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        serde_json::to_string(self).expect("codes and moments can be written as JSON")
    }
}

/// The columns that say if and when a thing is public.
pub(crate) struct Publication {
    pub(crate) state: &'static str,
    pub(crate) archive: String,
    pub(crate) window: [Option<Timestamp>; 2],
}

impl Publication {
    /// Returns the columns of a document with these fields.
    pub(crate) fn new(archived: bool, redirect: Option<&TargetDocument>, published: Option<&Window>) -> Self {
        let kept = if archived { published.cloned() } else { None };
        let archive = Archive { redirect: redirect.cloned(), published: kept };
        Self {
            state: if archived { ARCHIVED } else { ACTIVE },
            archive: archive.column(),
            window: if archived { [None, None] } else { Window::bounds(published) },
        }
    }
}

/// Returns true for the state of an archived thing.
pub(crate) fn is_archived(state: &str) -> bool {
    state == ARCHIVED
}

row! {
    /// An archived or deleted thing.
    pub(crate) struct GoneRow {
        pub(crate) name: Option<String>,
        pub(crate) origins: Option<Origins>,
        pub(crate) archive: Archive,
        pub(crate) category: Option<CategoryId>,
    }
}

/// Reads a thing that is archived or deleted, with its name in a language.
pub(crate) async fn gone(
    on: &mut impl Executor,
    kind: SluggedKind,
    id: i64,
    language: Language,
) -> Result<Option<GoneRow>, Error> {
    let text = match kind {
        SluggedKind::Product => {
            "SELECT product_text.name, product_text.origins, product.archive, product.category_id AS category
            FROM product
            LEFT JOIN product_text ON product_text.product_id = product.id AND product_text.language = $2
            WHERE product.id = $1 AND product.state <> 'active'"
        }
        SluggedKind::Category => {
            "SELECT category_text.name, category_text.origins, category.archive, category.parent_id AS category
            FROM category
            LEFT JOIN category_text ON category_text.category_id = category.id AND category_text.language = $2
            WHERE category.id = $1 AND category.state <> 'active'"
        }
        SluggedKind::Collection => {
            "SELECT collection_text.name, collection_text.origins, collection.archive, CAST(NULL AS BIGINT) AS category
            FROM collection
            LEFT JOIN collection_text
                ON collection_text.collection_id = collection.id AND collection_text.language = $2
            WHERE collection.id = $1 AND collection.state <> 'active'"
        }
    };
    sql(text).bind(id).bind(language).optional_row(on).await
}

row! {
    /// A deleted thing.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct DeletedRow {
        pub(crate) code: Slug,
        pub(crate) category: Option<Slug>,
        pub(crate) archive: Archive,
    }
}

/// Reads every deleted thing of a kind that former addresses lead to.
pub(crate) async fn deleted(on: &mut impl Executor, kind: SluggedKind) -> Result<Vec<DeletedRow>, Error> {
    let text = match kind {
        SluggedKind::Product => {
            "SELECT product.code, category.code AS category, product.archive
            FROM product
            JOIN category ON category.id = product.category_id
            WHERE product.state = 'deleted'
                AND EXISTS (SELECT 1 FROM catalog_retired_slug WHERE kind = 'product' AND target_id = product.id)
            ORDER BY product.code"
        }
        SluggedKind::Category => {
            "SELECT category.code, parent.code AS category, category.archive
            FROM category
            LEFT JOIN category AS parent ON parent.id = category.parent_id
            WHERE category.state = 'deleted'
                AND EXISTS (SELECT 1 FROM catalog_retired_slug WHERE kind = 'category' AND target_id = category.id)
            ORDER BY category.code"
        }
        SluggedKind::Collection => {
            "SELECT code, CAST(NULL AS TEXT) AS category, archive
            FROM collection
            WHERE state = 'deleted'
                AND EXISTS (SELECT 1 FROM catalog_retired_slug WHERE kind = 'collection' AND target_id = collection.id)
            ORDER BY code"
        }
    };
    sql(text).rows(on).await
}

/// Leaves a deleted product's row in a category, and creates it if there is none. Returns its id.
pub(crate) async fn save_deleted_product(
    tx: &mut Tx,
    code: &Slug,
    category: CategoryId,
    archive: &Archive,
) -> Result<i64, Error> {
    let now = tx.now();
    sql("INSERT INTO product (code, category_id, hsn, tags, popularity, created_at, state, archive)
        VALUES ($1, $2, '', '', 0, $3, $4, $5)
        ON CONFLICT (code) DO UPDATE
        SET category_id = $2, state = $4, archive = $5, tags = '', popularity = 0, published_from = NULL,
            published_to = NULL
        RETURNING id")
    .bind(code)
    .bind(category)
    .bind(now)
    .bind(DELETED)
    .bind(archive.column())
    .scalar(tx)
    .await
}

/// Leaves a deleted category's row, and creates it if there is none. Without `parent`, it stays where it is. Returns its id.
pub(crate) async fn save_deleted_category(
    tx: &mut Tx,
    code: &Slug,
    parent: Option<CategoryId>,
    archive: &Archive,
) -> Result<i64, Error> {
    sql("INSERT INTO category (code, parent_id, position, state, archive)
        VALUES ($1, $2, 0, $3, $4)
        ON CONFLICT (code) DO UPDATE
        SET parent_id = COALESCE($2, category.parent_id), state = $3, archive = $4, picture_id = NULL
        RETURNING id")
    .bind(code)
    .bind(parent)
    .bind(DELETED)
    .bind(archive.column())
    .scalar(tx)
    .await
}

/// Leaves a deleted collection's row, and creates it if there is none. Returns its id.
pub(crate) async fn save_deleted_collection(tx: &mut Tx, code: &Slug, archive: &Archive) -> Result<i64, Error> {
    sql("INSERT INTO collection (code, position, state, archive)
        VALUES ($1, 0, $2, $3)
        ON CONFLICT (code) DO UPDATE
        SET state = $2, archive = $3, rule = NULL, picture_id = NULL, published_from = NULL, published_to = NULL
        RETURNING id")
    .bind(code)
    .bind(DELETED)
    .bind(archive.column())
    .scalar(tx)
    .await
}

/// Reads any category, for a deleted product that names none.
pub(crate) async fn any_category(on: &mut impl Executor) -> Result<Option<CategoryId>, Error> {
    sql("SELECT MIN(id) FROM category").scalar(on).await
}

/// Deletes the texts of a thing, and the list of a collection.
pub(crate) async fn delete_texts(tx: &mut Tx, kind: SluggedKind, id: i64) -> Result<(), Error> {
    let texts: &[&'static str] = match kind {
        SluggedKind::Product => {
            &["DELETE FROM product_text WHERE product_id = $1", "DELETE FROM collection_product WHERE product_id = $1"]
        }
        SluggedKind::Category => &["DELETE FROM category_text WHERE category_id = $1"],
        SluggedKind::Collection => &[
            "DELETE FROM collection_text WHERE collection_id = $1",
            "DELETE FROM collection_product WHERE collection_id = $1",
        ],
    };
    for text in texts {
        sql(text).bind(id).execute(tx).await?;
    }
    Ok(())
}

/// Reads up to `limit` codes of products that are neither deleted nor archived, in a category.
pub(crate) async fn products_in_category(
    on: &mut impl Executor,
    category: &Slug,
    with_archived: bool,
    limit: i64,
) -> Result<Vec<Slug>, Error> {
    sql("SELECT product.code
        FROM product
        JOIN category ON category.id = product.category_id
        WHERE category.code = $1 AND (product.state = 'active' OR (product.state = 'archived' AND $2))
        ORDER BY product.code
        LIMIT $3")
    .bind(category)
    .bind(with_archived)
    .bind(limit)
    .scalars(on)
    .await
}

/// Reads up to `limit` codes of products whose addresses redirect to a target.
pub(crate) async fn products_redirecting_to(
    on: &mut impl Executor,
    target: &TargetDocument,
    limit: i64,
) -> Result<Vec<Slug>, Error> {
    let archive = Archive { redirect: Some(target.clone()), published: None }.column();
    sql("SELECT code
        FROM product
        WHERE archive LIKE $1 AND state <> 'deleted'
        ORDER BY code
        LIMIT $2")
    .bind(format!("{}%", archive.trim_end_matches('}')))
    .bind(limit)
    .scalars(on)
    .await
}

/// Reads up to `limit` codes of products that have a value, of which they need not sell a variant.
pub(crate) async fn products_with_value(
    on: &mut impl Executor,
    (attribute, value): (&Slug, &Slug),
    limit: i64,
) -> Result<Vec<Slug>, Error> {
    sql("SELECT product.code
        FROM product
        WHERE product.id IN (
            SELECT product_attribute.product_id
            FROM product_attribute
            JOIN attribute_value ON attribute_value.id = product_attribute.value_id
            JOIN attribute ON attribute.id = attribute_value.attribute_id
            WHERE attribute.code = $1 AND attribute_value.code = $2
            UNION
            SELECT product_option_value.product_id
            FROM product_option_value
            JOIN attribute_value ON attribute_value.id = product_option_value.value_id
            JOIN attribute ON attribute.id = attribute_value.attribute_id
            WHERE attribute.code = $1 AND attribute_value.code = $2
        )
        ORDER BY product.code
        LIMIT $3")
    .bind(attribute)
    .bind(value)
    .bind(limit)
    .scalars(on)
    .await
}

/// Deletes a value of an attribute that no product has. Returns whether there was one.
pub(crate) async fn delete_value(tx: &mut Tx, attribute: &Slug, value: &Slug) -> Result<bool, Error> {
    let id: Option<i64> = sql("SELECT attribute_value.id
        FROM attribute_value
        JOIN attribute ON attribute.id = attribute_value.attribute_id
        WHERE attribute.code = $1 AND attribute_value.code = $2")
    .bind(attribute)
    .bind(value)
    .optional_scalar(tx)
    .await?;
    let Some(id) = id else { return Ok(false) };
    for text in ["DELETE FROM attribute_value_text WHERE value_id = $1", "DELETE FROM attribute_value WHERE id = $1"] {
        sql(text).bind(id).execute(tx).await?;
    }
    Ok(true)
}

row! {
    /// A category with its state.
    pub(crate) struct CategoryState {
        pub(crate) id: CategoryId,
        pub(crate) parent_id: Option<CategoryId>,
        pub(crate) state: String,
    }
}

/// Reads a category and all above it, upwards.
pub(crate) async fn categories_upwards(
    on: &mut impl Executor,
    category: CategoryId,
) -> Result<Vec<CategoryState>, Error> {
    let mut path: Vec<CategoryState> = Vec::new();
    let mut next = Some(category);
    while let Some(id) = next.filter(|_| path.len() <= MAX_CATEGORY_DEPTH) {
        let statement = "SELECT id, parent_id, state FROM category WHERE id = $1";
        let row: Option<CategoryState> = sql(statement).bind(id).optional_row(on).await?;
        next = row.as_ref().and_then(|row| row.parent_id);
        path.extend(row);
    }
    Ok(path)
}
