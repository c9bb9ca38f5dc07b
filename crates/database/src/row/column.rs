use coherence::{CacheKey, Epoch, Revision};
use sqlx::{Postgres, Sqlite, error::BoxDynError};
use types::{
    CartId, CategoryId, CheckoutId, CollectionId, Currency, Language, LocationId, MarketCode, OrderId, PageId,
    PictureId, PriceList, ProductId, Sku, Slug, Stock, Timestamp, VariantId, VisitorId,
};

/// A type that both engines store: `i64`, `String`, `bool`, or an `Option` of these.
pub trait Column:
    for<'r> sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite> + for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>
{
}

impl<T> Column for T where
    T: for<'r> sqlx::Decode<'r, Sqlite>
        + sqlx::Type<Sqlite>
        + for<'r> sqlx::Decode<'r, Postgres>
        + sqlx::Type<Postgres>
{
}

/// A type that is read from one column.
pub trait FromColumn: Sized {
    /// The type as it is stored.
    type Stored: Column;

    /// Converts the stored value. Fails for a value that this program never writes.
    fn from_column(stored: Self::Stored) -> Result<Self, BoxDynError>;
}

impl<T: FromColumn> FromColumn for Option<T> {
    type Stored = Option<T::Stored>;

    fn from_column(stored: Self::Stored) -> Result<Self, BoxDynError> {
        stored.map(T::from_column).transpose()
    }
}

macro_rules! from_column {
    ($($type:ty: $stored:ty => $value:ident: $into:expr),* $(,)?) => {$(
        impl FromColumn for $type {
            type Stored = $stored;

            fn from_column($value: $stored) -> Result<Self, BoxDynError> {
                Ok($into)
            }
        }
    )*};
}

from_column! {
    i64: i64 => value: value,
    u32: i64 => value: Self::try_from(value)?,
    u16: i64 => value: Self::try_from(value)?,
    u64: i64 => value: Self::try_from(value)?,
    bool: bool => value: value,
    String: String => value: value,
    Timestamp: i64 => value: Self(value),
    Revision: i64 => value: Self(value),
    Epoch: String => value: Self::stored(value),
    CacheKey: String => value: Self::stored(value),
    ProductId: i64 => value: Self(value),
    VariantId: i64 => value: Self(value),
    VisitorId: i64 => value: Self(value),
    CartId: i64 => value: Self(value),
    CategoryId: i64 => value: Self(value),
    CollectionId: i64 => value: Self(value),
    PictureId: i64 => value: Self(value),
    PageId: i64 => value: Self(value),
    LocationId: i64 => value: Self(value),
    OrderId: String => value: value.parse()?,
    CheckoutId: String => value: value.parse()?,
    Currency: String => value: Self::from_code(&value).ok_or_else(|| format!("{value:?} is no currency"))?,
    MarketCode: String => value: Self::new(&value).ok_or_else(|| format!("{value:?} is no market"))?,
    PriceList: String => value: Self::from_code(&value).ok_or_else(|| format!("{value:?} is no price list"))?,
    Language: String => value: Self::from_code(&value).ok_or_else(|| format!("{value:?} is no language"))?,
    Slug: String => value: Self::new(value)?,
    Sku: String => value: Self::new(value)?,
    Stock: Option<i64> => value: Self::from_database(value),
}
