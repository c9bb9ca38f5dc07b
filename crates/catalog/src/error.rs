use types::Slug;

/// Why a document was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// It names a category that the shop does not have.
    #[error("there is no category {0}")]
    UnknownCategory(Slug),
    /// It names an attribute that the shop does not have.
    #[error("there is no attribute {0}")]
    UnknownAttribute(Slug),
    /// It names a value that its attribute does not have.
    #[error("the attribute {attribute} has no value {value}")]
    UnknownValue {
        /// The attribute's code.
        attribute: Slug,
        /// The value's code.
        value: Slug,
    },
    /// It names a product that the shop does not have.
    #[error("there is no product {0}")]
    UnknownProduct(Slug),
    /// Something else has that slug.
    #[error("the slug {0} belongs to something else")]
    SlugTaken(Slug),
    /// Another product has that SKU.
    #[error("the SKU {0} belongs to another product")]
    SkuTaken(types::Sku),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] database::Error),
}
