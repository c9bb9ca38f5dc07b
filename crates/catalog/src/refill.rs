use database::Tx;
use setup::{RefillError, Setup, SlugTable, TextTable};

const PRODUCTS: TextTable = TextTable {
    name: "product_text",
    id: "product_id",
    texts: &["slug", "name", "description", "material", "care", "seo_title", "seo_description"],
    slugs: slugs("product"),
};
/// Categories and collections share one URL space.
const LISTS: [TextTable; 2] = [
    TextTable {
        name: "category_text",
        id: "category_id",
        texts: &["slug", "name", "description"],
        slugs: slugs("category"),
    },
    TextTable {
        name: "collection_text",
        id: "collection_id",
        texts: &["slug", "name", "description"],
        slugs: slugs("collection"),
    },
];
const ATTRIBUTES: [TextTable; 2] = [
    TextTable { name: "attribute_text", id: "attribute_id", texts: &["name", "group_name", "unit"], slugs: None },
    TextTable { name: "attribute_value_text", id: "value_id", texts: &["label"], slugs: None },
];

const fn slugs(kind: &'static str) -> Option<SlugTable> {
    Some(SlugTable { kind, retired: "catalog_retired_slug" })
}

/// Writes the catalogue's texts for each language of a setup that has other languages or fallbacks than the one before.
pub async fn refill_texts(tx: &mut Tx, setup: &Setup) -> Result<(), RefillError> {
    setup::refill(tx, setup, &[PRODUCTS]).await?;
    setup::refill(tx, setup, &LISTS).await?;
    setup::refill(tx, setup, &ATTRIBUTES).await
}
