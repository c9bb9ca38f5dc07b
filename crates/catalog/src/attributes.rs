use std::collections::BTreeSet;

use database::{BaseReader, CacheKey, Error};

use crate::{keys, store};

/// Returns the codes of all attributes: the parameters that the query of a listing or a product may have.
pub async fn attribute_codes(reader: &mut BaseReader) -> Result<BTreeSet<String>, Error> {
    reader.touch(keys::attributes());
    store::attribute_codes(reader).await
}

/// Returns true if a write that touched `key` may have changed [`attribute_codes`].
pub fn changes_attributes(key: &CacheKey) -> bool {
    *key == keys::attributes()
}
