use std::{collections::HashMap, sync::Arc};

use catalog::{ProductDocument, References};
use database::Tx;
use pictures::PictureDocument;
use setup::{Setup, SetupChange, SetupDocument, ThemeFiles};
use types::{Focus, LocationId, PictureId, Slug, Translated};

use super::{
    ImportError,
    delete::delete,
    former::{save_former_picture, save_former_slug},
    step::{Change, Step},
};
use crate::EntityKind;

/// Applies the steps of an import, and caches the rows that most of them look up.
#[derive(Default)]
pub(crate) struct Importer {
    /// Rows of pictures by file.
    pictures: Option<HashMap<String, PictureId>>,
    /// Codes of attributes and categories. They are read at the first product, after all attributes and categories are written.
    references: Option<References>,
    location: Option<LocationId>,
    setup: Option<Arc<Setup>>,
}

impl Importer {
    /// Returns an importer for a shop that has these pictures.
    pub(crate) fn new(pictures: HashMap<String, PictureId>) -> Self {
        Self { pictures: Some(pictures), ..Self::default() }
    }

    /// Makes the changes of a step. A change may take a slug or SKU that another change of the step gives up.
    pub(crate) async fn apply(&mut self, tx: &mut Tx, step: &Step<'_>) -> Result<(), ImportError> {
        if self.pictures.is_none() {
            self.pictures = Some(pictures::ids_by_file(tx).await?);
        }
        if step.len() > 1 {
            for change in step {
                release(tx, change).await?;
            }
        }
        for change in step {
            self.write(tx, change).await?;
        }
        Ok(())
    }

    async fn write(&mut self, tx: &mut Tx, change: &Change<'_>) -> Result<(), ImportError> {
        if let Change::Setup { document, files } = change {
            return self.change_setup(tx, document, files).await;
        }
        let setup = self.setup(tx).await?;
        match change {
            Change::Setup { .. } => {}
            Change::Picture { document, source } => {
                let id = pictures::save_source(tx, &setup, document, source).await?;
                self.pictures.get_or_insert_default().insert(document.file.clone(), id);
            }
            Change::Describe { document, focus } => self.describe(tx, &setup, document, *focus).await?,
            Change::Slugs { kind, code, slugs } => take_slugs(tx, *kind, code, slugs).await?,
            Change::Attribute { document, position } => {
                let saved = catalog::save_attribute(tx, &setup, document, *position).await;
                saved.map_err(ImportError::of_catalog("attribute", &document.code))?;
            }
            Change::Category { document, position } => {
                let picture = document.picture.as_ref().map(|file| self.picture(file)).transpose()?;
                let saved = catalog::save_category(tx, &setup, document, *position, picture).await;
                saved.map_err(ImportError::of_catalog("category", &document.code))?;
            }
            Change::Product { document, sets_stock } => self.product(tx, document, sets_stock).await?,
            Change::Collection { document, position } => {
                let picture = document.picture.as_ref().map(|file| self.picture(file)).transpose()?;
                let saved = catalog::save_collection(tx, &setup, document, *position, picture).await;
                saved.map_err(ImportError::of_catalog("collection", &document.code))?;
            }
            Change::Page { document, position } => {
                let pictures = self.pictures.get_or_insert_default();
                let saved = content::save_page(tx, &setup, document, *position, pictures).await;
                saved.map_err(|source| ImportError::Page { code: document.code.clone(), source })?;
            }
            Change::Menu(document) => content::save_menu(tx, document).await?,
            Change::Delete(document) => {
                delete(tx, document).await?;
                (self.references, self.pictures) = (None, None);
            }
            Change::FormerSlug(former) => save_former_slug(tx, former).await?,
            Change::FormerPicture(former) => save_former_picture(tx, former).await?,
        }
        Ok(())
    }

    async fn change_setup(
        &mut self,
        tx: &mut Tx,
        document: &SetupDocument,
        files: &ThemeFiles,
    ) -> Result<(), ImportError> {
        let setup = Setup::check_with_files(document, files).map_err(|errors| {
            ImportError::Setup(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        })?;
        if setup::save_setup(tx, &setup).await? == SetupChange::Languages {
            catalog::refill_texts(tx, &setup).await?;
            pictures::refill_texts(tx, &setup).await?;
            let pictures = pictures::ids_by_file(tx).await?;
            content::refill_texts(tx, &setup, &pictures).await.map_err(ImportError::of_refilled_pages)?;
        }
        (self.setup, self.references) = (None, None);
        Ok(())
    }

    /// Returns the shop's setup, which an import of anything else needs.
    async fn setup(&mut self, tx: &mut Tx) -> Result<Arc<Setup>, ImportError> {
        if let Some(setup) = &self.setup {
            return Ok(setup.clone());
        }
        let setup = Arc::new(setup::load(tx).await?.ok_or(ImportError::NoSetup)?);
        Ok(self.setup.insert(setup).clone())
    }

    /// Writes the texts of a picture, and its focus if that changes.
    async fn describe(
        &self,
        tx: &mut Tx,
        setup: &Setup,
        document: &PictureDocument,
        focus: Option<Focus>,
    ) -> Result<(), ImportError> {
        let id = self.picture(&document.file)?;
        let described = pictures::describe_picture(tx, setup, id, Some(&document.alt), focus).await?;
        described.map(drop).ok_or_else(|| ImportError::UnknownPicture { file: document.file.clone() })
    }

    /// Writes a product, and sets the stock of the variants that `sets_stock` marks, at the main location.
    async fn product(
        &mut self,
        tx: &mut Tx,
        document: &ProductDocument,
        sets_stock: &[bool],
    ) -> Result<(), ImportError> {
        let location = self.location(tx).await?;
        let pictures = document.pictures.iter().map(|picture| self.picture(&picture.file));
        let pictures: Vec<PictureId> = pictures.collect::<Result<_, _>>()?;
        let references = match self.references.take() {
            Some(references) => references,
            None => References::load(tx).await?,
        };
        let saved = catalog::save_product(tx, self.references.insert(references), document, &pictures).await;
        let saved = saved.map_err(ImportError::of_catalog("product", &document.code))?;
        for ((variant, stock), is_set) in saved.into_iter().zip(sets_stock) {
            if *is_set {
                inventory::set_on_hand(tx, location, variant, stock).await?;
            }
        }
        Ok(())
    }

    async fn location(&mut self, tx: &mut Tx) -> Result<LocationId, ImportError> {
        match self.location {
            Some(location) => Ok(location),
            None => Ok(*self.location.insert(inventory::main_location(tx).await?)),
        }
    }

    fn picture(&self, file: &str) -> Result<PictureId, ImportError> {
        let known = self.pictures.as_ref().and_then(|pictures| pictures.get(file));
        known.copied().ok_or_else(|| ImportError::UnknownPicture { file: file.to_owned() })
    }
}

/// Frees the slugs and SKUs that a thing gives up.
async fn release(tx: &mut Tx, change: &Change<'_>) -> Result<(), ImportError> {
    match change {
        Change::Slugs { kind, code, slugs } => match kind.in_catalog() {
            Ok(slugged) => Ok(catalog::release_slugs(tx, slugged, code, slugs).await?),
            Err(page) => {
                let released = content::release_slugs(tx, page, code, slugs).await;
                released.map_err(|source| ImportError::Page { code: code.clone().into_owned(), source })
            }
        },
        Change::Product { document, .. } => Ok(catalog::release_skus(tx, document).await?),
        Change::Setup { .. }
        | Change::Picture { .. }
        | Change::Describe { .. }
        | Change::Menu(_)
        | Change::Delete(_)
        | Change::FormerSlug(_)
        | Change::FormerPicture(_)
        | Change::Attribute { .. }
        | Change::Category { .. }
        | Change::Collection { .. }
        | Change::Page { .. } => Ok(()),
    }
}

async fn take_slugs(tx: &mut Tx, kind: EntityKind, code: &Slug, slugs: &Translated<Slug>) -> Result<(), ImportError> {
    match kind.in_catalog() {
        Ok(slugged) => {
            let taken = catalog::take_slugs(tx, slugged, code, slugs).await;
            taken.map_err(ImportError::of_catalog(kind.word(), code))
        }
        Err(page) => {
            let taken = content::take_slugs(tx, page, code, slugs).await;
            taken.map_err(|source| ImportError::Page { code: code.clone(), source })
        }
    }
}
