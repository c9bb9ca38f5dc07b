use std::collections::BTreeSet;

use database::{BaseReader, CacheKey, Error};

use crate::{AttributeKind, keys, store};

/// Returns the parameters that the query of a listing or a product may have for attributes: an attribute's code, or the
/// names of the bounds of its numbers.
pub async fn attribute_parameters(reader: &mut BaseReader) -> Result<BTreeSet<String>, Error> {
    reader.touch(keys::attributes());
    let attributes = store::attribute_codes(reader).await?;
    let names = attributes.into_iter().flat_map(|attribute| match attribute.kind {
        AttributeKind::Values | AttributeKind::Boolean => vec![attribute.code],
        AttributeKind::Number => types::query::bounds_of(&attribute.code).to_vec(),
    });
    Ok(names.collect())
}

/// Returns true if a write that touched `key` may have changed [`attribute_parameters`].
pub fn changes_attributes(key: &CacheKey) -> bool {
    *key == keys::attributes()
}
