use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use catalog::{NewProduct, ProductDocument, References};
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

/// The most products that are saved together.
const TOGETHER: usize = 256;

/// Applies the steps of an import, and caches the rows that most of them look up.
#[derive(Default)]
pub(crate) struct Importer {
    /// Rows of pictures by file, as far as they were looked up.
    pictures: HashMap<String, PictureId>,
    has_all_pictures: bool,
    /// Codes of attributes and categories. They are read at the first product, after all attributes and categories are written.
    references: Option<References>,
    location: Option<LocationId>,
    setup: Option<Arc<Setup>>,
}

impl Importer {
    /// Returns an importer that knows these pictures of the shop.
    pub(crate) fn new(pictures: HashMap<String, PictureId>) -> Self {
        Self { pictures, ..Self::default() }
    }

    /// Makes the changes of these steps, one after the other. Products that are steps by themselves are saved together.
    pub(crate) async fn apply_all(&mut self, tx: &mut Tx, steps: &[Step<'_>]) -> Result<(), ImportError> {
        let mut products = Vec::new();
        for step in steps {
            if let [Change::Product { document, sets_stock }] = step.as_slice() {
                products.push((document.as_ref(), sets_stock.as_slice()));
                if products.len() < TOGETHER {
                    continue;
                }
            }
            self.products(tx, &std::mem::take(&mut products)).await?;
            if !matches!(step.as_slice(), [Change::Product { .. }]) {
                self.apply(tx, step).await?;
            }
        }
        self.products(tx, &products).await
    }

    /// Makes the changes of a step. A change may take a slug or SKU that another change of the step gives up.
    async fn apply(&mut self, tx: &mut Tx, step: &Step<'_>) -> Result<(), ImportError> {
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
            Change::Pricing(rules) => pricing_rules::save(tx, rules).await?,
            Change::Picture { document, source } => {
                let id = pictures::save_source(tx, &setup, document, source).await?;
                self.pictures.insert(document.file.clone(), id);
            }
            Change::Describe { document, focus } => self.describe(tx, &setup, document, *focus).await?,
            Change::Slugs { kind, code, slugs } => take_slugs(tx, *kind, code, slugs).await?,
            Change::Attribute { document, position } => {
                let saved = catalog::save_attribute(tx, &setup, document, *position).await;
                saved.map_err(ImportError::of_catalog("attribute", &document.code))?;
            }
            Change::Category { document, position } => {
                let picture = self.optional_picture(tx, document.picture.as_ref()).await?;
                let saved = catalog::save_category(tx, &setup, document, *position, picture).await;
                saved.map_err(ImportError::of_catalog("category", &document.code))?;
            }
            Change::Product { document, sets_stock } => self.products(tx, &[(document, sets_stock)]).await?,
            Change::Collection { document, position } => {
                let picture = self.optional_picture(tx, document.picture.as_ref()).await?;
                let saved = catalog::save_collection(tx, &setup, document, *position, picture).await;
                saved.map_err(ImportError::of_catalog("collection", &document.code))?;
            }
            Change::Page { document, position } => {
                self.find_all_pictures(tx).await?;
                let saved = content::save_page(tx, &setup, document, *position, &self.pictures).await;
                saved.map_err(|source| ImportError::Page { code: document.code.clone(), source })?;
            }
            Change::Menu(document) => content::save_menu(tx, document).await?,
            Change::Delete(document) => {
                delete(tx, document).await?;
                self.references = None;
                self.pictures.clear();
                self.has_all_pictures = false;
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
        &mut self,
        tx: &mut Tx,
        setup: &Setup,
        document: &PictureDocument,
        focus: Option<Focus>,
    ) -> Result<(), ImportError> {
        self.find_pictures(tx, std::iter::once(&document.file)).await?;
        let id = self.picture(&document.file)?;
        let described = pictures::describe_picture(tx, setup, id, Some(&document.alt), focus).await?;
        described.map(drop).ok_or_else(|| ImportError::UnknownPicture { file: document.file.clone() })
    }

    /// Writes products, and sets the stock of their variants that are marked, at the main location.
    async fn products(&mut self, tx: &mut Tx, products: &[(&ProductDocument, &[bool])]) -> Result<(), ImportError> {
        if products.is_empty() {
            return Ok(());
        }
        let location = self.location(tx).await?;
        self.find_pictures(tx, products.iter().flat_map(|(document, _)| &document.pictures).map(|of| &of.file)).await?;
        let pictures = products.iter().map(|(document, _)| {
            document.pictures.iter().map(|picture| self.picture(&picture.file)).collect::<Result<Vec<_>, _>>()
        });
        let pictures: Vec<Vec<PictureId>> = pictures.collect::<Result<_, _>>()?;
        let references = match self.references.take() {
            Some(references) => references,
            None => References::load(tx).await?,
        };
        let new = products.iter().zip(&pictures).map(|((document, _), pictures)| NewProduct { document, pictures });
        let new: Vec<NewProduct<'_>> = new.collect();
        let saved = catalog::save_products(tx, self.references.insert(references), &new).await;
        let codes = || products.iter().map(|(document, _)| &document.code).collect::<Vec<_>>();
        let saved = saved.map_err(|error| ImportError::of_products(&codes(), error))?;
        let marked =
            saved.into_iter().zip(products).flat_map(|(stock, (_, sets_stock))| stock.into_iter().zip(*sets_stock));
        let stock: Vec<_> = marked.filter(|(_, is_set)| **is_set).map(|(stock, _)| stock).collect();
        Ok(inventory::set_all_on_hand(tx, location, &stock).await?)
    }

    /// Looks up the pictures that are not known yet.
    async fn find_pictures<'f>(
        &mut self,
        tx: &mut Tx,
        files: impl Iterator<Item = &'f String>,
    ) -> Result<(), ImportError> {
        let unknown: HashSet<&String> = files.filter(|file| !self.pictures.contains_key(*file)).collect();
        self.pictures.extend(pictures::ids_of_files(tx, &unknown).await?);
        Ok(())
    }

    async fn location(&mut self, tx: &mut Tx) -> Result<LocationId, ImportError> {
        match self.location {
            Some(location) => Ok(location),
            None => Ok(*self.location.insert(inventory::main_location(tx).await?)),
        }
    }

    async fn find_all_pictures(&mut self, tx: &mut Tx) -> Result<(), ImportError> {
        if !self.has_all_pictures {
            self.pictures.extend(pictures::ids_by_file(tx).await?);
            self.has_all_pictures = true;
        }
        Ok(())
    }

    async fn optional_picture(&mut self, tx: &mut Tx, file: Option<&String>) -> Result<Option<PictureId>, ImportError> {
        self.find_pictures(tx, file.into_iter()).await?;
        file.map(|file| self.picture(file)).transpose()
    }

    fn picture(&self, file: &str) -> Result<PictureId, ImportError> {
        self.pictures.get(file).copied().ok_or_else(|| ImportError::UnknownPicture { file: file.to_owned() })
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
        | Change::Pricing(_)
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
