use database::{Error, Reader};

use crate::{Format, ShopDocument};

/// The whole shop, drafts and all, as [`crate::import`] would write it again.
pub async fn export(reader: &mut Reader) -> Result<ShopDocument, Error> {
    Ok(ShopDocument {
        format: Format,
        pictures: pictures::documents(reader).await?,
        attributes: catalog::documents::attributes(reader).await?,
        categories: catalog::documents::categories(reader).await?,
        products: catalog::documents::products(reader).await?,
        collections: catalog::documents::collections(reader).await?,
        pages: content::documents::pages(reader).await?,
    })
}
