use types::Slug;

/// A document that was not saved, with the reason.
#[derive(Debug, thiserror::Error)]
pub enum CatalogSaveError {
    /// The document names a category that the shop does not have.
    #[error("there is no category {0}")]
    UnknownCategory(Slug),
    /// The document names an attribute that the shop does not have.
    #[error("there is no attribute {0}")]
    UnknownAttribute(Slug),
    /// The document names a value that its attribute does not have.
    #[error("the attribute {attribute} has no value {value}")]
    UnknownValue {
        /// The attribute's code.
        attribute: Slug,
        /// The value's code.
        value: Slug,
    },
    /// The document names a product that the shop does not have.
    #[error("there is no product {0}")]
    UnknownProduct(Slug),
    /// Another row of the same URL space has the slug.
    #[error("the slug {0} belongs to something else")]
    SlugTaken(Slug),
    /// Another product has the SKU.
    #[error("the SKU {0} belongs to another product")]
    SkuTaken(types::Sku),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
}
