use database::{BaseReader, Error};

use crate::{EntityKind, FormerPictureDocument, FormerSlugDocument, ShopDocument};

/// Adds every former slug and every former address of a picture to a document.
pub(crate) async fn add_former(document: &mut ShopDocument, reader: &mut BaseReader) -> Result<(), Error> {
    let of_catalog = catalog::former_slugs(reader).await?.into_iter().map(|former| FormerSlugDocument {
        kind: former.kind.into(),
        code: former.code,
        language: former.language,
        slug: former.slug,
    });
    document.former_slugs.extend(of_catalog);
    let of_pages = content::former_slugs(reader).await?.into_iter().map(|former| FormerSlugDocument {
        kind: EntityKind::Page(former.kind),
        code: former.code,
        language: former.language,
        slug: former.slug,
    });
    document.former_slugs.extend(of_pages);
    let of_pictures = pictures::former_addresses(reader).await?.into_iter();
    document.former_pictures.extend(
        of_pictures
            .map(|former| FormerPictureDocument { address: former.address.as_str().to_owned(), file: former.file }),
    );
    Ok(())
}
