//! The API for staff's programs, `/api/v1`.

mod archive;
mod orders;
mod pictures;

pub(crate) use archive::{archived_thing, deleted_thing, deleted_value};
pub(crate) use orders::{acted_order, known_order, listed_orders};
pub(crate) use pictures::{changed_picture, deleted_picture, known_picture, replaced_picture, uploaded_picture};
