//! The columns of a picture that other crates' queries show.

use types::ImageRef;

use crate::{Error, FromRow, NamedColumns};

/// The seven columns of a picture in a `SELECT`, for a field `= flatten` of the type [`ImageRef`]: those of the view
/// `picture_ref`, joined with its language, or with `optional` those that [`crate::left_join_picture!`] joins.
#[macro_export]
macro_rules! picture_columns {
    () => {
        "picture_ref.address, picture_ref.width, picture_ref.height, picture_ref.colour, picture_ref.alt, \
        picture_ref.focal_x, picture_ref.focal_y"
    };
    (optional) => {
        "picture_shape.address, picture_shape.width, picture_shape.height, picture_shape.colour, picture_alt.alt, \
        picture_shape.focal_x, picture_shape.focal_y"
    };
}

/// Joins a row that may have a picture with it, and with its alternative text in a language. Two views, because SQLite
/// would build the whole of `picture_ref`, which is a join, for each query with it on the right of a `LEFT JOIN`.
#[macro_export]
macro_rules! left_join_picture {
    ($picture_id:literal, $language:literal) => {
        concat!(
            "LEFT JOIN picture_shape ON picture_shape.picture_id = ",
            $picture_id,
            " LEFT JOIN picture_alt ON picture_alt.picture_id = ",
            $picture_id,
            " AND picture_alt.language = ",
            $language
        )
    };
}

impl FromRow for ImageRef {
    fn from_row(row: &mut NamedColumns<'_>) -> Result<Self, Error> {
        let address = row.get("address")?;
        read(row, address)
    }
}

impl FromRow for Option<ImageRef> {
    fn from_row(row: &mut NamedColumns<'_>) -> Result<Self, Error> {
        let address: Option<String> = row.get("address")?;
        address.map(|address| read(row, address)).transpose()
    }
}

fn read(row: &mut NamedColumns<'_>, address: String) -> Result<ImageRef, Error> {
    Ok(ImageRef {
        address,
        width: row.get("width")?,
        height: row.get("height")?,
        colour: row.get("colour")?,
        alt: row.get("alt")?,
        focus: FromRow::from_row(row)?,
    })
}
