//! The shop's content as documents, for exports.

use database::{Error, Reader};

use crate::{PageDocument, store};

/// Returns every page, drafts included.
pub async fn pages(reader: &mut Reader) -> Result<Vec<PageDocument>, Error> {
    store::page_documents(reader).await
}
