use types::Slug;

use crate::picture_files::PictureFault;

/// Why an import came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The catalogue refused an attribute, category, product or collection.
    #[error("the {entity} \"{code}\" was not saved: {source}")]
    Catalog {
        /// What it is.
        entity: &'static str,
        /// Its code.
        code: Slug,
        /// Why.
        source: catalog::CatalogSaveError,
    },
    /// A page was refused.
    #[error("the page \"{code}\" was not saved: {source}")]
    Page {
        /// Its code.
        code: Slug,
        /// Why.
        source: content::SavePageError,
    },
    /// A file is no picture that can be shown.
    #[error("the picture \"{file}\" was refused: {source}")]
    RefusedPicture {
        /// Its file.
        file: String,
        /// Why.
        source: pictures::Refusal,
    },
    /// A picture can be shown, but not made smaller.
    #[error("the picture \"{file}\" can't be taken in: {source}")]
    UnfinishedPicture {
        /// Its file.
        file: String,
        /// Why.
        source: pictures::RenditionError,
    },
    /// A picture's source can't be kept.
    #[error("the picture \"{file}\" was not kept")]
    Storage {
        /// Its file.
        file: String,
        /// Why.
        source: pictures::StorageError,
    },
    /// A picture's file can't be read.
    #[error("the picture \"{file}\" can't be read: {source}; put the file beside the document")]
    Unreadable {
        /// Its file.
        file: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A picture's file is not below the document's folder.
    #[error("the picture \"{file}\" lies outside the document's folder; put the file into that folder")]
    OutsideFolder {
        /// Its file.
        file: String,
    },
    /// What has a picture's name is a folder, a pipe or a device.
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
    /// A former slug is to lead to something that the shop does not have.
    #[error("there is no {entity} \"{code}\" that a former slug could lead to")]
    UnknownTarget {
        /// What it is.
        entity: &'static str,
        /// Its code.
        code: Slug,
    },
    /// Something names a picture that the shop does not have.
    #[error("there is no picture \"{file}\"")]
    UnknownPicture {
        /// Its file.
        file: String,
    },
    /// The import stopped when a part of it was in the shop.
    #[error(
        "the import of {name} is not finished: {done} of {steps} steps are in the shop, and the next one failed: {source}. When \
        that is put right, `vitrine import --finish` goes on; `vitrine import --drop-unfinished` keeps what is in, and drops \
        the rest"
    )]
    Unfinished {
        /// The file.
        name: String,
        /// The steps that are in the shop.
        done: i64,
        /// All steps.
        steps: i64,
        /// Why the next step failed.
        source: Box<ImportError>,
    },
    /// A step was staged by another version of the program.
    #[error("this version of Vitrine can't read the step: {0}; go on with the version that began the import")]
    Step(#[source] serde_json::Error),
    /// The last commit failed; the import may be there all the same.
    #[error("the database failed at the end of the write")]
    Commit(#[source] database::Error),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] database::Error),
}

impl ImportError {
    /// Returns the reason why a picture can't be imported, for a place that names the picture already.
    pub(crate) fn of_picture(&self) -> PictureFault {
        let is_missing =
            matches!(self, Self::Unreadable { source, .. } if source.kind() == std::io::ErrorKind::NotFound);
        PictureFault { message: self.advice(), is_missing }
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

    /// The catalogue's refusal of one of its things.
    pub(crate) fn of_catalog(entity: &'static str, code: &Slug) -> impl FnOnce(catalog::CatalogSaveError) -> Self {
        move |source| Self::Catalog { entity, code: code.clone(), source }
    }
}
