use database::{BaseReader, Error};

use crate::{FormatVersion, ShopDocument};
use former::add_former;

mod former;

/// Reads the shop as a document, drafts included and former addresses left out.
pub async fn export(reader: &mut BaseReader) -> Result<ShopDocument, Error> {
    Ok(ShopDocument {
        format: FormatVersion,
        pictures: pictures::documents(reader).await?,
        attributes: catalog::documents::attributes(reader).await?,
        categories: catalog::documents::categories(reader).await?,
        products: catalog::documents::products(reader).await?,
        collections: catalog::documents::collections(reader).await?,
        pages: content::documents::pages(reader).await?,
        former_slugs: Vec::new(),
        former_pictures: Vec::new(),
    })
}

/// Like [`export`], with former addresses.
pub(crate) async fn export_whole(reader: &mut BaseReader) -> Result<ShopDocument, Error> {
    let mut document = export(reader).await?;
    add_former(&mut document, reader).await?;
    Ok(document)
}
