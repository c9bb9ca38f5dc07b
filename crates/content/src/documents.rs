//! Content as documents: what an export writes.

use database::{Error, Reader};

use crate::{PageDocument, store};

/// Every page, draft or not.
pub async fn pages(reader: &mut Reader) -> Result<Vec<PageDocument>, Error> {
    store::page_documents(reader).await
}
