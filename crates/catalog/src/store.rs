//! Every SQL statement of the catalogue: one function per question.

mod card;
mod category;
mod collection;
mod documents;
mod product;
mod save;
mod shelf;
mod slugs;

pub(crate) use card::{card_availability, card_pictures, card_prices, card_swatches, card_words, product_ids};
pub(crate) use category::{categories, category_words};
pub(crate) use collection::{
    CollectionRow, collection, collection_cards, collection_id, collection_products, rule_text,
};
pub(crate) use documents::*;
pub(crate) use product::{
    VariantRow, product, product_options, product_pictures, product_prices, variant_values, variants,
};
pub(crate) use save::*;
pub(crate) use shelf::*;
pub(crate) use slugs::{
    id_by_code, id_by_retired_slug, id_by_slug, id_by_slug_in_any_language, sitemap, slug_by_id, slugs_by_id, window_of,
};

use database::{Error, Row};
use types::{ImageRef, Timestamp};

/// The two columns from `first` on, as the bounds of a window.
fn window(row: &Row, first: usize) -> Result<[Option<Timestamp>; 2], Error> {
    Ok([row.column::<Option<i64>>(first)?.map(Timestamp), row.column::<Option<i64>>(first + 1)?.map(Timestamp)])
}

/// The five columns of `picture_ref` from `first` on, if there is a picture: address, width, height, colour, alt.
fn image(row: &Row, first: usize) -> Result<Option<ImageRef>, Error> {
    let Some(address) = row.column::<Option<String>>(first)? else { return Ok(None) };
    Ok(Some(ImageRef {
        address,
        width: pixels(row.column(first + 1)?),
        height: pixels(row.column(first + 2)?),
        colour: row.column(first + 3)?,
        alt: row.column(first + 4)?,
    }))
}

/// A side that the database keeps above zero.
fn pixels(side: i64) -> u32 {
    u32::try_from(side).unwrap_or(u32::MAX)
}

/// A count, a weight or a length that was written from a `u32`.
fn unsigned(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}
