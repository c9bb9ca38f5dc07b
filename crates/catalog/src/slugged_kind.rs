/// The kinds of thing that have slugs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SluggedKind {
    /// A product, under `/p/…`.
    Product,
    /// A category, under `/c/…`.
    Category,
    /// A collection, under `/c/…`.
    Collection,
}

impl SluggedKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Product, Self::Category, Self::Collection];

    /// As documents and the database write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
            Self::Collection => "collection",
        }
    }
}
