use catalog::DeletedEntity;
use content::DeletedPage;
use database::Tx;

use super::ImportError;
use crate::{DeletedDocument, DeletedKind};

/// Deletes a thing. A picture or a value that is not there is deleted already.
pub(crate) async fn delete(tx: &mut Tx, document: &DeletedDocument) -> Result<(), ImportError> {
    if let Some((attribute, value)) = document.value() {
        catalog::delete_value(tx, &attribute, &value).await?;
    } else if document.kind == DeletedKind::Picture {
        pictures::delete_picture(tx, &document.code).await?;
    } else if let Some((kind, code)) = document.entity() {
        let DeletedDocument { category, redirect, .. } = document.clone();
        match kind.in_catalog() {
            Ok(kind) => {
                let entity = DeletedEntity { kind, code: code.clone(), category, redirect };
                let deleted = catalog::delete_entity(tx, &entity).await;
                deleted.map_err(ImportError::of_catalog(document.kind.word(), &code))?;
            }
            Err(kind) => content::delete_page(tx, &DeletedPage { kind, code, redirect }).await?,
        }
    }
    Ok(())
}
