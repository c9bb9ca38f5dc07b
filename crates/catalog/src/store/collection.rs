use database::{Error, Executor, FromColumn, Reader, left_join_picture, picture_columns, row, sql};
use setup::Origins;
use types::{CollectionId, ImageRef, Language, LocalText, Locale, ProductId, Timestamp};

use crate::Rule;

row! {
    pub(crate) struct CollectionRow {
        pub(crate) name: String,
        pub(crate) description: String,
        pub(crate) origins: Origins,
        pub(crate) rule: Option<Rule>,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
    }
}

pub(crate) async fn collection(
    on: &mut impl Executor,
    id: CollectionId,
    language: Language,
) -> Result<Option<CollectionRow>, Error> {
    sql("SELECT
            collection_text.name,
            collection_text.description,
            collection_text.origins,
            collection.rule,
            collection.published_from,
            collection.published_to
        FROM collection
        JOIN collection_text ON collection_text.collection_id = collection.id AND collection_text.language = $2
        WHERE collection.id = $1")
    .bind(id)
    .bind(language)
    .optional_row(on)
    .await
}

row! {
    /// The part of a collection that is the same in every language.
    pub(crate) struct CollectionMembers {
        pub(crate) rule: Option<Rule>,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
    }
}

pub(crate) async fn collection_members(
    on: &mut impl Executor,
    id: CollectionId,
) -> Result<Option<CollectionMembers>, Error> {
    let statement = "SELECT rule, published_from, published_to FROM collection WHERE id = $1";
    sql(statement).bind(id).optional_row(on).await
}

/// Writes a rule as the database stores it.
pub(crate) fn rule_text(rule: &Rule) -> String {
    serde_json::to_string(rule).expect("a rule is strings and numbers, which JSON can hold")
}

impl FromColumn for Rule {
    type Stored = String;

    fn from_column(text: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(serde_json::from_str(&text)?)
    }
}

pub(crate) async fn collection_id(on: &mut impl Executor, code: &str) -> Result<Option<CollectionId>, Error> {
    sql("SELECT id FROM collection WHERE code = $1").bind(code).optional_scalar(on).await
}

pub(crate) async fn collection_products(on: &mut impl Executor, id: CollectionId) -> Result<Vec<ProductId>, Error> {
    let statement = "SELECT product_id FROM collection_product WHERE collection_id = $1 ORDER BY position";
    sql(statement).bind(id).scalars(on).await
}

row! {
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
        /// The origins of the texts.
        pub origins: Origins,
        /// The collection's picture.
        pub picture: Option<ImageRef> = flatten,
    }
}

row! {
    pub(crate) struct CollectionCardRow {
        pub(crate) id: CollectionId,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
        pub(crate) card: CollectionCard = flatten,
    }
}

/// Reads every collection, drafts included: there are few.
pub(crate) async fn collection_cards(reader: &mut Reader) -> Result<Vec<CollectionCardRow>, Error> {
    let language = reader.language();
    let text = concat!(
        "SELECT
            collection.id,
            collection.published_from,
            collection.published_to,
            collection.code,
            collection_text.slug,
            collection_text.name,
            collection_text.description,
            collection_text.origins,
            ",
        picture_columns!(optional),
        "
        FROM collection
        JOIN collection_text ON collection_text.collection_id = collection.id AND collection_text.language = $1
        ",
        left_join_picture!("collection.picture_id", "$1"),
        "
        ORDER BY collection.position, collection.id"
    );
    sql(text).bind(language).rows(reader).await
}

impl CollectionCard {
    /// Returns the name and the description in a locale's language, or those that it borrows.
    pub fn local_texts(&self, locale: Locale) -> [LocalText; 2] {
        [(&self.name, 1), (&self.description, 2)]
            .map(|(text, place)| self.origins.local_text(text.clone(), place, locale.languages()))
    }
}
