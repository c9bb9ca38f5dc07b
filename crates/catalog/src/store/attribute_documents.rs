//! Reads attributes as the documents that an export writes.

use database::{Error, Executor};
use setup::Origins;
use types::{Slug, Translated};

use crate::{AttributeDocument, AttributeValueDocument, Swatch, store};

/// Parses a slug or code of the database.
pub(super) fn slug(text: String) -> Result<Slug, Error> {
    Slug::new(text).map_err(|error| Error::defect("slug or code", error))
}

/// Reads every attribute with its values, in the merchant's order.
pub(crate) async fn attribute_documents(on: &mut impl Executor) -> Result<Vec<AttributeDocument>, Error> {
    let mut documents: Vec<AttributeDocument> = Vec::new();
    for row in store::vocabulary(on).await? {
        let code = slug(row.attribute)?;
        if documents.last().is_none_or(|last| last.code != code) {
            documents.push(AttributeDocument {
                code,
                name: own(row.name, &row.origins, 0),
                kind: row.kind,
                unit: own(row.unit, &row.origins, 2),
                facet: row.is_facet,
                shown: row.is_shown,
                group: own(row.group, &row.origins, 1),
                schema_property: row.schema_property,
                values: Vec::new(),
            });
        }
        if let Some((document, value)) = documents.last_mut().zip(row.value) {
            let swatch = value.swatch.and_then(|swatch| Swatch::try_from(swatch).ok());
            let label = own(value.label, &value.origins, 0);
            document.values.push(AttributeValueDocument { code: slug(value.code)?, label, swatch });
        }
    }
    Ok(documents)
}

/// Returns the texts in the column `place` that are not empty and not borrowed.
fn own(texts: Translated, origins: &Translated<Origins>, place: usize) -> Translated {
    let is_own = |language| origins.get(language).is_some_and(|origins| origins.is_own(place));
    texts.into_iter().filter(|(language, text)| !text.is_empty() && is_own(*language)).collect()
}
