use crate::{CategoryId, LocalText, ProductId, TargetDocument};

/// The result of looking a slug up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlugLookup<T> {
    /// The thing that has the slug now.
    Found(T),
    /// The present slug of a thing that had this one before, or has it in another language.
    Redirect(String),
    /// The slug belongs or belonged to an archived or deleted thing.
    Gone(Box<Gone>),
    /// No public thing has or had the slug.
    NotFound,
}

/// An archived or deleted thing, as far as its addresses lead on from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// Its name; empty if it was deleted.
    pub name: LocalText,
    /// The target that the merchant redirects its addresses to.
    pub redirect: Option<TargetDocument>,
    /// Its home category, or the category above it.
    pub category: Option<CategoryId>,
    /// The product, if it is one.
    pub product: Option<ProductId>,
}

impl<T> SlugLookup<T> {
    /// Returns anything but a found thing as it is, for a lookup of another type. What was found is not public.
    pub fn without_found<U>(self) -> SlugLookup<U> {
        match self {
            Self::Redirect(slug) => SlugLookup::Redirect(slug),
            Self::Gone(gone) => SlugLookup::Gone(gone),
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
