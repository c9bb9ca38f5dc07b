/// The result of looking a slug up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlugLookup<T> {
    /// The thing that has the slug now.
    Found(T),
    /// The present slug of a thing that had this one before, or has it in another language.
    Redirect(String),
    /// No public thing has or had the slug.
    NotFound,
}

impl<T> SlugLookup<T> {
    /// Returns a redirect as it is, and anything else as not found, for a lookup of another type.
    pub fn redirect_or_not_found<U>(self) -> SlugLookup<U> {
        match self {
            Self::Redirect(slug) => SlugLookup::Redirect(slug),
            Self::Found(_) | Self::NotFound => SlugLookup::NotFound,
        }
    }
}

/// The slug of a thing in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalSlug {
    /// The slug.
    pub slug: String,
    /// True if the thing has a name of its own in this language. A page with a borrowed name is no translation.
    pub is_translated: bool,
}
