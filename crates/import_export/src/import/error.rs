use types::Slug;

use crate::file_fault::FileFault;

/// The reason why an import failed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The setup was rejected.
    #[error("the setup was not saved: {0}")]
    Setup(String),
    /// Two things would have one slug in a language of the setup.
    #[error("the setup was not saved: {0}")]
    SharedSlug(#[from] setup::SharedSlug),
    /// The pages' texts were not written for the languages of another setup.
    #[error("the setup was not saved: {0}")]
    Pages(#[source] content::SavePageError),
    /// The shop has no setup.
    #[error("the shop has no setup yet; import a document with \"setup\" first")]
    NoSetup,
    /// The catalogue rejected an attribute, category, product or collection.
    #[error("the {entity} \"{code}\" was not saved: {source}")]
    Catalog {
        /// The name of its kind.
        entity: &'static str,
        /// Its code.
        code: Slug,
        /// The cause.
        source: catalog::CatalogSaveError,
    },
    /// One of several products was rejected, by a rule that names none of them.
    #[error("the products \"{first}\" to \"{last}\" were not saved: {source}")]
    Products {
        /// The code of the first.
        first: Slug,
        /// The code of the last.
        last: Slug,
        /// The cause.
        source: catalog::CatalogSaveError,
    },
    /// A page was rejected.
    #[error("the page \"{code}\" was not saved: {source}")]
    Page {
        /// Its code.
        code: Slug,
        /// The cause.
        source: content::SavePageError,
    },
    /// A file is not a supported picture.
    #[error("the picture \"{file}\" was refused: {source}")]
    RefusedPicture {
        /// Its file.
        file: String,
        /// The cause.
        source: pictures::Refusal,
    },
    /// A picture is supported, but can't be scaled down.
    #[error("the picture \"{file}\" can't be taken in: {source}")]
    UnfinishedPicture {
        /// Its file.
        file: String,
        /// The cause.
        source: pictures::RenditionError,
    },
    /// A picture's source can't be stored.
    #[error("the picture \"{file}\" was not kept")]
    Storage {
        /// Its file.
        file: String,
        /// The cause.
        source: pictures::StorageError,
    },
    /// A picture's file can't be read.
    #[error("the picture \"{file}\" can't be read: {source}; put the file beside the document")]
    Unreadable {
        /// Its file.
        file: String,
        /// The operating system's error.
        source: std::io::Error,
    },
    /// A picture's file lies outside the document's folder.
    #[error("the picture \"{file}\" lies outside the document's folder; put the file into that folder")]
    OutsideFolder {
        /// Its file.
        file: String,
    },
    /// A picture's path is that of a folder, a pipe or a device.
    #[error("the picture \"{file}\" is no regular file; put a picture there")]
    NoFile {
        /// Its file.
        file: String,
    },
    /// A picture's file makes a decoder panic: a defect of the decoder, on a file that is likely damaged.
    #[error(
        "the picture \"{file}\" can't be decoded, because the decoder failed on it; save it again from an image editor"
    )]
    DecoderPanicked {
        /// Its file.
        file: String,
    },
    /// A former slug leads to a thing that the shop lacks.
    #[error("there is no {entity} \"{code}\" that a former slug could lead to")]
    UnknownTarget {
        /// The name of its kind.
        entity: &'static str,
        /// Its code.
        code: Slug,
    },
    /// A document names a picture that the shop lacks.
    #[error("there is no picture \"{file}\"")]
    UnknownPicture {
        /// Its file.
        file: String,
    },
    /// The import stopped after a part of it was applied.
    #[error(
        "the import of {name} is not finished: {done} of {steps} steps are in the shop, and the next one failed: {source}. When \
        that is put right, `vitrine import --finish` goes on; `vitrine import --drop-unfinished` keeps what is in, and drops \
        the rest"
    )]
    Unfinished {
        /// The file.
        name: String,
        /// The number of steps that are applied.
        done: i64,
        /// The number of all steps.
        steps: i64,
        /// The cause of the next step's failure.
        source: Box<ImportError>,
    },
    /// Another version of the program has staged a step that this one can't read.
    #[error("this version of Vitrine can't read the step: {0}; go on with the version that began the import")]
    Step(#[source] serde_json::Error),
    /// The last commit failed. The import may have been written nevertheless.
    #[error("the database failed at the end of the write")]
    Commit(#[source] database::Error),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
}

impl From<setup::RefillError> for ImportError {
    fn from(error: setup::RefillError) -> Self {
        match error {
            setup::RefillError::SharedSlug(error) => Self::SharedSlug(error),
            setup::RefillError::Database(error) => Self::Database(error),
        }
    }
}

impl ImportError {
    /// Returns the error of texts of pages in the languages of another setup.
    pub(crate) fn of_refilled_pages(error: content::SavePageError) -> Self {
        match error {
            content::SavePageError::SharedSlug(error) => Self::SharedSlug(error),
            content::SavePageError::Database(error) => Self::Database(error),
            source @ (content::SavePageError::UnknownPicture(_) | content::SavePageError::SlugTaken(_)) => {
                Self::Pages(source)
            }
        }
    }

    /// Returns the reason why a picture can't be imported, without the picture's name.
    pub(crate) fn of_picture(&self) -> FileFault {
        let is_missing =
            matches!(self, Self::Unreadable { source, .. } if source.kind() == std::io::ErrorKind::NotFound);
        FileFault { message: self.advice(), is_missing }
    }

    fn advice(&self) -> String {
        match self {
            Self::Unreadable { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                "there is no such file; put it beside the document".to_owned()
            }
            Self::Unreadable { source, .. } => format!("the file can't be read: {source}"),
            Self::RefusedPicture { source, .. } => source.to_string(),
            Self::NoFile { .. } => "this is no regular file; put a picture there".to_owned(),
            Self::DecoderPanicked { .. } => {
                "the decoder failed on the file; save it again from an image editor".to_owned()
            }
            Self::OutsideFolder { .. } => "the file lies outside the document's folder; put it there".to_owned(),
            other => other.to_string(),
        }
    }

    /// Returns a function that wraps the catalogue's error for one of its things.
    pub(crate) fn of_catalog(entity: &'static str, code: &Slug) -> impl FnOnce(catalog::CatalogSaveError) -> Self {
        move |source| Self::Catalog { entity, code: code.clone(), source }
    }

    /// Returns the error of products that were saved together, whose codes these are.
    pub(crate) fn of_products(codes: &[&Slug], error: catalog::SaveProductsError) -> Self {
        let catalog::SaveProductsError { index, reason } = error;
        match (index.and_then(|index| codes.get(index)), codes) {
            (Some(code), _) | (None, [code]) => Self::of_catalog("product", code)(reason),
            (None, [first, .., last]) => {
                Self::Products { first: (*first).clone(), last: (*last).clone(), source: reason }
            }
            (None, []) => match reason {
                catalog::CatalogSaveError::Database(error) => Self::Database(error),
                reason => Self::Setup(reason.to_string()),
            },
        }
    }
}
