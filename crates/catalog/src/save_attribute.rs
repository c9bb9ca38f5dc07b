use database::Tx;

use crate::{AttributeDocument, CatalogSaveError, keys, positions::value_positions, store};

/// Adds or changes an attribute and its values. Values that the document no longer lists stay, for the products that
/// have them.
pub async fn save_attribute(tx: &mut Tx, document: &AttributeDocument, position: i64) -> Result<(), CatalogSaveError> {
    let id = store::save_attribute(tx, &document.code, position, document.facet, &document.name).await?;
    let positions = value_positions(tx, id, &document.values).await?;
    for (value, position) in document.values.iter().zip(positions) {
        store::save_attribute_value(tx, id, position, value).await?;
    }
    tx.touch(keys::attributes());
    Ok(())
}
