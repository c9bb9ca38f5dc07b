use std::collections::BTreeSet;

use database::{CacheKey, Error, Reader};

use crate::{keys, store};

/// The codes of all attributes: what the query of a listing or a product may name.
pub async fn attribute_codes(reader: &mut Reader) -> Result<BTreeSet<String>, Error> {
    reader.touch(keys::attributes());
    store::attribute_codes(reader).await
}

/// Whether a write that touched `key` may have changed [`attribute_codes`].
pub fn changes_attributes(key: &CacheKey) -> bool {
    *key == keys::attributes()
}
