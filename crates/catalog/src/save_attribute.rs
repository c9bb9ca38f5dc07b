use database::Tx;
use setup::Setup;

use crate::{AttributeDocument, CatalogSaveError, keys, positions::value_positions, store};

/// Adds or changes an attribute and its values. Values that the document no longer lists stay, for the products that
/// have them.
pub async fn save_attribute(
    tx: &mut Tx,
    setup: &Setup,
    document: &AttributeDocument,
    position: i64,
) -> Result<(), CatalogSaveError> {
    let id = store::save_attribute(tx, setup, document, position).await?;
    let positions = value_positions(tx, id, &document.values).await?;
    let values: Vec<_> = positions.into_iter().zip(&document.values).collect();
    store::save_attribute_values(tx, setup, id, &values).await?;
    tx.touch(keys::attributes());
    Ok(())
}
