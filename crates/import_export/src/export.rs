use content::PageDocument;
use database::{BaseReader, Error};
use serde::Deserialize as _;
use setup::Setup;

use crate::{
    FormatVersion, JsonPieces, ShopDocument,
    shape::{PAGE, retain_languages},
};
pub(crate) use former::add_former;

mod former;

/// Reads the shop as a document, drafts included and former addresses left out.
pub async fn export(reader: &mut BaseReader) -> Result<ShopDocument, Error> {
    let document = export_lists(reader).await?;
    Ok(ShopDocument { products: catalog::documents::products(reader).await?, ..document })
}

/// Returns the pieces of the same document as JSON, for a shop of any size.
pub async fn json_pieces(reader: &mut BaseReader) -> Result<JsonPieces, Error> {
    Ok(JsonPieces::of(export_lists(reader).await?))
}

/// Like [`export`], without products.
pub(crate) async fn export_lists(reader: &mut BaseReader) -> Result<ShopDocument, Error> {
    let document = export_few(reader).await?;
    Ok(ShopDocument { pictures: pictures::documents(reader).await?, ..document })
}

/// Like [`export`], without pictures and products, of which a shop may have many.
pub(crate) async fn export_few(reader: &mut BaseReader) -> Result<ShopDocument, Error> {
    let setup = setup::load(reader).await?;
    let pages = content::documents::pages(reader).await?;
    Ok(ShopDocument {
        format: FormatVersion,
        pages: match &setup {
            Some(setup) => pages.into_iter().map(|page| in_languages(page, setup)).collect(),
            None => pages,
        },
        setup: setup.map(|setup| setup.document().clone()),
        pricing: Some(pricing_rules::load(reader).await?.document).filter(|rules| !rules.is_empty()),
        attributes: catalog::documents::attributes(reader).await?,
        categories: catalog::documents::categories(reader).await?,
        collections: catalog::documents::collections(reader).await?,
        navigation: content::documents::menus(reader).await?,
        ..ShopDocument::default()
    })
}

/// Like [`export`], with former addresses.
pub(crate) async fn export_whole(reader: &mut BaseReader) -> Result<ShopDocument, Error> {
    let mut document = export(reader).await?;
    add_former(&mut document, reader).await?;
    Ok(document)
}

/// Returns a page without texts in languages that the shop no longer has.
fn in_languages(page: PageDocument, setup: &Setup) -> PageDocument {
    let mut value = serde_json::to_value(&page).expect("a document has texts for keys");
    retain_languages(PAGE, &mut value, &|language| setup.has_language(language));
    PageDocument::deserialize(value).unwrap_or(page)
}
