use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )*};
}

ids! {
    /// The id of a product.
    ProductId,
    /// The id of a variant.
    VariantId,
    /// The id of a category.
    CategoryId,
    /// The id of a collection.
    CollectionId,
    /// The id of a source picture.
    PictureId,
    /// The id of a page, a story or the home page.
    PageId,
    /// The id of a content block.
    BlockId,
    /// The id of a location that has stock, such as a warehouse.
    LocationId,
    /// The id of a visitor: a browser that the shop knows.
    VisitorId,
    /// The id of a cart.
    CartId,
}
