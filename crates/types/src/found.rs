/// What a slug leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// This.
    Here(T),
    /// Something whose slug is now this one.
    Moved(String),
    /// Nothing, as far as the reader may see.
    Nowhere,
}

impl<T> Found<T> {
    /// The same, when there is nothing here: where it moved, or nowhere.
    pub fn elsewhere<U>(self) -> Found<U> {
        match self {
            Self::Moved(slug) => Found::Moved(slug),
            Self::Here(_) | Self::Nowhere => Found::Nowhere,
        }
    }
}
