//! The shop's content as documents, for exports.

use database::{BaseReader, Error};

use crate::{PageDocument, store};

/// Returns every page, drafts included.
pub async fn pages(reader: &mut BaseReader) -> Result<Vec<PageDocument>, Error> {
    store::page_documents(reader).await
}
