use database::{BaseReader, Error};

use crate::{DeletedDocument, DeletedKind, EntityKind, FormerPictureDocument, FormerSlugDocument, ShopDocument};

/// Adds every former slug, every former address of a picture, and every deleted thing with a former slug to a document.
pub(crate) async fn add_former(document: &mut ShopDocument, reader: &mut BaseReader) -> Result<(), Error> {
    let deleted = catalog::deleted_entities(reader).await?.into_iter().map(|entity| DeletedDocument {
        kind: DeletedKind::Entity(entity.kind.into()),
        code: entity.code.as_str().to_owned(),
        category: entity.category,
        redirect: entity.redirect,
    });
    document.deleted.extend(deleted);
    let deleted = content::deleted_pages(reader).await?.into_iter().map(|page| DeletedDocument {
        kind: DeletedKind::Entity(EntityKind::Page(page.kind)),
        code: page.code.as_str().to_owned(),
        category: None,
        redirect: page.redirect,
    });
    document.deleted.extend(deleted);
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
