use database::{Error, Executor, left_join_picture, picture_columns, row, sql};
use setup::Origins;
use types::{CategoryId, ImageRef, Language, LocalText, Locale};

row! {
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
        /// The origins of the texts.
        pub origins: Origins,
        /// The category's picture.
        pub picture: Option<ImageRef> = flatten,
    }
}

/// Reads every category: parents before children, each level in the merchant's order.
pub(crate) async fn categories(on: &mut impl Executor, language: Language) -> Result<Vec<CategoryNode>, Error> {
    let text = concat!(
        "SELECT
            category.id,
            category.parent_id AS parent,
            category.code,
            category_text.slug,
            category_text.name,
            category_text.origins,
            ",
        picture_columns!(optional),
        "
        FROM category
        JOIN category_text ON category_text.category_id = category.id AND category_text.language = $1
        ",
        left_join_picture!("category.picture_id", "$1"),
        "
        WHERE category.state = 'active'
        ORDER BY category.position, category.id"
    );
    sql(text).bind(language).rows(on).await
}

row! {
    /// A category's texts in one language.
    pub(crate) struct CategoryWords {
        pub(crate) name: String,
        pub(crate) description: String,
        pub(crate) origins: Origins,
    }
}

/// Reads a category's name and description.
pub(crate) async fn category_words(
    on: &mut impl Executor,
    id: CategoryId,
    language: Language,
) -> Result<Option<CategoryWords>, Error> {
    let statement = "SELECT name, description, origins FROM category_text WHERE category_id = $1 AND language = $2";
    sql(statement).bind(id).bind(language).optional_row(on).await
}

impl CategoryNode {
    /// Returns the name in a locale's language, or the one that this borrows.
    pub fn local_name(&self, locale: Locale) -> LocalText {
        self.origins.local_text(self.name.clone(), 1, locale.languages())
    }
}
