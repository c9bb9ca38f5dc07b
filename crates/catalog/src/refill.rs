use database::{Error, Tx};
use setup::{Setup, TextTable};

use crate::keys;

const TABLES: [TextTable; 5] = [
    TextTable {
        name: "product_text",
        id: "product_id",
        texts: &["slug", "name", "description", "material", "care", "seo_title", "seo_description"],
    },
    TextTable { name: "category_text", id: "category_id", texts: &["slug", "name", "description"] },
    TextTable { name: "collection_text", id: "collection_id", texts: &["slug", "name", "description"] },
    TextTable { name: "attribute_text", id: "attribute_id", texts: &["name", "group_name"] },
    TextTable { name: "attribute_value_text", id: "value_id", texts: &["label"] },
];

/// Writes the catalogue's texts for each language of a setup that has other languages or fallbacks than the one before.
pub async fn refill_texts(tx: &mut Tx, setup: &Setup) -> Result<(), Error> {
    for table in TABLES {
        setup::refill(tx, setup, table).await?;
    }
    tx.touch(database::CacheKey::everything());
    tx.touch(keys::slugs());
    Ok(())
}
