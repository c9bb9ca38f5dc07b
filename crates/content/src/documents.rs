//! The shop's content as documents, for exports.

use database::{BaseReader, Error};

use crate::{MenuDocument, PageDocument, store};

/// Returns every page, drafts included.
pub async fn pages(reader: &mut BaseReader) -> Result<Vec<PageDocument>, Error> {
    store::page_documents(reader).await
}

/// Returns every menu, the header's first.
pub async fn menus(reader: &mut BaseReader) -> Result<Vec<MenuDocument>, Error> {
    store::menus(reader).await
}
