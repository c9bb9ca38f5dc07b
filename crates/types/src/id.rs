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
    /// A product's row.
    ProductId,
    /// A variant's row.
    VariantId,
    /// A category's row.
    CategoryId,
    /// A collection's row.
    CollectionId,
    /// A source picture's row.
    PictureId,
    /// A page's, story's or the home page's row.
    PageId,
    /// A content block's row.
    BlockId,
    /// A warehouse's or shop's row.
    LocationId,
}
